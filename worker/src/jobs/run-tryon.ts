import { resultStorageKey } from '@tryon/core/images/image';
import { findImage } from '@tryon/core/images/repository';
import type { RunTryonPayload } from '@tryon/core/queue/names';
import { type Claim, claimTryon, releaseLease } from '@tryon/core/tryons/lease';
import { completeTryon, failTryon } from '@tryon/core/tryons/settle';
import type { StoredPicture, Tryon, TryonErrorCode } from '@tryon/core/tryons/tryon';
import { FAILURE_MESSAGES, RETRYABLE } from '../failures.js';
import { ProviderFailure, type ProviderResult } from '../providers/provider.js';
import { withTestOutcome } from '../providers/test-outcome.js';
import { checkResult } from './check-result.js';
import { type JobContext, type JobDeps, JobPostponed } from './job.js';
import { keepLease, LeaseLost } from './keep-lease.js';
import { progressReporter } from './report-progress.js';

/** A try-on that ended its worker this often is given up, so that it cannot take every worker down in turn. */
export const MAX_ATTEMPTS = 5;
/** From claim to picture. */
const RUN_TIMEOUT_MS = 120_000;
const RETRY_DELAY_MS = 1_000;

/**
 * Makes one try-on. It ends exactly once: whatever happens, the row is completed, failed, or left to whoever holds
 * it, and the quota is settled in the same transaction.
 *
 * @throws JobPostponed when another worker holds the try-on, when this one shuts down, and after a transient fault.
 */
export async function runTryon(deps: JobDeps, payload: RunTryonPayload, context: JobContext): Promise<void> {
  const { merchantId, tryonId } = payload;
  const outcome = await claimTryon(deps.sql, merchantId, tryonId);
  if (!outcome.claimed) {
    if (outcome.reason === 'held') throw new JobPostponed(outcome.retryAfterMs);
    return;
  }
  const { claim } = outcome;
  context.notify();
  if (claim.tryon.attempts > MAX_ATTEMPTS) {
    await fail(deps, claim, 'internal_error');
    return;
  }
  const lease = keepLease(deps.sql, deps.logger, claim);
  const timeout = AbortSignal.timeout(RUN_TIMEOUT_MS);
  const signal = AbortSignal.any([lease.signal, context.signal, timeout]);
  try {
    await make(deps, claim, signal, context.notify);
  } catch (error) {
    await settleFault(deps, claim, error, { lease: lease.signal, stopping: context.signal, timeout });
  } finally {
    lease.stop();
  }
}

async function make(deps: JobDeps, claim: Claim, signal: AbortSignal, notify: () => void): Promise<void> {
  const { tryon, leaseToken } = claim;
  const progress = progressReporter(deps.sql, deps.logger, claim, notify);
  const provider = withTestOutcome(deps.provider, tryon.testOutcome);
  const inputs = failsOnPurpose(tryon)
    ? [new Uint8Array(), new Uint8Array()]
    : await loadInputs(deps, tryon, signal);
  const [person = new Uint8Array(), garment = new Uint8Array()] = inputs;
  const result = await provider.generate(
    {
      tryonId: tryon.id,
      person,
      garment,
      category: tryon.category,
      garmentPhotoType: tryon.garmentPhotoType,
      outputFormat: tryon.outputFormat,
      numSamples: tryon.numSamples,
      seed: tryon.seed,
    },
    { signal, onProgress: progress.report },
  );
  const output = await store(deps, tryon, result, inputs, signal);
  await progress.flush();
  const completed = await completeTryon(deps.sql, tryon.merchantId, tryon.id, leaseToken, {
    output,
    warnings: result.warnings,
    foundCategory: result.category,
    foundGarmentPhotoType: result.garmentPhotoType,
  });
  if (completed) return;
  // Canceled or erased at the last moment: nothing of it may stay.
  await Promise.all(output.map((picture) => deps.storage.delete(picture.storageKey)));
  throw new LeaseLost();
}

const failsOnPurpose = (tryon: Tryon) => tryon.testOutcome !== null && tryon.testOutcome !== 'slow';

async function loadInputs(deps: JobDeps, tryon: Tryon, signal: AbortSignal): Promise<Uint8Array[]> {
  return Promise.all(
    [tryon.modelImageId, tryon.garmentImageId].map(async (imageId) => {
      const image = await findImage(deps.sql, tryon.merchantId, tryon.livemode, imageId);
      const object = image && (await deps.storage.get(image.storageKey, { signal }));
      if (!object) throw new ProviderFailure('image_unreadable', FAILURE_MESSAGES.image_unreadable);
      return object.bytes;
    }),
  );
}

async function store(
  deps: JobDeps,
  tryon: Tryon,
  result: ProviderResult,
  inputs: readonly Uint8Array[],
  signal: AbortSignal,
): Promise<StoredPicture[]> {
  return Promise.all(
    result.pictures.map(async (picture, index) => {
      const { bytes, width, height, contentType } = await checkResult(picture, inputs);
      const storageKey = resultStorageKey(tryon.merchantId, tryon.id, index, contentType);
      await deps.storage.put(storageKey, bytes, { contentType, signal });
      return { storageKey, width, height, contentType };
    }),
  );
}

async function settleFault(
  deps: JobDeps,
  claim: Claim,
  error: unknown,
  signals: { readonly lease: AbortSignal; readonly stopping: AbortSignal; readonly timeout: AbortSignal },
): Promise<void> {
  const { tryon, leaseToken } = claim;
  const log = deps.logger.child({ tryon_id: tryon.id, request_id: tryon.requestId });
  if (error instanceof LeaseLost || signals.lease.aborted) {
    log.info('the try-on was canceled, erased or taken over');
    return;
  }
  if (error instanceof ProviderFailure) {
    log.info({ code: error.code }, 'the try-on failed');
    await fail(deps, claim, error.code, error.message);
    return;
  }
  if (signals.stopping.aborted) {
    await releaseLease(deps.sql, tryon.merchantId, tryon.id, leaseToken, { countAttempt: false });
    throw new JobPostponed(0);
  }
  log.warn({ err: error, attempt: tryon.attempts }, 'the try-on broke off');
  if (signals.timeout.aborted) {
    await fail(deps, claim, 'timeout');
    return;
  }
  if (tryon.attempts >= MAX_ATTEMPTS) {
    await fail(deps, claim, 'internal_error');
    return;
  }
  await releaseLease(deps.sql, tryon.merchantId, tryon.id, leaseToken, { countAttempt: true });
  throw new JobPostponed(RETRY_DELAY_MS * 2 ** tryon.attempts);
}

async function fail(
  deps: JobDeps,
  claim: Claim,
  code: TryonErrorCode,
  message = FAILURE_MESSAGES[code],
): Promise<void> {
  await failTryon(deps.sql, claim.tryon.merchantId, claim.tryon.id, claim.leaseToken, {
    code,
    message,
    retryable: RETRYABLE.has(code),
  });
}
