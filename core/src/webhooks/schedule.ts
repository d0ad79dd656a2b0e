const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** The wait before each attempt, in milliseconds: the schedule that the Standard Webhooks specification suggests. */
export const DELIVERY_SCHEDULE_MS: readonly number[] = [
  0,
  5 * SECOND,
  5 * MINUTE,
  30 * MINUTE,
  2 * HOUR,
  5 * HOUR,
  10 * HOUR,
  14 * HOUR,
  20 * HOUR,
  24 * HOUR,
];

/** An endpoint that has only failed for this long is disabled. */
export const DISABLE_AFTER_MS = 5 * 24 * HOUR;
/** An endpoint may ask for a longer wait, but not for longer than this. */
const MAX_ASKED_MS = HOUR;
const JITTER = 0.1;

/**
 * When to try again after a failed attempt.
 *
 * @param attempts - How many there were, 1 or more.
 * @param askedMs - The endpoint's own `Retry-After`.
 * @returns milliseconds from now, or undefined when that was the last attempt.
 */
export function nextDelayMs(attempts: number, askedMs = 0, random = Math.random()): number | undefined {
  const delayMs = DELIVERY_SCHEDULE_MS[attempts];
  if (delayMs === undefined) return undefined;
  return Math.round(Math.max(delayMs * (1 + random * JITTER), Math.min(askedMs, MAX_ASKED_MS)));
}
