import { takeLostDeliveries } from '@tryon/core/webhooks/claim-delivery';
import { purgeEvents } from '@tryon/core/webhooks/delivery-repository';
import type { JobDeps } from './job.js';

/** Longer than an enqueue takes. */
const LOST_AFTER_MS = 5_000;
/** A delivery may simply be waiting its turn: it is sent again this often at most. */
const AGAIN_MS = 60_000;
const BATCH = 1_000;
const MAX_BATCHES = 20;
/** Events, deliveries and attempts can be seen and replayed for this long. */
const KEPT_DAYS = 30;

/** Sends again the webhook deliveries that the queue forgot. */
export async function requeueDeliveries(
  deps: Pick<JobDeps, 'sql' | 'webhooks'>,
  stopping?: AbortSignal,
): Promise<void> {
  for (let batch = 0; batch < MAX_BATCHES && !stopping?.aborted; batch++) {
    const lost = await takeLostDeliveries(deps.sql, {
      ageMs: LOST_AFTER_MS,
      againMs: AGAIN_MS,
      limit: BATCH,
    });
    await deps.webhooks.enqueue(lost);
    if (lost.length < BATCH) return;
  }
}

/** Forgets webhook events past their time. */
export async function purgeWebhookEvents(deps: Pick<JobDeps, 'sql'>, stopping?: AbortSignal): Promise<void> {
  while (!stopping?.aborted && (await purgeEvents(deps.sql, KEPT_DAYS, BATCH)) === BATCH);
}
