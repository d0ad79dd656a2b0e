// Where tests must end in time (CI), a machine that is too slow for all of them leaves some out, and says which.

/** The variable that holds the time to be done by, in seconds since 1970; unset: there is all the time. */
export const END_BY = 'TRYON_TESTS_END_BY';

/** Walks whose rooms have tests of their own, the first to be left out first. */
const LAST = ['looks-aside', 'looks', 'playground', 'marking', 'react', 'product-corpus'];

/** What the end-to-end tests take of the time that all tests before them took, on the same machine. */
const SHARE = 0.65;

/**
 * @param {string[]} files end-to-end tests
 * @param {{ spentMs: number, endBy: string | undefined, nowMs: number }} clock what the tests before took; END_BY's value; now
 * @returns {{ run: string[], leftOut: string[] }}
 */
export function inTime(files, { spentMs, endBy, nowMs }) {
  const leftMs = Number(endBy) * 1000 - nowMs;
  const fits = Math.floor((files.length * leftMs) / (spentMs * SHARE));
  if (!endBy || fits >= files.length) return { run: files, leftOut: [] };
  const spare = LAST.flatMap((name) => files.filter((file) => file.includes(`/${name}.e2e.`)));
  const leftOut = spare.slice(0, files.length - fits);
  return { run: files.filter((file) => !leftOut.includes(file)), leftOut };
}
