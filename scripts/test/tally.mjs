import { readFileSync, rmSync } from 'node:fs';

/**
 * What a runner counted. It travels in a file, because what tests print is mixed into a runner's output.
 * `isUnfinished`: a process was ended at its time limit, so tests may be missing that no count tells of.
 * @typedef {{ passed: number, failed: number, skipped: number, failedFiles?: string[], files?: string[], isUnfinished?: boolean }} Tally
 */

/** The variable that names the file. */
export const TALLY_FILE = 'TRYON_TALLY_FILE';

/**
 * Reads a runner's tally and removes it. A runner that crashed leaves none, one that ran nothing proves nothing:
 * both count as a failure, and so does one that calls itself failed without naming a test.
 * @param {string} file
 * @param {number} exitCode
 * @returns {Tally}
 */
export function readTally(file, exitCode) {
  const tally = readOrNothing(file);
  rmSync(file, { force: true });
  if (!tally) return { passed: 0, failed: 1, skipped: 0 };
  const ranNothing = tally.passed + tally.failed + tally.skipped === 0;
  const silentFailure = exitCode !== 0 && tally.failed === 0;
  return ranNothing || silentFailure ? { ...tally, failed: tally.failed + 1 } : tally;
}

/** @param {Tally[]} tallies @returns {Tally} */
export function sum(tallies) {
  const total = { passed: 0, failed: 0, skipped: 0 };
  for (const tally of tallies) {
    for (const key of Object.keys(total)) total[key] += tally[key];
  }
  return total;
}

function readOrNothing(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    if (error.code === 'ENOENT' || error instanceof SyntaxError) return undefined;
    throw error;
  }
}
