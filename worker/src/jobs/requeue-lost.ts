import { findOverdueTryons, takeLostTryons } from '@tryon/core/tryons/lost';
import { failTryon } from '@tryon/core/tryons/settle';
import { FAILURE_MESSAGES } from '../failures.js';
import { afterEnd } from './after-end.js';
import type { JobDeps } from './job.js';

/** Longer than an enqueue takes, short enough that nobody gives up waiting. */
const LOST_AFTER_MS = 5_000;
/** A queued try-on may simply be waiting: it is sent again this often at most. */
const AGAIN_MS = 30_000;
/** A worker that takes over a try-on past its deadline still looks whether it is done; then it is up to the sweep. */
const OVERDUE_GRACE_MS = 60_000;
const BATCH = 500;
const MAX_BATCHES = 40;

/** Sends again what the queue forgot, and fails what cannot end by itself any more. */
export async function requeueLost(
  deps: Pick<JobDeps, 'sql' | 'queue' | 'webhooks' | 'storage' | 'logger'>,
  stopping: AbortSignal = new AbortController().signal,
): Promise<void> {
  for (const tryon of await findOverdueTryons(deps.sql, { graceMs: OVERDUE_GRACE_MS, limit: BATCH })) {
    if (stopping.aborted) return;
    const failed = await failTryon(deps.sql, tryon.merchantId, tryon.id, undefined, {
      code: 'timeout',
      message: FAILURE_MESSAGES.timeout,
      retryable: true,
    });
    await afterEnd(deps, failed);
    deps.logger.error({ tryon_id: tryon.id, attempts: tryon.attempts }, 'gave a try-on up');
  }
  for (let batch = 0; batch < MAX_BATCHES && !stopping.aborted; batch++) {
    const lost = await takeLostTryons(deps.sql, { ageMs: LOST_AFTER_MS, againMs: AGAIN_MS, limit: BATCH });
    await deps.queue.enqueueAll(lost.map(({ id, merchantId, lane }) => ({ tryonId: id, merchantId, lane })));
    if (lost.length < BATCH) return;
  }
}
