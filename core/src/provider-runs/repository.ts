import type { Db } from '../db/connect.js';
import type { ProviderRun, RunRef } from './provider-run.js';
import { spentBySettledRuns } from './spend.js';

/** A try-on's purchase, the last one if there were two. */
export async function findRun(db: Db, merchantId: string, tryonId: string): Promise<ProviderRun | undefined> {
  const rows = await db<ProviderRun[]>`select ${columns(db)} from provider_runs
    where tryon_id = ${tryonId} and merchant_id = ${merchantId} order by n desc limit 1`;
  return rows[0];
}

/** The provider said no before anything was bought: what was reserved is free, and the try-on may be submitted again. */
export async function forgetRefusedRun(db: Db, merchantId: string, { tryonId, n }: RunRef): Promise<void> {
  await db`
    with settled_run as (
      delete from provider_runs
      where tryon_id = ${tryonId} and n = ${n} and merchant_id = ${merchantId} and state = 'submitting'
      returning merchant_id, provider, period, reserved_micros, 0::bigint as cost_micros
    ), ${spentBySettledRuns(db)} select 1`;
}

/**
 * Stores the request id, whoever holds the try-on by now: what was bought must be known. A run that the world gave up
 * meanwhile is due to be closed at once.
 */
export async function storeRequestId(
  db: Db,
  merchantId: string,
  { tryonId, n }: RunRef,
  started: { readonly requestId: string; readonly handle?: Readonly<Record<string, string>> },
): Promise<void> {
  await db`
    update provider_runs r set request_id = ${started.requestId}, submitted_at = now(),
      handle = ${db.json((started.handle ?? {}) as never)},
      state = case when r.state = 'submitting' then 'submitted' else r.state end,
      close_due_at = case when t.status = 'processing' and r.state = 'submitting' and t.erased_at is null
        then r.close_due_at else now() end
    from tryons t
    where r.tryon_id = ${tryonId} and r.n = ${n} and r.merchant_id = ${merchantId} and t.id = r.tryon_id
      and r.request_id is null`;
}

/** Nobody knows whether the provider took the submit; it is never sent again, and counts as if it had. */
export async function markRunLost(db: Db, merchantId: string, { tryonId, n }: RunRef): Promise<void> {
  await db`update provider_runs set state = 'lost'
    where tryon_id = ${tryonId} and n = ${n} and merchant_id = ${merchantId} and state = 'submitting'`;
}

/**
 * Ends the first run of a try-on that goes on, so that a second may be opened.
 * @returns false when it is not the first one, or the try-on is not this worker's any more.
 */
export async function endFirstRun(
  db: Db,
  merchantId: string,
  tryonId: string,
  leaseToken: string,
  costMicros: number,
): Promise<boolean> {
  const rows = await db`
    with settled_run as (
      update provider_runs r set state = 'ended', ended_at = now(), cost_micros = ${costMicros},
        ${eraseWhenOver(db)}
      from tryons t
      where r.tryon_id = ${tryonId} and r.n = 1 and r.merchant_id = ${merchantId} and r.state = 'submitted'
        and t.id = r.tryon_id and t.status = 'processing' and t.lease_token = ${leaseToken}
        and t.erased_at is null
      returning r.merchant_id, r.provider, r.period, r.reserved_micros, r.cost_micros
    ), ${spentBySettledRuns(db)}
    select 1 from settled_run`;
  return rows.length > 0;
}

/**
 * Inside the transaction that erases a try-on: the provider's copies are to go, too.
 * @returns whether any provider took part.
 */
export async function requestRunErasure(tx: Db, merchantId: string, tryonId: string): Promise<boolean> {
  const runs = await tx`update provider_runs set close_due_at = now(), closed_at = null, close_attempts = 0
    where tryon_id = ${tryonId} and merchant_id = ${merchantId} returning 1`;
  return runs.length > 0;
}

/**
 * Inside the transaction that erases a picture: who was given it with a try-on that stays is to erase it, at once or as soon
 * as the run is over. A garment that the shop itself uploaded shows no shopper, and has no copies asked back.
 * @returns whether anybody was given it.
 */
export async function requestCopyErasure(tx: Db, merchantId: string, imageId: string): Promise<boolean> {
  const runs = await tx`
    with of_it as (
      select id, status from tryons
        where model_image_id = ${imageId} and merchant_id = ${merchantId} and erased_at is null
      union
      select t.id, t.status from tryons t join images i on i.id = t.garment_image_id and i.client_token_hash is not null
        where t.garment_image_id = ${imageId} and t.merchant_id = ${merchantId} and t.erased_at is null
    )
    update provider_runs r set erase_wanted = true, close_attempts = 0, close_due_at = case
        when r.state in ('submitting', 'submitted') and of_it.status = 'processing' then r.close_due_at else now() end
    from of_it where r.tryon_id = of_it.id and r.merchant_id = ${merchantId} returning 1`;
  return runs.length > 0;
}

/** Part of what ends a run: copies that were asked back meanwhile are asked back now. */
export const eraseWhenOver = (db: Db) =>
  db`close_due_at = case when r.erase_wanted then now() else r.close_due_at end`;

const columns = (db: Db) => db`tryon_id as "tryonId", n, merchant_id as "merchantId", provider, state,
  request_id as "requestId", handle, submitting_since as "submittingSince", submitted_at as "submittedAt"`;
