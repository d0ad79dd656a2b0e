import type { Db } from '../db/connect.js';
import { deleteExpired } from '../db/delete-expired.js';
import { DomainError } from '../errors.js';

/** Somebody in front of a shop's page, known by the hash of their token alone. */
export interface VisitorRef {
  readonly livemode: boolean;
  readonly clientTokenHash: Uint8Array;
}

/** Notes, before anything is erased, that a visitor wants everything erased. */
export async function noteVisitorErasure(
  db: Db,
  merchantId: string,
  { livemode, clientTokenHash }: VisitorRef,
  erasedAt: Date,
): Promise<void> {
  await db`insert into visitor_erasures (merchant_id, livemode, client_token_hash, erased_at)
    values (${merchantId}, ${livemode}, ${clientTokenHash}, ${erasedAt})
    on conflict (merchant_id, livemode, client_token_hash)
      do update set erased_at = greatest(visitor_erasures.erased_at, excluded.erased_at)`;
}

/** Whether a visitor had everything erased since a request began. */
export async function wasErasedSince(
  db: Db,
  merchantId: string,
  visitor: VisitorRef,
  askedAt: Date,
): Promise<boolean> {
  const [row] = await db<{ erased: boolean }[]>`
    select exists (${erasedSince(db, merchantId, visitor, askedAt)}) as erased`;
  return row?.erased ?? false;
}

/** As part of another statement: one row if so. */
export const erasedSince = (
  db: Db,
  merchantId: string,
  { livemode, clientTokenHash }: VisitorRef,
  askedAt: Date,
) => db`select 1 from visitor_erasures where merchant_id = ${merchantId} and livemode = ${livemode}
  and client_token_hash = ${clientTokenHash} and erased_at >= ${askedAt}`;

/** A visitor's try-ons that were not erased, the oldest first. */
export async function findVisitorTryons(
  db: Db,
  merchantId: string,
  { livemode, clientTokenHash }: VisitorRef,
  limit: number,
): Promise<string[]> {
  const rows = await db<{ id: string }[]>`select id from tryons
    where merchant_id = ${merchantId} and client_token_hash = ${clientTokenHash} and livemode = ${livemode}
      and erased_at is null order by id limit ${limit}`;
  return rows.map(({ id }) => id);
}

export interface ErasedImage {
  readonly id: string;
  readonly storageKey: string;
}

/** Marks a visitor's pictures as erased, and forgets the stored answers that told of them. Their files are to go next. */
export async function eraseVisitorImages(
  db: Db,
  merchantId: string,
  { livemode, clientTokenHash }: VisitorRef,
): Promise<ErasedImage[]> {
  return db<ErasedImage[]>`
    with gone as (
      update images set deleted_at = now()
      where merchant_id = ${merchantId} and client_token_hash = ${clientTokenHash} and livemode = ${livemode}
        and deleted_at is null
      returning id, storage_key
    ), forgotten as (
      delete from idempotency_keys k using gone where k.merchant_id = ${merchantId} and k.resource_id = gone.id
    )
    select id, storage_key as "storageKey" from gone`;
}

/** Takes a visitor's hand-overs back, so that no phone sends anything any more, and forgets the answers with their secrets. */
export async function deleteVisitorHandovers(
  db: Db,
  merchantId: string,
  { livemode, clientTokenHash }: VisitorRef,
): Promise<void> {
  await db`
    with gone as (
      delete from photo_handovers where merchant_id = ${merchantId} and client_token_hash = ${clientTokenHash}
        and livemode = ${livemode} returning id
    )
    delete from idempotency_keys k using gone where k.merchant_id = ${merchantId} and k.resource_id = gone.id`;
}

/** No request runs for longer. */
const KEEPING = { table: 'visitor_erasures', since: 'erased_at', hours: 24 };

/** Forgets that visitors had everything erased, over all merchants (a sweep). @returns how many. */
export const purgeVisitorErasures = (db: Db, limit: number) => deleteExpired(db, KEEPING, limit);

export const erasedMeanwhile = () =>
  new DomainError(
    'image_not_found',
    'Everything of this visitor was erased while the request ran, and so was what it brought.',
  );
