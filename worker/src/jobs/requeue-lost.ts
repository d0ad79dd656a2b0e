import { findLostTryons } from '@tryon/core/tryons/lost';
import { failTryon } from '@tryon/core/tryons/settle';
import { FAILURE_MESSAGES } from '../failures.js';
import type { JobDeps } from './job.js';
import { MAX_ATTEMPTS } from './run-tryon.js';

/** Longer than an enqueue takes, short enough that nobody gives up waiting. */
const LOST_AFTER_MS = 5_000;
const BATCH = 500;

/** Sends again what the queue forgot, and gives up what has ended its worker too often. */
export async function requeueLost(deps: Pick<JobDeps, 'sql' | 'queue' | 'logger'>): Promise<void> {
  for (const lost of await findLostTryons(deps.sql, LOST_AFTER_MS, BATCH)) {
    if (lost.attempts >= MAX_ATTEMPTS) {
      await failTryon(deps.sql, lost.merchantId, lost.id, undefined, {
        code: 'internal_error',
        message: FAILURE_MESSAGES.internal_error,
        retryable: true,
      });
      deps.logger.error({ tryon_id: lost.id, attempts: lost.attempts }, 'gave a try-on up');
      continue;
    }
    await deps.queue.enqueue({ tryonId: lost.id, merchantId: lost.merchantId });
  }
}
