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

/** Marks an image as erased. Its file is removed next; `purgedImage` says that it is gone. */
export async function markImageDeleted(
  db: Db,
  merchantId: string,
  imageId: string,
): Promise<string | undefined> {
  const rows = await db<{ storageKey: string }[]>`
    update images set deleted_at = now()
    where id = ${imageId} and merchant_id = ${merchantId} and deleted_at is null
    returning storage_key as "storageKey"`;
  return rows[0]?.storageKey;
}

export interface UnpurgedImage {
  readonly id: string;
  readonly merchantId: string;
  readonly storageKey: string;
}

/** Expires what is due and lists images whose files are still to be removed, over all merchants (a sweep). */
export async function expireImages(db: Db, limit: number): Promise<UnpurgedImage[]> {
  await db`update images set deleted_at = now() where id in (
    select id from images where deleted_at is null and expires_at <= now()
    order by expires_at limit ${limit} for update skip locked)`;
  return db<UnpurgedImage[]>`
    select id, merchant_id as "merchantId", storage_key as "storageKey"
    from images where deleted_at is not null and purged_at is null order by deleted_at limit ${limit}`;
}

export async function markImagePurged(db: Db, merchantId: string, imageId: string): Promise<void> {
  await db`update images set purged_at = now() where id = ${imageId} and merchant_id = ${merchantId}`;
}

const columns = (db: Db) => db`id, merchant_id as "merchantId", livemode,
  client_token_hash as "clientTokenHash", source, storage_key as "storageKey", content_type as "contentType",
  width, height, size_bytes as "sizeBytes", encode(sha256, 'hex') as sha256, created_at as "createdAt",
  expires_at as "expiresAt"`;
