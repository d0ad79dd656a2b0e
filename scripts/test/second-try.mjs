import { sourceOf } from './source-of.mjs';

/**
 * Runs files that failed once more, one at a time, and says so: a browser, the system it talks to and everything that
 * runs beside them share the machine's cores, and a wait of theirs can end there that is no fault. What fails twice
 * failed. Only for tests that drive a browser: a race between our own servers and workers is a fault, however seldom.
 * @param {(files: string[], options?: { concurrency: number }) => Promise<import('./tally.mjs').Tally>} run
 * @returns {(files: string[]) => Promise<import('./tally.mjs').Tally>}
 */
export function withSecondTry(run) {
  return async (files) => {
    const first = await run(files);
    const failed = new Set((first.failedFiles ?? []).map(sourceOf));
    const suspects = files.filter((file) => failed.has(sourceOf(file)));
    // A runner that failed without naming files of ours, with many of them or without an end is not what a second try is for.
    const isClear = suspects.length > 0 && suspects.length === failed.size && !first.isUnfinished;
    if (first.failed === 0 || !isClear || suspects.length > Math.max(1, files.length / 4)) return first;
    const names = suspects.map(sourceOf).join(', ');
    console.log(`\nSECOND TRY, one at a time: ${names}`);
    const second = await run(suspects, { concurrency: 1 });
    if (second.failed === 0) console.log(`  passed on the second try (look into it): ${names}`);
    return {
      passed: first.passed + Math.max(0, first.failed - second.failed),
      failed: second.failed,
      skipped: first.skipped,
    };
  };
}
