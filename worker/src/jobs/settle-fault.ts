import { traceFields } from '@tryon/core/tracing/trace-parent';
import { type Claim, releaseLease, releaseToWait } from '@tryon/core/tryons/lease';
import { failTryon } from '@tryon/core/tryons/settle';
import type { TryonErrorCode } from '@tryon/core/tryons/tryon';
import { FAILURE_MESSAGES, RETRYABLE } from '../failures.js';
import { ProviderFailure, SubmitRefused } from '../providers/provider.js';
import { afterEnd } from './after-end.js';
import { closeRunsOf } from './close-runs.js';
import { GoesOnLocally, type JobDeps, JobPostponed } from './job.js';
import { LeaseLost } from './lease-keeper.js';

/** A try-on of our own engine that broke off this often has no other end. */
export const MAX_ATTEMPTS = 5;
const RETRY_DELAY_MS = 1_000;
const MAX_RETRY_DELAY_MS = 16_000;
/** However soon a provider wants to be asked again. */
const MIN_REFUSED_DELAY_MS = 500;
const MAX_REFUSED_DELAY_MS = 30_000;

export interface StopSignals {
  readonly lease: AbortSignal;
  readonly stopping: AbortSignal;
  readonly timeout: AbortSignal;
}

/**
 * Decides what becomes of a try-on whose work broke off: failed, handed back, or left to whoever holds it now.
 * @throws JobPostponed when it is to be taken up again.
 */
export async function settleFault(
  deps: JobDeps,
  claim: Claim,
  error: unknown,
  signals: StopSignals,
): Promise<void> {
  const { tryon } = claim;
  const log = deps.logger.child({
    tryon_id: tryon.id,
    request_id: tryon.requestId,
    ...traceFields(tryon.traceParent),
  });
  if (error instanceof LeaseLost || signals.lease.aborted) {
    log.info('the try-on was canceled, erased or taken over');
    await tellProvider(deps, claim);
    return;
  }
  if (error instanceof JobPostponed) {
    await handBack(deps, claim, { countAttempt: false, delayMs: error.delayMs });
  }
  if (error instanceof ProviderFailure) {
    log.info({ code: error.code }, 'the try-on failed');
    await failClaim(deps, claim, error.code, error.message, {
      runFinished: !error.runGoesOn,
      runCostMicros: error.costMicros,
    });
    return;
  }
  if (error instanceof SubmitRefused) {
    await waitForProvider(deps, claim, error);
    return;
  }
  if (error instanceof GoesOnLocally) {
    await goOnLocally(deps, claim, error.provider);
    return;
  }
  if (signals.stopping.aborted) await handBack(deps, claim, { countAttempt: false, delayMs: 0 });
  log.warn({ err: error, attempt: tryon.attempts }, 'the try-on broke off');
  if (signals.timeout.aborted) {
    await failClaim(deps, claim, tryon.lane === 'remote' ? 'provider_timeout' : 'timeout');
    return;
  }
  const givenUp = tryon.lane === 'remote' ? Date.now() >= deadlineOf(claim) : tryon.attempts >= MAX_ATTEMPTS;
  if (givenUp) {
    await failClaim(deps, claim, 'internal_error');
    return;
  }
  const delayMs = Math.min(MAX_RETRY_DELAY_MS, RETRY_DELAY_MS * 2 ** tryon.attempts);
  await handBack(deps, claim, { countAttempt: true, delayMs });
}

const deadlineOf = ({ tryon }: Claim): number => tryon.deadlineAt?.getTime() ?? 0;

/** Fails a claimed try-on, which costs nothing, and has its provider stop. */
export async function failClaim(
  deps: JobDeps,
  claim: Claim,
  code: TryonErrorCode,
  message = FAILURE_MESSAGES[code],
  options: { readonly runFinished?: boolean; readonly runCostMicros?: number } = {},
): Promise<void> {
  const { tryon, leaseToken } = claim;
  const failure = { code, message, retryable: RETRYABLE.has(code) };
  const failed = await failTryon(deps.sql, tryon.merchantId, tryon.id, leaseToken, failure, options);
  await afterEnd(deps, failed);
  await tellProvider(deps, claim);
}

/** The provider has no room: nothing was bought, so it is asked again until the deadline. */
async function waitForProvider(deps: JobDeps, claim: Claim, refused: SubmitRefused): Promise<void> {
  // The longer it has waited, the less often it asks: two hundred that wait must not use up what a provider lets in.
  const waitedMs = Date.now() - claim.tryon.createdAt.getTime();
  const wishedMs = Math.max(MIN_REFUSED_DELAY_MS, refused.retryAfterMs, waitedMs * 0.15);
  const delayMs = Math.min(MAX_REFUSED_DELAY_MS, wishedMs) * (1 + Math.random() / 4);
  deps.logger.info({ tryon_id: claim.tryon.id, delay_ms: Math.round(delayMs) }, refused.message);
  if (Date.now() + delayMs >= deadlineOf(claim)) await failClaim(deps, claim, 'provider_error');
  else {
    await releaseToWait(deps.sql, claim.tryon.merchantId, claim.tryon.id, claim.leaseToken);
    throw new JobPostponed(delayMs);
  }
}

/** Nothing was bought: it goes to the engine's queue. Should it not get there, the sweep sends it. */
async function goOnLocally(
  deps: JobDeps,
  { tryon: { id: tryonId, merchantId }, leaseToken }: Claim,
  provider: string,
): Promise<void> {
  const lane = await releaseToWait(deps.sql, merchantId, tryonId, leaseToken, provider);
  if (!lane) return;
  deps.logger.info({ tryon_id: tryonId, provider }, 'no remote provider takes it; it goes on here');
  await deps.queue
    .enqueue({ tryonId, merchantId, lane })
    .catch((error: unknown) =>
      deps.logger.warn({ err: error, tryon_id: tryonId }, 'could not enqueue a try-on; the sweep will'),
    );
}

async function handBack(
  deps: JobDeps,
  { tryon, leaseToken }: Claim,
  { countAttempt, delayMs }: { readonly countAttempt: boolean; readonly delayMs: number },
): Promise<never> {
  await releaseLease(deps.sql, tryon.merchantId, tryon.id, leaseToken, { countAttempt });
  throw new JobPostponed(delayMs);
}

/** A courtesy of the moment; if it fails, the sweep does it. */
async function tellProvider(deps: JobDeps, { tryon }: Claim): Promise<void> {
  if (tryon.lane !== 'remote') return;
  await closeRunsOf(deps, tryon.merchantId, tryon.id).catch((error: unknown) =>
    deps.logger.warn({ err: error, tryon_id: tryon.id }, 'the provider could not be told to stop'),
  );
}
