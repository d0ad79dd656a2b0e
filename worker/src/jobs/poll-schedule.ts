/** A run that takes long is asked for this often at most and at least, in milliseconds. */
const MIN_GAP_MS = 20;
const MAX_GAP_MS = 3_000;
const GROWTH = 1.3;
/** Of the usual time: the wait between the first two questions. */
const STEP = 0.04;

/**
 * When to ask for a run: first when it is usually done, then at growing gaps. `gap(0)` is the wait before the
 * first question, `gap(1)` before the second. One that was submitted a while ago (by a worker that died) is asked for
 * at once.
 */
export function pollGaps(expectedMs: number, sinceSubmitMs: number): (index: number) => number {
  const first = Math.max(0, expectedMs - sinceSubmitMs);
  const step = Math.min(MAX_GAP_MS, Math.max(MIN_GAP_MS, expectedMs * STEP));
  return (index) => (index === 0 ? first : Math.min(MAX_GAP_MS, step * GROWTH ** (index - 1)));
}
