import type { Sql } from '@tryon/core/db/connect';
import type { Logger } from '@tryon/core/logger';
import { type Claim, recordProgress } from '@tryon/core/tryons/lease';
import type { ProviderStage } from '../providers/provider.js';

/** A step a reader would notice; smaller ones are not worth a write. */
const MIN_STEP_PERCENT = 7;

export interface ProgressReporter {
  report(stage: ProviderStage, percent: number): void;
  /** Resolves when everything reported so far is written. */
  flush(): Promise<void>;
}

/** Writes progress in order, one at a time, and tells followers after each. */
export function progressReporter(
  sql: Sql,
  logger: Logger,
  claim: Claim,
  notify: () => void,
): ProgressReporter {
  const { tryon, leaseToken } = claim;
  let last: { stage: ProviderStage; percent: number } = { stage: 'preparing', percent: tryon.percent };
  let writing: Promise<void> = Promise.resolve();
  return {
    report(stage, percent) {
      if (stage === last.stage && percent - last.percent < MIN_STEP_PERCENT) return;
      const capped = Math.min(99, Math.max(percent, last.percent));
      last = { stage, percent: capped };
      writing = writing
        .then(async () => {
          if (await recordProgress(sql, tryon.merchantId, tryon.id, leaseToken, stage, capped)) notify();
        })
        .catch((error: unknown) => {
          logger.warn({ err: error, tryon_id: tryon.id }, 'could not record progress');
        });
    },
    flush: () => writing,
  };
}
