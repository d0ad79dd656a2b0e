import type { Sql } from '@tryon/core/db/connect';
import type { Logger } from '@tryon/core/logger';
import { type Claim, LEASE_MS, renewLease } from '@tryon/core/tryons/lease';

/** Often enough that a cancel is noticed soon and a few lost renewals do no harm. */
const RENEW_EVERY_MS = 1_000;

/** The claim is another's now, or nobody's: the try-on was canceled, erased or taken over. Nothing more may be written. */
export class LeaseLost extends Error {
  constructor() {
    super('The try-on is no longer this worker’s');
    this.name = 'LeaseLost';
  }
}

export interface KeptLease {
  /** Aborts with {@link LeaseLost}. */
  readonly signal: AbortSignal;
  stop(): void;
}

/** Renews a claim until it is stopped. A database that is away for less than the lease costs nothing. */
export function keepLease(sql: Sql, logger: Logger, claim: Claim): KeptLease {
  const { tryon, leaseToken } = claim;
  const controller = new AbortController();
  let renewedAt = Date.now();
  let busy = false;
  const timer = setInterval(async () => {
    if (busy) return;
    busy = true;
    try {
      if (await renewLease(sql, tryon.merchantId, tryon.id, leaseToken)) renewedAt = Date.now();
      else controller.abort(new LeaseLost());
    } catch (error) {
      logger.warn({ err: error, tryon_id: tryon.id }, 'could not renew the lease');
      if (Date.now() - renewedAt >= LEASE_MS) controller.abort(new LeaseLost());
    } finally {
      busy = false;
    }
  }, RENEW_EVERY_MS);
  return { signal: controller.signal, stop: () => clearInterval(timer) };
}
