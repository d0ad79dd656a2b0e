import type { Db, Sql } from '../db/connect.js';
import type { ErasedCounts } from '../erasures/repository.js';
import { forgetAnswersOf } from '../idempotency/repository.js';
import { requestRunErasure } from '../provider-runs/repository.js';
import { unlinkResultHashes } from '../results/repository.js';
import { eraseWebhookData } from '../webhooks/delivery-repository.js';
import type { WebhookDeliveryRef } from '../webhooks/event.js';
import { forgetTryonInEvents } from '../widget-events/repository.js';
import { cancelTryon } from './settle.js';
import type { StoredPicture, TryonLane } from './tryon.js';

export interface Erasure {
  readonly tryonId: string;
  /** The queue that it may still lie in. */
  readonly lane: TryonLane;
  readonly erased: ErasedCounts;
  /** Files to remove now; a sweep removes what is left over. */
  readonly storageKeys: readonly string[];
  /** Webhooks of its cancellation, to be enqueued now. */
  readonly deliveries: readonly WebhookDeliveryRef[];
}

/**
 * Erases a try-on: cancels it if it has not ended, forgets what it said of the shopper, its events, the answer kept for
 * its idempotency key and what webhooks told of it, cuts the hashes of its results off from it, has the provider asked to
 * erase its copy, and erases its uploaded pictures (see {@link eraseImages}). What remains is what the bill needs:
 * id, merchant, key, times, state, mode, number of samples, provider. Undefined when there is none.
 */
export async function eraseTryon(
  sql: Sql,
  merchantId: string,
  tryonId: string,
): Promise<Erasure | undefined> {
  const canceled = await cancelTryon(sql, merchantId, tryonId);
  const gone = canceled?.storageKeys ?? [];
  return sql.begin(async (tx) => {
    const rows = await tx<
      { lane: TryonLane; modelImageId: string; garmentImageId: string; output: StoredPicture[] }[]
    >`
      with before as (
        select id, model_image_id, garment_image_id from tryons
        where id = ${tryonId} and merchant_id = ${merchantId} and erased_at is null for update)
      update tryons t set erased_at = now(), updated_at = now(), model_image_id = '', garment_image_id = '',
        metadata = '{}', consent_version = null, consent_locale = null, consent_agreed_at = null, based_on = null,
        client_token_hash = null, trace_parent = null, warnings = '[]',
        rating = null, rating_reason = null, error_message = null
      from before where t.id = before.id
      returning t.lane, before.model_image_id as "modelImageId", before.garment_image_id as "garmentImageId", t.output`;
    const erased = rows[0];
    if (!erased) return undefined;
    const images = await eraseImages(tx, merchantId, erased.modelImageId, erased.garmentImageId);
    await tx`delete from tryon_events where tryon_id = ${tryonId}`;
    await forgetAnswersOf(tx, merchantId, tryonId);
    const hasRun = await requestRunErasure(tx, merchantId, tryonId);
    await eraseWebhookData(tx, merchantId, tryonId);
    await forgetTryonInEvents(tx, merchantId, tryonId);
    await unlinkResultHashes(tx, merchantId, tryonId);
    return {
      tryonId,
      lane: erased.lane,
      deliveries: canceled?.deliveries ?? [],
      erased: {
        tryons: 1,
        photos: gone.length + images.length,
        pictures: erased.output.length,
        providerCopies: hasRun ? 'requested' : 'none',
      },
      storageKeys: [
        ...gone,
        ...images.map((image) => image.storageKey),
        ...erased.output.map((picture) => picture.storageKey),
      ],
    };
  });
}

/**
 * Erases the pictures that were uploaded for a try-on. A photo that another one still waits for goes as soon as that has
 * ended. A garment stays if the shop itself uploaded it, since it may be on its pages for long, or if another try-on
 * that was not erased shows it.
 *
 * @returns what is erased now.
 */
async function eraseImages(
  tx: Db,
  merchantId: string,
  modelImageId: string,
  garmentImageId: string,
): Promise<{ readonly storageKey: string }[]> {
  const rows = await tx<{ storageKey: string; erased: boolean }[]>`
    with wanted as (
      select i.id, exists (select 1 from tryons t where t.merchant_id = ${merchantId} and t.erased_at is null
        and t.status in ('queued', 'processing') and (t.model_image_id = i.id or t.garment_image_id = i.id)) as needed
      from images i
      where i.id in (${modelImageId}, ${garmentImageId}) and i.merchant_id = ${merchantId}
        and i.source = 'upload' and i.deleted_at is null
        and (i.id = ${modelImageId} or i.client_token_hash is not null and not exists (
          select 1 from tryons t where t.merchant_id = ${merchantId} and t.erased_at is null
            and t.garment_image_id = i.id))
      for update)
    update images i set deleted_at = case when needed then null else now() end,
      expires_at = case when needed then least(i.expires_at, now()) else i.expires_at end
    from wanted where i.id = wanted.id
    returning i.storage_key as "storageKey", not needed as erased`;
  return rows.filter((row) => row.erased);
}

/** A try-on whose files are all gone needs no further look. */
export async function markTryonPurged(db: Db, merchantId: string, tryonId: string): Promise<void> {
  await db`update tryons set purged_at = now(), output = '[]' where id = ${tryonId} and merchant_id = ${merchantId}`;
}

export interface ExpiredTryon {
  readonly id: string;
  readonly merchantId: string;
  /** Where the list goes on from it. */
  readonly place: string;
}

export interface UnpurgedTryon extends ExpiredTryon {
  readonly output: readonly StoredPicture[];
}

/** Try-ons whose results are due to be erased, over all merchants, from behind another one on (a sweep). */
export async function findExpiredTryons(
  db: Db,
  limit: number,
  after?: ExpiredTryon,
): Promise<ExpiredTryon[]> {
  return db<ExpiredTryon[]>`
    select id, merchant_id as "merchantId", expires_at::text as place from tryons
    where erased_at is null and expires_at <= now()
      and (expires_at, id) > (${after?.place ?? '-infinity'}::text::timestamptz, ${after?.id ?? ''})
    order by expires_at, id limit ${limit}`;
}

/** Erased try-ons whose files are still to be removed, over all merchants, from behind another one on (a sweep). */
export async function findUnpurgedTryons(
  db: Db,
  limit: number,
  after?: ExpiredTryon,
): Promise<UnpurgedTryon[]> {
  return db<UnpurgedTryon[]>`
    select id, merchant_id as "merchantId", output, erased_at::text as place from tryons
    where erased_at is not null and purged_at is null
      and (erased_at, id) > (${after?.place ?? '-infinity'}::text::timestamptz, ${after?.id ?? ''})
    order by erased_at, id limit ${limit}`;
}
