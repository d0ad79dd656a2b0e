import { test } from 'node:test';
import { looksAsAccepted } from './testing/looks.js';

test('every screen on the way looks as it was accepted (`npm run looks -- --accept` accepts a change), is reached by Tab and large enough for a thumb, and axe finds nothing in English, German, Arabic and Japanese', async () => {
  await looksAsAccepted('light-100$', 100);
});
