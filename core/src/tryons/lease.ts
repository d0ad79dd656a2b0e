import type { Db, Sql } from '../db/connect.js';
import { newId } from '../ids.js';
import { tryonColumns } from './columns.js';
import { DEADLINE_MS } from './deadlines.js';
import { LEGAL_SOURCES, type ProgressStage, type Tryon, type TryonLane } from './tryon.js';

/** A worker that stops renewing loses its try-on after this long. */
export const LEASE_MS = 12_000;

export interface Claim {
  readonly tryon: Tryon;
  /** Fencing token: every later write of this worker must carry it. */
  readonly leaseToken: string;
}

export type ClaimOutcome =
  | { readonly claimed: true; readonly claim: Claim }
  | { readonly claimed: false; readonly reason: 'gone' | 'ended' }
  | { readonly claimed: false; readonly reason: 'held'; readonly retryAfterMs: number };

/** Takes a queued try-on, or one whose worker let its lease run out. */
export async function claimTryon(
  sql: Sql,
  merchantId: string,
  tryonId: string,
  leaseMs = LEASE_MS,
): Promise<ClaimOutcome> {
  const leaseToken = newId('lease');
  const rows = await sql<Tryon[]>`
    with claimed as (
      update tryons set status = 'processing', stage = 'preparing', percent = 5, revision = revision + 1,
        lease_token = ${leaseToken}, lease_expires_at = now() + ${leaseMs} * interval '1 ms',
        attempts = attempts + 1, started_at = coalesce(started_at, now()), updated_at = now(),
        deadline_at = coalesce(deadline_at, now() + interval '1 ms' * case mode
          when 'performance' then ${DEADLINE_MS.performance}::int when 'quality' then ${DEADLINE_MS.quality}::int
          else ${DEADLINE_MS.balanced}::int end)
      where id = ${tryonId} and merchant_id = ${merchantId} and erased_at is null
        and status = any(${LEGAL_SOURCES.processing as string[]})
        and (status <> 'processing' or lease_expires_at <= now())
      returning *
    ), noted as (
      insert into tryon_events (tryon_id, revision, status, stage, percent)
      select id, revision, status, stage, percent from claimed
    )
    select ${tryonColumns(sql)} from claimed`;
  const tryon = rows[0];
  if (tryon) return { claimed: true, claim: { tryon, leaseToken } };

  const states = await sql<{ status: string; leftMs: number }[]>`
    select status, greatest(0, extract(epoch from lease_expires_at - now()) * 1000)::float8 as "leftMs"
    from tryons where id = ${tryonId} and merchant_id = ${merchantId} and erased_at is null`;
  const state = states[0];
  if (!state) return { claimed: false, reason: 'gone' };
  if (state.status !== 'processing' && state.status !== 'queued') return { claimed: false, reason: 'ended' };
  return { claimed: false, reason: 'held', retryAfterMs: Math.ceil(state.leftMs ?? 0) + 50 };
}

/** What a worker holds of one try-on. */
export interface HeldLease {
  readonly tryonId: string;
  readonly merchantId: string;
  readonly leaseToken: string;
}

const rowsOf = (db: Db, leases: readonly HeldLease[]) => db`unnest(
  ${leases.map((lease) => lease.tryonId)}::text[], ${leases.map((lease) => lease.merchantId)}::text[],
  ${leases.map((lease) => lease.leaseToken)}::text[]) as h(tryon_id, merchant_id, lease_token)
  join tryons t on t.id = h.tryon_id and t.merchant_id = h.merchant_id and t.lease_token = h.lease_token
    and t.status = 'processing' and t.erased_at is null`;

/**
 * Which of a worker's claims are still its own, by their tokens: one that is missing was canceled, erased or taken over,
 * so stop its work. All of them in one statement, whatever their merchants.
 */
export async function checkLeases(sql: Sql, leases: readonly HeldLease[]): Promise<ReadonlySet<string>> {
  const rows = await sql<{ leaseToken: string }[]>`
    select h.lease_token as "leaseToken" from ${rowsOf(sql, leases)}`;
  return new Set(rows.map((row) => row.leaseToken));
}

/**
 * Begins leases anew. A row that is locked is just being ended by somebody: it is left out rather than waited for, or
 * one slow transaction would cost all the others their leases.
 */
export async function renewLeases(sql: Sql, leases: readonly HeldLease[], leaseMs = LEASE_MS): Promise<void> {
  await sql`
    update tryons set lease_expires_at = now() + ${leaseMs} * interval '1 ms'
    where id in (select t.id from ${rowsOf(sql, leases)} for update of t skip locked)`;
}

/**
 * Hands a try-on back: the next worker may take it at once. An attempt that broke off is counted, one that was only
 * interrupted by a shutdown is not.
 */
export async function releaseLease(
  db: Db,
  merchantId: string,
  tryonId: string,
  leaseToken: string,
  { countAttempt }: { readonly countAttempt: boolean },
): Promise<void> {
  await db`update tryons set lease_expires_at = now(), attempts = greatest(attempts - ${countAttempt ? 0 : 1}, 0)
    where id = ${tryonId} and merchant_id = ${merchantId} and status = 'processing'
      and lease_token = ${leaseToken}`;
}

/**
 * Hands a try-on back that waits for a provider, and says so: nothing is being made of it. No attempt is counted.
 * @param provider - Where it goes on; where it was if left out.
 * @returns the queue that it waits in now; undefined when the lease was lost.
 */
export async function releaseToWait(
  db: Db,
  merchantId: string,
  tryonId: string,
  leaseToken: string,
  provider?: string,
): Promise<TryonLane | undefined> {
  const rows = await db<{ lane: TryonLane }[]>`
    with released as (
      update tryons set lease_expires_at = now(), attempts = greatest(attempts - 1, 0), stage = 'queued',
        percent = 0, revision = revision + 1, updated_at = now(), provider = coalesce(${provider ?? null}, provider)
      where id = ${tryonId} and merchant_id = ${merchantId} and status = 'processing'
        and lease_token = ${leaseToken} and erased_at is null
      returning id, revision, status, stage, percent, lane
    ), noted as (
      insert into tryon_events (tryon_id, revision, status, stage, percent)
      select id, revision, status, stage, percent from released
    )
    select lane from released`;
  return rows[0]?.lane;
}

/** Notes how far the work is. Progress never falls back; false means that the claim was lost. */
export async function recordProgress(
  sql: Sql,
  merchantId: string,
  tryonId: string,
  leaseToken: string,
  stage: Exclude<ProgressStage, 'queued' | 'ended'>,
  percent: number,
): Promise<boolean> {
  const rows = await sql`
    with moved as (
      update tryons set stage = ${stage}, percent = greatest(percent, ${Math.round(percent)}),
        revision = revision + 1, updated_at = now()
      where id = ${tryonId} and merchant_id = ${merchantId} and status = 'processing'
        and lease_token = ${leaseToken} and erased_at is null
      returning id, revision, status, stage, percent
    )
    insert into tryon_events (tryon_id, revision, status, stage, percent)
    select id, revision, status, stage, percent from moved returning revision`;
  return rows.length > 0;
}
