import type { Sql } from '../db/connect.js';
import { type Completion, type EndedTryon, type Ending, endTryon } from './end-tryon.js';
import type { TryonFailure } from './tryon.js';

/** Ends a try-on with its pictures and charges them. Undefined: the lease was lost, and nothing was written. */
export function completeTryon(
  sql: Sql,
  merchantId: string,
  tryonId: string,
  leaseToken: string,
  completion: Completion,
  runCostMicros = 0,
): Promise<EndedTryon | undefined> {
  return endTryon(sql, merchantId, tryonId, {
    status: 'completed',
    leaseToken,
    completion,
    runFinished: true,
    runCostMicros,
  });
}

/** Ends a try-on as failed, which costs nothing. Without a lease token only for a sweep that gives it up. */
export function failTryon(
  sql: Sql,
  merchantId: string,
  tryonId: string,
  leaseToken: string | undefined,
  failure: TryonFailure,
  { runFinished = false, runCostMicros = 0 }: Pick<Ending, 'runFinished' | 'runCostMicros'> = {},
): Promise<EndedTryon | undefined> {
  return endTryon(sql, merchantId, tryonId, {
    status: 'failed',
    failure,
    runFinished,
    runCostMicros,
    ...(leaseToken === undefined ? {} : { leaseToken }),
  });
}

/** Cancels a try-on, which costs nothing. Undefined: it had ended before, or there is none. */
export function cancelTryon(sql: Sql, merchantId: string, tryonId: string): Promise<EndedTryon | undefined> {
  return endTryon(sql, merchantId, tryonId, { status: 'canceled' });
}
