import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from '@tryon/core/logger';

/** How long storing what the provider said is tried. */
const STORE_FOR_MS = 60_000;

/** Tries again through an outage of PostgreSQL: what was bought, or was not, must be known. */
export async function surely(logger: Logger, facts: object, work: () => Promise<void>): Promise<void> {
  const giveUpAt = Date.now() + STORE_FOR_MS;
  for (let waitMs = 100; ; waitMs = Math.min(waitMs * 2, 2_000)) {
    try {
      await work();
      return;
    } catch (error) {
      logger.error({ err: error, ...facts }, 'could not store what the provider said; trying again');
      if (Date.now() >= giveUpAt) throw error;
      await sleep(waitMs);
    }
  }
}
