import { purgeIdempotencyKeys as purgeOld } from '@tryon/core/idempotency/repository';
import type { JobDeps } from './job.js';

const BATCH = 5_000;

/** Forgets idempotency keys past their 24 hours. */
export async function purgeIdempotencyKeys(
  deps: Pick<JobDeps, 'sql'>,
  stopping: AbortSignal,
  batch = BATCH,
): Promise<void> {
  while (!stopping.aborted && (await purgeOld(deps.sql, batch)) === batch);
}
