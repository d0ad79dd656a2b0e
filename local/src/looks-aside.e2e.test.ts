import { test } from 'node:test';
import { looksAsAccepted } from './testing/looks.js';

// A file of its own, as one that takes all the pictures would be the longest of all. Large text, and the screens beside the
// way in other languages and in forced colours, are left to `npm run looks`: CI's time is short.
test('screens in the dark, in forced colours, beside the way and on the phone look as they were accepted, are reached by Tab and large enough for a thumb, and axe finds nothing', async () => {
  await looksAsAccepted('^(aside|phone|forced|en-dark-100)$', 50);
});
