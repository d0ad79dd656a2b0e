import { type RefusalReason, SubmitRefused } from '../provider.js';
import type { Answer } from './ask.js';
import { NeverSent } from './ask.js';
import { retryAfterMs } from './retry-after.js';

/** When to ask again, where the provider does not say: people have to do something about the last two. */
const DEFAULT_RETRY_MS: Readonly<Record<RefusalReason, number>> = {
  busy: 2_000,
  down: 5_000,
  credits: 10 * 60_000,
  auth: 10 * 60_000,
};

/** A submit that the provider refused, told without what was in it. */
export function refused(reason: RefusalReason, who: string, answer: Answer): SubmitRefused {
  const ms = retryAfterMs(answer.headers) ?? DEFAULT_RETRY_MS[reason];
  return new SubmitRefused(`${who} answered ${answer.status} to a submit`, ms, { reason });
}

/**
 * A 503 says by its own definition that the request could not be handled now, and by `Retry-After` that somebody meant
 * it. Every other 5xx may come from a gateway that has lost the answer of a run that is already paid for.
 */
export function saysNothingRan({ status, headers }: Answer): boolean {
  return status === 503 && headers.has('retry-after');
}

/** Turns a submit that never left this machine into a refusal; the rest is for the caller to be unsure about. */
export function unlessNeverSent(error: unknown): unknown {
  if (!(error instanceof NeverSent)) return error;
  return new SubmitRefused(error.message, DEFAULT_RETRY_MS.down, { reason: 'down', cause: error });
}
