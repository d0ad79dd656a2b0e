import { consentColumn } from '../consent/consent-record.js';
import type { Db } from '../db/connect.js';

/** Every column of a `Tryon`, under the names the domain uses. */
export const tryonColumns = (db: Db) => db`id, merchant_id as "merchantId", livemode, status,
  client_token_hash as "clientTokenHash", category, mode, garment_photo_type as "garmentPhotoType",
  seed::float8 as seed, num_samples as "numSamples", output_format as "outputFormat",
  moderation_level as "moderationLevel", model_image_id as "modelImageId",
  garment_image_id as "garmentImageId", test_outcome as "testOutcome", ${consentColumn(db)}, based_on as "basedOn",
  based_on_generated as "basedOnGenerated",
  metadata, request_id as "requestId", trace_parent as "traceParent", stage, percent, revision, found_category as "foundCategory",
  found_garment_photo_type as "foundGarmentPhotoType", output, warnings,
  case when error_code is null then null else jsonb_build_object(
    'code', error_code, 'message', error_message, 'retryable', error_retryable) end as error,
  provider, lane, deadline_at as "deadlineAt", rating, rating_reason as "ratingReason", attempts, created_at as "createdAt", updated_at as "updatedAt",
  started_at as "startedAt", ended_at as "endedAt", expires_at as "expiresAt"`;
