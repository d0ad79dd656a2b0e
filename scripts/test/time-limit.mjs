// Loaded into each test file's process: ends one that has not ended by itself in time. Node's own --test-timeout does
// so up to Node 20 only; later it limits single tests, and a file that leaves something open never ends.
import { writeFileSync } from 'node:fs';
import { isMainThread } from 'node:worker_threads';
import { TALLY_FILE } from './tally.mjs';

/** The variable that holds the limit. */
export const FILE_TIMEOUT_MS = 'TRYON_FILE_TIMEOUT_MS';

/** The file that tells of a process that was ended, beside the tally. */
export const overtimeMark = (tallyFile) => `${tallyFile}.overtime`;

const timeoutMs = Number(process.env[FILE_TIMEOUT_MS]);
const isTestFile = isMainThread && process.env.NODE_TEST_CONTEXT !== undefined;
if (isTestFile && timeoutMs > 0) {
  const timer = setTimeout(() => {
    console.error(
      `Not ended after ${timeoutMs / 1000} s. Still open: ${process.getActiveResourcesInfo().join(', ')}`,
    );
    if (process.env[TALLY_FILE]) writeFileSync(overtimeMark(process.env[TALLY_FILE]), '');
    process.exit(1);
  }, timeoutMs);
  timer.unref(); // a file that ends by itself does not wait for this
}
