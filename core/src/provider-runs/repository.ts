import type { Db, Sql } from '../db/connect.js';
import type { ProviderRun } from './provider-run.js';

/** A try-on's purchase, if there was one. */
export async function findRun(db: Db, merchantId: string, tryonId: string): Promise<ProviderRun | undefined> {
  const rows = await db<ProviderRun[]>`select ${columns(db)} from provider_runs
    where tryon_id = ${tryonId} and merchant_id = ${merchantId}`;
  return rows[0];
}

/**
 * Notes that a provider is about to be asked, before it is. The try-on is the table's primary key, so PostgreSQL
 * refuses a second purchase whatever the caller believes.
 *
 * @returns false when the lease is not this worker's any more, or there is a run already: do not submit.
 */
export async function openRun(
  db: Db,
  merchantId: string,
  input: { readonly tryonId: string; readonly leaseToken: string; readonly provider: string },
): Promise<boolean> {
  const rows = await db`
    insert into provider_runs (tryon_id, merchant_id, provider, state)
    select id, merchant_id, ${input.provider}, 'submitting' from tryons
    where id = ${input.tryonId} and merchant_id = ${merchantId} and status = 'processing'
      and lease_token = ${input.leaseToken} and lease_expires_at > now() and erased_at is null
    for share
    on conflict (tryon_id) do nothing
    returning tryon_id`;
  return rows.length > 0;
}

/** The provider said no before anything was bought: the try-on may be submitted again. */
export async function forgetRefusedRun(db: Db, merchantId: string, tryonId: string): Promise<void> {
  await db`delete from provider_runs
    where tryon_id = ${tryonId} and merchant_id = ${merchantId} and state = 'submitting'`;
}

/**
 * Stores the request id, whoever holds the try-on by now: what was bought must be known. A run that the world gave up
 * meanwhile is due to be closed at once.
 */
export async function storeRequestId(
  db: Db,
  merchantId: string,
  tryonId: string,
  requestId: string,
): Promise<void> {
  await db`
    update provider_runs r set request_id = ${requestId}, submitted_at = now(),
      state = case when r.state = 'submitting' then 'submitted' else r.state end,
      close_due_at = case when t.status = 'processing' and r.state = 'submitting' and t.erased_at is null
        then r.close_due_at else now() end
    from tryons t
    where r.tryon_id = ${tryonId} and r.merchant_id = ${merchantId} and t.id = r.tryon_id
      and r.request_id is null`;
}

/** Nobody knows whether the provider took the submit; it is never sent again. */
export async function markRunLost(db: Db, merchantId: string, tryonId: string): Promise<void> {
  await db`update provider_runs set state = 'lost'
    where tryon_id = ${tryonId} and merchant_id = ${merchantId} and state = 'submitting'`;
}

/** Inside the transaction that erases a try-on: the provider's copies are to go, too. */
export async function requestRunErasure(tx: Db, merchantId: string, tryonId: string): Promise<void> {
  await tx`update provider_runs set close_due_at = now(), closed_at = null, close_attempts = 0
    where tryon_id = ${tryonId} and merchant_id = ${merchantId}`;
}

export interface ClosableRun {
  readonly tryonId: string;
  readonly merchantId: string;
  readonly provider: string;
  readonly requestId: string | null;
  readonly closeAttempts: number;
  /** The provider is through with it: nothing is left to stop. */
  readonly finished: boolean;
  /** The try-on was erased: the provider's copy is to go. */
  readonly erased: boolean;
}

/** Takes runs whose provider must be told something, over all merchants (a sweep); each is due again after `againMs`. */
export async function takeClosableRuns(sql: Sql, againMs: number, limit: number): Promise<ClosableRun[]> {
  return sql<ClosableRun[]>`
    with due as (
      select tryon_id from provider_runs where close_due_at <= now()
      order by close_due_at limit ${limit} for update skip locked)
    update provider_runs r set close_attempts = close_attempts + 1,
      close_due_at = now() + ${againMs} * interval '1 ms' * power(2, least(close_attempts, 10))
    from due, tryons t where r.tryon_id = due.tryon_id and t.id = r.tryon_id
    returning ${closableColumns(sql)}`;
}

/** The same for one run, for the worker that has just held it; undefined when there is nothing to tell. */
export async function takeClosableRun(
  sql: Sql,
  merchantId: string,
  tryonId: string,
  againMs: number,
): Promise<ClosableRun | undefined> {
  const rows = await sql<ClosableRun[]>`
    update provider_runs r set close_attempts = close_attempts + 1,
      close_due_at = now() + ${againMs} * interval '1 ms'
    from tryons t where r.tryon_id = ${tryonId} and r.merchant_id = ${merchantId} and t.id = r.tryon_id
      and r.close_due_at <= now()
    returning ${closableColumns(sql)}`;
  return rows[0];
}

/** The provider was told, or there is nothing more to be done. */
export async function markRunClosed(db: Db, merchantId: string, tryonId: string): Promise<void> {
  await db`
    update provider_runs set closed_at = now(), close_due_at = null,
      state = case when state in ('submitting', 'submitted') then 'ended' else state end
    where tryon_id = ${tryonId} and merchant_id = ${merchantId}`;
}

const columns = (db: Db) => db`tryon_id as "tryonId", merchant_id as "merchantId", provider, state,
  request_id as "requestId", submitting_since as "submittingSince", submitted_at as "submittedAt"`;

const closableColumns = (db: Db) => db`r.tryon_id as "tryonId", r.merchant_id as "merchantId", r.provider,
  r.request_id as "requestId", r.close_attempts as "closeAttempts", r.ended_at is not null as finished,
  t.erased_at is not null as erased`;
