import type { RunTryonPayload } from '@tryon/core/queue/names';
import { type Claim, claimTryon } from '@tryon/core/tryons/lease';
import { completeTryon } from '@tryon/core/tryons/settle';
import type { Tryon } from '@tryon/core/tryons/tryon';
import { leftOutWarnings } from '../results/finish-result.js';
import { abandonAfter } from './abandon.js';
import { afterEnd } from './after-end.js';
import { inputPictures } from './input-pictures.js';
import { type JobContext, type JobDeps, JobPostponed } from './job.js';
import { LeaseLost } from './lease-keeper.js';
import { makePictures } from './make-pictures.js';
import { progressReporter } from './report-progress.js';
import { failClaim, MAX_ATTEMPTS, settleFault } from './settle-fault.js';
import { removePictures, storePictures } from './store-pictures.js';

/** What was bought may be finished by now though its deadline has passed while nobody held it: time for a look. */
const LAST_LOOK_MS = 5_000;
/**
 * Work past its deadline has been told to stop; what does not heed it is left behind after this. Longer than a submit
 * takes, which nothing may interrupt, and shorter than the sweep's grace.
 */
const OVERRUN_MS = 40_000;

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
  // A remote run tells of its next step in a moment; the engine takes longer to get there.
  if (claim.tryon.lane === 'preview') context.notify();
  // A try-on that ended its worker this often must not take every worker down in turn. Where a run was bought, an
  // attempt only goes on with it: there the deadline decides.
  if (claim.tryon.attempts > MAX_ATTEMPTS && claim.tryon.lane === 'preview') {
    await failClaim(deps, claim, 'internal_error');
    return;
  }
  const lease = deps.leases.keep(claim);
  const leftMs = timeLeftMs(claim.tryon);
  const timeout = AbortSignal.timeout(leftMs);
  const signal = AbortSignal.any([lease.signal, context.signal, timeout]);
  try {
    const work = make(deps, claim, signal, context.notify);
    await abandonAfter(leftMs + (context.overrunMs ?? OVERRUN_MS), work);
  } catch (error) {
    await settleFault(deps, claim, error, { lease: lease.signal, stopping: context.signal, timeout });
  } finally {
    // Followers may see that it waits again; that it has ended they hear from the queue.
    if (claim.tryon.lane === 'remote') context.notify();
    lease.stop();
  }
}

function timeLeftMs({ deadlineAt }: Tryon): number {
  return Math.max(LAST_LOOK_MS, (deadlineAt?.getTime() ?? 0) - Date.now());
}

async function make(deps: JobDeps, claim: Claim, signal: AbortSignal, notify: () => void): Promise<void> {
  const { tryon, leaseToken } = claim;
  const progress = progressReporter(deps.sql, deps.logger, claim, notify);
  const { person, garment } = inputPictures(deps, tryon, signal);
  const { result, costMicros, pictures } = await makePictures(
    deps,
    claim,
    {
      tryonId: tryon.id,
      requestId: tryon.requestId,
      traceParent: tryon.traceParent,
      person,
      garment,
      category: tryon.category,
      mode: tryon.mode,
      garmentPhotoType: tryon.garmentPhotoType,
      moderationLevel: tryon.moderationLevel,
      outputFormat: tryon.outputFormat,
      numSamples: tryon.numSamples,
      seed: tryon.seed,
    },
    { person, garment },
    { signal, onProgress: progress.report },
  );
  await progress.flush();
  const output = await storePictures(deps, tryon, pictures, signal);
  const completed = await completeTryon(
    deps.sql,
    tryon.merchantId,
    tryon.id,
    leaseToken,
    {
      output,
      marks: pictures.map(({ mark }) => mark),
      warnings: [...result.warnings, ...leftOutWarnings(result, pictures)],
      foundCategory: result.category,
      foundGarmentPhotoType: result.garmentPhotoType,
    },
    costMicros,
  );
  if (completed) {
    await afterEnd(deps, completed);
    return;
  }
  // Canceled, erased or taken over at the last moment: nothing of this attempt may stay.
  await removePictures(deps, output);
  throw new LeaseLost();
}
