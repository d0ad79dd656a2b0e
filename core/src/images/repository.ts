import type { Db } from '../db/connect.js';
import type { Image, ImageSource } from './image.js';

export interface NewImage extends Omit<Image, 'merchantId' | 'createdAt'> {
  /** Hex SHA-256 of the bytes as they came, before they were normalised. */
  readonly sourceSha256: string;
}

/**
 * Stores an image's row. A product picture of the same content that is already there is answered instead of the
 * new one: compare the ids to know whether the new file is wanted.
 */
export async function insertImage(db: Db, merchantId: string, image: NewImage): Promise<Image> {
  const rows = await db<Image[]>`
    insert into images (id, merchant_id, livemode, client_token_hash, source, source_sha256, storage_key,
      content_type, width, height, size_bytes, sha256, expires_at)
    values (${image.id}, ${merchantId}, ${image.livemode}, ${image.clientTokenHash}, ${image.source},
      decode(${image.sourceSha256}, 'hex'), ${image.storageKey}, ${image.contentType}, ${image.width},
      ${image.height}, ${image.sizeBytes}, decode(${image.sha256}, 'hex'), ${image.expiresAt})
    on conflict (merchant_id, livemode, source, source_sha256)
      where source in ('url', 'sandbox') and deleted_at is null
      do update set expires_at = greatest(images.expires_at, excluded.expires_at)
    returning ${columns(db)}`;
  const row = rows[0];
  if (!row) throw new Error('The image was not stored');
  return row;
}

/** An image that is still there, or undefined: erased, expired and other merchants' look the same. */
export async function findImage(
  db: Db,
  merchantId: string,
  livemode: boolean,
  imageId: string,
): Promise<Image | undefined> {
  const rows = await db<Image[]>`select ${columns(db)} from images
    where id = ${imageId} and merchant_id = ${merchantId} and livemode = ${livemode}
      and deleted_at is null and expires_at > now()`;
  return rows[0];
}

/** Gives an image whose answer was lost in a crash to the visitor who asks for it again. */
export async function rebindImageToken(
  db: Db,
  merchantId: string,
  imageId: string,
  clientTokenHash: Uint8Array,
): Promise<void> {
  await db`update images set client_token_hash = ${clientTokenHash}
    where id = ${imageId} and merchant_id = ${merchantId} and deleted_at is null`;
}

/**
 * An image that a try-on was accepted with: its time may be up meanwhile, since it stays for as long as the try-on needs
 * it. Undefined when it was erased.
 */
export async function findInput(
  db: Db,
  merchantId: string,
  livemode: boolean,
  imageId: string,
): Promise<Image | undefined> {
  const rows = await db<Image[]>`select ${columns(db)} from images
    where id = ${imageId} and merchant_id = ${merchantId} and livemode = ${livemode} and deleted_at is null`;
  return rows[0];
}

/** A product picture that was fetched before, found by the hash of its content; its life begins anew. */
export async function findCachedImage(
  db: Db,
  merchantId: string,
  livemode: boolean,
  source: ImageSource,
  sourceSha256: string,
  expiresAt: Date,
): Promise<Image | undefined> {
  const rows = await db<Image[]>`
    update images set expires_at = greatest(expires_at, ${expiresAt})
    where merchant_id = ${merchantId} and livemode = ${livemode} and source = ${source}
      and source_sha256 = decode(${sourceSha256}, 'hex') and deleted_at is null and expires_at > now()
      and source in ('url', 'sandbox')
    returning ${columns(db)}`;
  return rows[0];
}

/**
 * Marks an image as erased, and forgets the stored answer that told of it. Its file is removed next;
 * {@link markImagePurged} says that it is gone.
 *
 * @returns where its file is; undefined when there is none.
 */
export async function markImageDeleted(
  db: Db,
  merchantId: string,
  imageId: string,
): Promise<string | undefined> {
  const rows = await db<{ storageKey: string }[]>`
    with forgotten as (delete from idempotency_keys where merchant_id = ${merchantId} and resource_id = ${imageId})
    update images set deleted_at = now()
    where id = ${imageId} and merchant_id = ${merchantId} and deleted_at is null
    returning storage_key as "storageKey"`;
  return rows[0]?.storageKey;
}

export interface UnpurgedImage {
  readonly id: string;
  readonly merchantId: string;
  readonly storageKey: string;
  /** Where the list goes on from it. */
  readonly place: string;
}

/** Nobody may use an image that has expired, but whoever began to a moment before has this long to say so. */
const LATE_SUBMIT_MS = 20_000;

/**
 * Expires what is due, over all merchants, but for what a try-on that has not ended still needs (a sweep). The files are
 * removed afterwards: {@link findUnpurgedImages}.
 *
 * @returns how many.
 */
export async function expireImages(db: Db, limit: number): Promise<number> {
  const rows = await db`update images set deleted_at = now() where id in (
    select i.id from images i
    where i.deleted_at is null and i.expires_at <= now() - ${LATE_SUBMIT_MS} * interval '1 ms'
      and not exists (select 1 from tryons t where t.model_image_id = i.id and t.erased_at is null
        and t.status in ('queued', 'processing'))
      and not exists (select 1 from tryons t where t.garment_image_id = i.id and t.erased_at is null
        and t.status in ('queued', 'processing'))
    order by i.expires_at limit ${limit} for update skip locked)
    returning id`;
  return rows.length;
}

/** Images whose files are still to be removed, over all merchants, from behind another one on (a sweep). */
export async function findUnpurgedImages(
  db: Db,
  limit: number,
  after?: UnpurgedImage,
): Promise<UnpurgedImage[]> {
  return db<UnpurgedImage[]>`
    select id, merchant_id as "merchantId", storage_key as "storageKey", deleted_at::text as place
    from images where deleted_at is not null and purged_at is null
      and (deleted_at, id) > (${after?.place ?? '-infinity'}::text::timestamptz, ${after?.id ?? ''})
    order by deleted_at, id limit ${limit}`;
}

/**
 * Forgets images whose files have been gone for a day, over all merchants: even their row, by its hash, says something
 * of the photo (a sweep).
 *
 * @returns how many.
 */
export async function forgetPurgedImages(db: Db, limit: number): Promise<number> {
  const rows = await db`delete from images where id in (
    select id from images where purged_at < now() - interval '1 day' order by purged_at limit ${limit})
    returning id`;
  return rows.length;
}

export async function markImagePurged(db: Db, merchantId: string, imageId: string): Promise<void> {
  await db`update images set purged_at = now() where id = ${imageId} and merchant_id = ${merchantId}`;
}

const columns = (db: Db) => db`id, merchant_id as "merchantId", livemode,
  client_token_hash as "clientTokenHash", source, storage_key as "storageKey", content_type as "contentType",
  width, height, size_bytes as "sizeBytes", encode(sha256, 'hex') as sha256, created_at as "createdAt",
  expires_at as "expiresAt"`;
