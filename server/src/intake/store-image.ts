import { createHash } from 'node:crypto';
import type { Db } from '@tryon/core/db/connect';
import { DomainError } from '@tryon/core/errors';
import { newId } from '@tryon/core/ids';
import { type Image, type ImageSource, imageExpiry, imageStorageKey } from '@tryon/core/images/image';
import { findCachedImage, insertImage, markImageDeleted } from '@tryon/core/images/repository';
import { findMerchant } from '@tryon/core/merchants/repository';
import { erasedMeanwhile, wasErasedSince } from '@tryon/core/visitors/repository';
import type { Caller } from '../contract/handlers.js';
import type { ServerDeps } from '../deps.js';

export interface PictureToStore {
  readonly bytes: Uint8Array;
  readonly source: ImageSource;
  readonly caller: Pick<Caller, 'merchantId' | 'livemode' | 'askedAt'>;
  /** Whose picture it is, by the hash of their token; undefined with a secret key and for product pictures, which nobody owns. */
  readonly owner: Uint8Array | undefined;
  readonly signal: AbortSignal;
  /** Runs inside the transaction that stores the row, with the image's id. */
  readonly made?: ((tx: Db, imageId: string) => Promise<void>) | undefined;
}

/**
 * Normalises a picture, stores its file and then its row, so that a row never names a file that is not there.
 * A product or sandbox picture whose content was stored before is answered from there, without any decoding.
 *
 * @throws DomainError `image_not_found` when its visitor had everything erased since the request began; what the
 *   normaliser throws.
 */
export async function storeImage(deps: ServerDeps, picture: PictureToStore): Promise<Image> {
  const { caller, source, signal } = picture;
  const { merchantId, livemode } = caller;
  const merchant = await findMerchant(deps.sql, merchantId);
  const expiresAt = imageExpiry(source, merchant?.photoRetentionHours ?? 24, new Date());
  const sourceSha256 = createHash('sha256').update(picture.bytes).digest('hex');
  if (source !== 'upload') {
    const cached = await findCachedImage(deps.sql, merchantId, livemode, source, sourceSha256, expiresAt);
    if (cached && (await deps.storage.exists(cached.storageKey, { signal }))) return cached;
  }
  const normal = await deps.normaliser.normalise(picture.bytes, { signal });
  const id = newId('img');
  const storageKey = imageStorageKey(merchantId, id, normal.contentType);
  await deps.storage.put(storageKey, normal.bytes, { contentType: normal.contentType, signal });
  const image = {
    id,
    livemode,
    clientTokenHash: picture.owner ?? null,
    source,
    sourceSha256,
    storageKey,
    contentType: normal.contentType,
    width: normal.width,
    height: normal.height,
    sizeBytes: normal.bytes.byteLength,
    sha256: normal.sha256,
    expiresAt,
  };
  const stored = await insert(deps, picture, image);
  if (stored.id !== id) {
    // Another request stored the same product picture meanwhile; its row may have outlived its file.
    if (await deps.storage.exists(stored.storageKey, { signal })) await deps.storage.delete(storageKey);
    else await deps.storage.put(stored.storageKey, normal.bytes, { contentType: normal.contentType, signal });
  }
  return stored;
}

type RowToStore = Parameters<typeof insertImage>[2];

async function insert(
  deps: ServerDeps,
  { caller, owner, made }: PictureToStore,
  image: RowToStore,
): Promise<Image> {
  const { merchantId, livemode, askedAt } = caller;
  try {
    const stored = made
      ? await deps.sql.begin(async (tx) => {
          const inserted = await insertImage(tx, merchantId, image);
          await made(tx, inserted.id);
          return inserted;
        })
      : await insertImage(deps.sql, merchantId, image);
    // Afterwards: who notes an erasure and then looks for pictures has either found this one, or is found by it.
    if (
      owner &&
      (await wasErasedSince(deps.sql, merchantId, { livemode, clientTokenHash: owner }, askedAt))
    ) {
      await markImageDeleted(deps.sql, merchantId, stored.id);
      throw erasedMeanwhile();
    }
    return stored;
  } catch (error) {
    // A refusal is certain, so the file need not wait for the sweep; any other end may have been committed.
    if (error instanceof DomainError) await deps.storage.delete(image.storageKey);
    throw error;
  }
}
