import { test } from 'node:test';
import { looksAsAccepted } from './testing/looks.js';

// A file of its own, as one that takes all the pictures would be the longest of all.
test('the screens beside the way and those in forced colours look as they were accepted, are reached by Tab and large enough for a thumb, and axe finds nothing in English, German and Arabic', async () => {
  await looksAsAccepted('^(aside|phone|forced)', 45);
});
