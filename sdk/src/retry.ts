import { asProblem } from './errors.js';
import { readJson } from './read-json.js';

const BASE_MS = 500;
const CAP_MS = 8_000;
/** A server that asks for more is not waited for: the caller hears at once, with `retryAfterMs`, and can decide. */
const LONGEST_RETRY_AFTER_MS = 60_000;

/** Full jitter: anything between nothing and 0.5 s x 2^attempt (at most 8 s), so that clients do not come back in step. */
export function backoffMs(attempt: number): number {
  return Math.random() * Math.min(CAP_MS, BASE_MS * 2 ** attempt);
}

/** `Retry-After` in milliseconds: it is given in seconds or as a date. */
export function retryAfterMs(headers: Headers, nowMs = Date.now()): number | undefined {
  const value = headers.get('Retry-After')?.trim();
  if (!value) return undefined;
  const ms = /^\d+$/.test(value) ? Number(value) * 1_000 : Date.parse(value) - nowMs;
  return Number.isNaN(ms) ? undefined : Math.max(0, ms);
}

/**
 * How long to wait before sending a refused request again, in milliseconds; `undefined` if that cannot help.
 *
 * The problem's own `retryable: false` wins over the status: a 429 for a used-up quota will not pass in a minute.
 */
export async function retryDelayMs(response: Response, attempt: number): Promise<number | undefined> {
  const { status } = response;
  const problem = asProblem(await readJson(response.clone()));
  const passing =
    status === 408 || status === 429 || status >= 500 || problem?.code === 'idempotency_in_progress';
  if (!passing || problem?.retryable === false || problem?.code === 'quota_exceeded') return undefined;
  const asked = retryAfterMs(response.headers);
  if (asked === undefined) return backoffMs(attempt);
  return asked > LONGEST_RETRY_AFTER_MS ? undefined : asked;
}
