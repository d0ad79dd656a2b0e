import { findLostDeliveries } from '@tryon/core/webhooks/claim-delivery';
import { purgeEvents } from '@tryon/core/webhooks/delivery-repository';
import type { JobDeps } from './job.js';

/** Longer than an enqueue takes. */
const LOST_AFTER_MS = 5_000;
const BATCH = 1_000;
/** Events, deliveries and attempts can be seen and replayed for this long. */
const KEPT_DAYS = 30;

/** Sends again the webhook deliveries that the queue forgot. */
export async function requeueDeliveries(deps: Pick<JobDeps, 'sql' | 'webhooks'>): Promise<void> {
  await deps.webhooks.enqueue(await findLostDeliveries(deps.sql, LOST_AFTER_MS, BATCH));
}

/** Forgets webhook events past their time. */
export async function purgeWebhookEvents(deps: Pick<JobDeps, 'sql'>): Promise<void> {
  while ((await purgeEvents(deps.sql, KEPT_DAYS, BATCH)) === BATCH);
}
