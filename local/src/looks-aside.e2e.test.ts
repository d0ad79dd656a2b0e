import { test } from 'node:test';
import { looksAsAccepted } from './testing/looks.js';

// A file of its own, as one that takes all the pictures would be the longest of all.
test('screens in the dark, with large text, in forced colours and beside the way look as they were accepted, are reached by Tab and large enough for a thumb, and axe finds nothing in English, German and Arabic', async () => {
  await looksAsAccepted('^(aside|phone|forced)|dark|200$', 95);
});
