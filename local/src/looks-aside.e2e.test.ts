import { test } from 'node:test';
import { looksAsAccepted } from './testing/looks.js';

// A file of its own, as one that takes all the pictures would be the longest of all. Dark, large text, forced colours, and the
// screens beside the way in other languages are left to `npm run looks`: CI's time is short.
test('screens beside the way and on the phone look as they were accepted, are reached by Tab and large enough for a thumb, and axe finds nothing', async () => {
  await looksAsAccepted('^(aside|phone)$', 25);
});
