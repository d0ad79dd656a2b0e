import type { Db, Sql } from '../db/connect.js';
import { requestRunErasure } from '../provider-runs/repository.js';
import { eraseWebhookData } from '../webhooks/delivery-repository.js';
import type { WebhookDeliveryRef } from '../webhooks/event.js';
import { cancelTryon } from './settle.js';
import type { StoredPicture } from './tryon.js';

export interface Erasure {
  readonly tryonId: string;
  /** Files to remove now; a sweep removes what is left over. */
  readonly storageKeys: readonly string[];
  /** Webhooks of its cancellation, to be enqueued now. */
  readonly deliveries: readonly WebhookDeliveryRef[];
}

/**
 * Erases a try-on: cancels it if it has not ended, forgets what it said of the shopper, and marks its uploaded
 * pictures as deleted unless another try-on that was not erased still uses them. What remains is what the bill
 * needs. Undefined when there is none.
 */
export async function eraseTryon(
  sql: Sql,
  merchantId: string,
  tryonId: string,
): Promise<Erasure | undefined> {
  const canceled = await cancelTryon(sql, merchantId, tryonId);
  return sql.begin(async (tx) => {
    const rows = await tx<{ modelImageId: string; garmentImageId: string; output: StoredPicture[] }[]>`
      update tryons set erased_at = now(), metadata = '{}', consent_version = null, client_token_hash = null,
        updated_at = now()
      where id = ${tryonId} and merchant_id = ${merchantId} and erased_at is null
      returning model_image_id as "modelImageId", garment_image_id as "garmentImageId", output`;
    const erased = rows[0];
    if (!erased) return undefined;
    const images = await tx<{ storageKey: string }[]>`
      update images i set deleted_at = now()
      where i.id in (${erased.modelImageId}, ${erased.garmentImageId}) and i.merchant_id = ${merchantId}
        and i.source = 'upload' and i.deleted_at is null
        and not exists (select 1 from tryons t where t.merchant_id = ${merchantId} and t.erased_at is null
          and t.garment_image_id = i.id and i.id <> ${erased.modelImageId})
      returning i.storage_key as "storageKey"`;
    await requestRunErasure(tx, merchantId, tryonId);
    await eraseWebhookData(tx, merchantId, tryonId);
    return {
      tryonId,
      deliveries: canceled?.deliveries ?? [],
      storageKeys: [
        ...(canceled?.storageKeys ?? []),
        ...images.map((image) => image.storageKey),
        ...erased.output.map((picture) => picture.storageKey),
      ],
    };
  });
}

/** A try-on whose files are all gone needs no further look. */
export async function markTryonPurged(db: Db, merchantId: string, tryonId: string): Promise<void> {
  await db`update tryons set purged_at = now(), output = '[]' where id = ${tryonId} and merchant_id = ${merchantId}`;
}

export interface UnpurgedTryon {
  readonly id: string;
  readonly merchantId: string;
  readonly output: readonly StoredPicture[];
}

/** Expires results that are due and lists erased try-ons whose files are still to be removed (a sweep). */
export async function expireTryons(db: Db, limit: number): Promise<UnpurgedTryon[]> {
  await db`update tryons set erased_at = now(), metadata = '{}', client_token_hash = null
    where id in (select id from tryons where erased_at is null and expires_at <= now()
      and status in ('completed', 'failed', 'canceled') order by expires_at limit ${limit} for update skip locked)`;
  return db<UnpurgedTryon[]>`select id, merchant_id as "merchantId", output from tryons
    where erased_at is not null and purged_at is null order by erased_at limit ${limit}`;
}
