import type { Db, Sql } from '../db/connect.js';
import { bindIdempotentResource } from '../idempotency/repository.js';
import { newId } from '../ids.js';
import { reserveQuota } from '../usage/quota.js';
import { tryonColumns } from './columns.js';
import type { Tryon, TryonRequest } from './tryon.js';

/** Results are kept this long unless they are erased before. */
const RESULT_RETENTION_DAYS = 30;

export interface TryonSubmission extends TryonRequest {
  readonly apiKeyId: string;
  readonly livemode: boolean;
  readonly clientTokenHash: Uint8Array | null;
  readonly requestId: string;
  /** The request's idempotency key, so that a crash between this transaction and the answer doubles nothing. */
  readonly idempotencyKey: string | undefined;
}

/**
 * Accepts a try-on. In one transaction: its quota is reserved, its row is written `queued`, its first event is
 * recorded, and the idempotency key learns what it made. Enqueue it afterwards; if that fails, a sweep does it.
 *
 * @throws DomainError `quota_exceeded`.
 */
export async function submitTryon(sql: Sql, merchantId: string, input: TryonSubmission): Promise<Tryon> {
  const id = newId('tryon');
  const now = new Date();
  const expiresAt = new Date(now.getTime() + RESULT_RETENTION_DAYS * 86_400_000);
  return sql.begin(async (tx) => {
    await reserveQuota(tx, merchantId, {
      tryonId: id,
      livemode: input.livemode,
      units: input.numSamples,
      at: now,
    });
    const rows = await tx<Tryon[]>`
      insert into tryons (id, merchant_id, api_key_id, livemode, client_token_hash, category, mode,
        garment_photo_type, seed, num_samples, output_format, moderation_level, model_image_id,
        garment_image_id, test_outcome, consent_version, metadata, request_id, expires_at, provider)
      values (${id}, ${merchantId}, ${input.apiKeyId}, ${input.livemode}, ${input.clientTokenHash},
        ${input.category}, ${input.mode}, ${input.garmentPhotoType}, ${input.seed}, ${input.numSamples},
        ${input.outputFormat}, ${input.moderationLevel}, ${input.modelImageId}, ${input.garmentImageId},
        ${input.testOutcome}, ${input.consentVersion}, ${tx.json(input.metadata)}, ${input.requestId},
        ${expiresAt},
        (select case when ${input.livemode} then providers[1] else 'preview' end from merchants
          where id = ${merchantId}))
      returning ${tryonColumns(tx)}`;
    await tx`insert into tryon_events (tryon_id, revision, status, stage, percent)
      values (${id}, 1, 'queued', 'queued', 0)`;
    if (input.idempotencyKey !== undefined) {
      await bindIdempotentResource(tx, merchantId, input.livemode, input.idempotencyKey, id);
    }
    const row = rows[0];
    if (!row) throw new Error('The try-on was not stored');
    return row;
  });
}

/** Gives a try-on whose answer was lost in a crash to the visitor who asks for it again. */
export async function rebindClientToken(
  db: Db,
  merchantId: string,
  tryonId: string,
  clientTokenHash: Uint8Array,
): Promise<void> {
  await db`update tryons set client_token_hash = ${clientTokenHash}
    where id = ${tryonId} and merchant_id = ${merchantId} and erased_at is null`;
}
