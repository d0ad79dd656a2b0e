import { announceThresholds as announce, findUnannounced, usagePeriod } from '@tryon/core/usage/quota';
import type { JobDeps } from './job.js';

const BATCH = 100;

/** Tells of thresholds of the quota that a crash kept from being told. */
export async function announceThresholds(deps: Pick<JobDeps, 'sql' | 'webhooks'>): Promise<void> {
  for (const state of await findUnannounced(deps.sql, usagePeriod(new Date()), BATCH)) {
    await deps.webhooks.enqueue(await announce(deps.sql, state.merchantId, state));
  }
}
