import type { Db, Sql } from '../db/connect.js';
import type { RunRef } from './provider-run.js';
import { spentBySettledRuns } from './spend.js';

export interface ClosableRun extends RunRef {
  readonly merchantId: string;
  readonly provider: string;
  readonly requestId: string | null;
  readonly handle: Readonly<Record<string, string>>;
  readonly closeAttempts: number;
  /** The provider is through with it: nothing is left to stop. */
  readonly finished: boolean;
  /** The try-on or its photo was erased: the provider's copy is to go. */
  readonly erased: boolean;
}

/** Takes runs whose provider must be told something, over all merchants (a sweep); each is due again after `againMs`. */
export async function takeClosableRuns(sql: Sql, againMs: number, limit: number): Promise<ClosableRun[]> {
  return sql<ClosableRun[]>`
    with due as (
      select tryon_id, n from provider_runs where close_due_at <= now()
      order by close_due_at limit ${limit} for update skip locked)
    update provider_runs r set close_attempts = close_attempts + 1,
      close_due_at = now() + ${againMs} * interval '1 ms' * power(2, least(close_attempts, 10))
    from due, tryons t where r.tryon_id = due.tryon_id and r.n = due.n and t.id = r.tryon_id
    returning ${closableColumns(sql)}`;
}

/** The same for the runs of one try-on, for the worker that has just held it. */
export async function takeClosableRunsOf(
  sql: Sql,
  merchantId: string,
  tryonId: string,
  againMs: number,
): Promise<ClosableRun[]> {
  return sql<ClosableRun[]>`
    update provider_runs r set close_attempts = close_attempts + 1,
      close_due_at = now() + ${againMs} * interval '1 ms'
    from tryons t where r.tryon_id = ${tryonId} and r.merchant_id = ${merchantId} and t.id = r.tryon_id
      and r.close_due_at <= now()
    returning ${closableColumns(sql)}`;
}

/**
 * The provider was told, or there is nothing more to be done.
 * @param costMicros - What the run cost, if that is known now; else it goes on counting with what it may cost.
 */
export async function markRunClosed(
  db: Db,
  merchantId: string,
  { tryonId, n }: RunRef,
  costMicros?: number,
): Promise<void> {
  await db`
    with before as (
      select tryon_id, n, cost_micros from provider_runs
      where tryon_id = ${tryonId} and n = ${n} and merchant_id = ${merchantId} for update
    ), settled_run as (
      update provider_runs r set closed_at = now(), close_due_at = null,
        cost_micros = coalesce(r.cost_micros, ${costMicros ?? null}::bigint),
        state = case when r.state in ('submitting', 'submitted') then 'ended' else r.state end
      from before where r.tryon_id = before.tryon_id and r.n = before.n
      returning r.merchant_id, r.provider, r.period, r.reserved_micros,
        case when before.cost_micros is null then r.cost_micros end as cost_micros
    ), ${spentBySettledRuns(db)} select 1`;
}

const closableColumns = (
  db: Db,
) => db`r.tryon_id as "tryonId", r.n, r.merchant_id as "merchantId", r.provider,
  r.request_id as "requestId", r.handle, r.close_attempts as "closeAttempts", r.ended_at is not null as finished,
  t.erased_at is not null or r.erase_wanted as erased`;
