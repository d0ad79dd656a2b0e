import type { Db } from '../db/connect.js';
import { tryonColumns } from './columns.js';
import type { ProgressStage, Tryon, TryonLane, TryonStatus } from './tryon.js';

/** A try-on that was not erased, or undefined; another merchant's looks like none. */
export async function findTryon(
  db: Db,
  merchantId: string,
  livemode: boolean,
  tryonId: string,
): Promise<Tryon | undefined> {
  const rows = await db<Tryon[]>`select ${tryonColumns(db)} from tryons
    where id = ${tryonId} and merchant_id = ${merchantId} and livemode = ${livemode} and erased_at is null`;
  return rows[0];
}

export interface TryonListing {
  readonly livemode: boolean;
  readonly status?: TryonStatus | undefined;
  /** 1-100. */
  readonly limit: number;
  /** The id of the last try-on of the page before. */
  readonly cursor?: string | undefined;
}

/** A page of a merchant's try-ons, newest first, and whether there are more. */
export async function listTryons(
  db: Db,
  merchantId: string,
  listing: TryonListing,
): Promise<{ tryons: Tryon[]; hasMore: boolean }> {
  const rows = await db<Tryon[]>`select ${tryonColumns(db)} from tryons
    where merchant_id = ${merchantId} and livemode = ${listing.livemode} and erased_at is null
      ${listing.status ? db`and status = ${listing.status}` : db``}
      ${listing.cursor ? db`and id < ${listing.cursor}` : db``}
    order by id desc limit ${listing.limit + 1}`;
  return { tryons: rows.slice(0, listing.limit), hasMore: rows.length > listing.limit };
}

/** Nobody needs to know more exactly, and counting further costs. */
const MAX_COUNTED = 1_000;

/** How many try-ons of all merchants wait before this one in its lane; at most 1,000. */
export async function queuePosition(db: Db, merchantId: string, tryonId: string): Promise<number> {
  const rows = await db<{ before: number }[]>`
    select (select count(*)::int from (
      select 1 from tryons t where t.status = 'queued' and t.lane = mine.lane
        and (t.created_at, t.id) < (mine.created_at, mine.id) limit ${MAX_COUNTED}) ahead) as before
    from tryons mine where mine.id = ${tryonId} and mine.merchant_id = ${merchantId}`;
  return rows[0]?.before ?? 0;
}

/** How many try-ons wait in each lane, counted up to `limit`. */
export async function countQueued(db: Db, limit: number): Promise<Record<TryonLane, number>> {
  const rows = await db<Record<TryonLane, number>[]>`
    select (select count(*)::int from (select 1 from tryons
        where status = 'queued' and lane = 'preview' limit ${limit}) p) as preview,
      (select count(*)::int from (select 1 from tryons
        where status = 'queued' and lane = 'remote' limit ${limit}) r) as remote`;
  return rows[0] ?? { preview: 0, remote: 0 };
}

export interface TryonEvent {
  readonly revision: number;
  readonly status: TryonStatus;
  readonly stage: ProgressStage;
  readonly percent: number;
  readonly createdAt: Date;
}

/** What happened to a try-on after a revision, oldest first, at most 100. */
export async function listTryonEvents(
  db: Db,
  merchantId: string,
  tryonId: string,
  afterRevision: number,
): Promise<TryonEvent[]> {
  return db<TryonEvent[]>`
    select e.revision, e.status, e.stage, e.percent, e.created_at as "createdAt"
    from tryon_events e join tryons t on t.id = e.tryon_id
    where e.tryon_id = ${tryonId} and t.merchant_id = ${merchantId} and e.revision > ${afterRevision}
    order by e.revision limit 100`;
}

/** Thumbs up or down; only a completed try-on has a picture to judge. Returns undefined for any other. */
export async function rateTryon(
  db: Db,
  merchantId: string,
  tryonId: string,
  rating: 'up' | 'down',
  reason: string | null,
): Promise<Tryon | undefined> {
  const rows = await db<Tryon[]>`
    update tryons set rating = ${rating}, rating_reason = ${reason}, updated_at = now()
    where id = ${tryonId} and merchant_id = ${merchantId} and status = 'completed' and erased_at is null
    returning ${tryonColumns(db)}`;
  return rows[0];
}
