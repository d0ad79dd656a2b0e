import { setTimeout as sleep } from 'node:timers/promises';
import type { Sql } from '@tryon/core/db/connect';
import type { Logger } from '@tryon/core/logger';
import { type Claim, checkLeases, LEASE_MS, renewLeases } from '@tryon/core/tryons/lease';

/** How often it is looked whether the claims are still ours: a cancel is noticed this soon, wherever it was made. */
const LOOK_EVERY_MS = 1_000;
/** Every so many looks the leases begin anew: often enough that a few lost ones do no harm. */
const LOOKS_PER_RENEWAL = 4;
/** A connection that fell silent must not keep the next look, which may have a better one, from being in time. */
const LOOK_TIMEOUT_MS = 5_000;

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

/** Keeps all of a worker's claims alive, with one statement for any number of them. */
export interface LeaseKeeper {
  keep(claim: Claim): KeptLease;
  /** Stops looking; what is still kept runs out by itself. */
  close(): void;
}

interface Kept {
  readonly claim: Claim;
  readonly controller: AbortController;
  renewedAt: number;
}

/** A database that is away for less than the lease costs nothing. */
export function createLeaseKeeper(sql: Sql, logger: Logger): LeaseKeeper {
  const kept = new Map<string, Kept>();
  let looks = 0;
  let busy = false;

  const drop = (leaseToken: string) => {
    kept.get(leaseToken)?.controller.abort(new LeaseLost());
    kept.delete(leaseToken);
  };
  const look = async () => {
    const now = Date.now();
    const leases = [...kept.values()].map(({ claim }) => ({
      tryonId: claim.tryon.id,
      merchantId: claim.tryon.merchantId,
      leaseToken: claim.leaseToken,
    }));
    const renew = ++looks % LOOKS_PER_RENEWAL === 0;
    try {
      const own = await checkLeases(sql, leases);
      if (renew) await renewLeases(sql, leases);
      for (const { leaseToken } of leases) {
        const lease = kept.get(leaseToken);
        if (!own.has(leaseToken)) drop(leaseToken);
        else if (lease && renew) lease.renewedAt = Math.max(lease.renewedAt, now);
      }
    } catch (error) {
      looks = LOOKS_PER_RENEWAL - 1; // the next one that gets through renews
      logger.warn({ err: error, leases: leases.length }, 'could not look after the leases');
    }
  };
  const timer = setInterval(async () => {
    for (const [leaseToken, { renewedAt }] of kept) if (Date.now() - renewedAt >= LEASE_MS) drop(leaseToken);
    if (busy || kept.size === 0) return;
    busy = true;
    await Promise.race([look(), sleep(LOOK_TIMEOUT_MS, undefined, { ref: false })]);
    busy = false;
  }, LOOK_EVERY_MS);

  return {
    keep(claim) {
      const controller = new AbortController();
      kept.set(claim.leaseToken, { claim, controller, renewedAt: Date.now() });
      return { signal: controller.signal, stop: () => kept.delete(claim.leaseToken) };
    },
    close: () => clearInterval(timer),
  };
}
