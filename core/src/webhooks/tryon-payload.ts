import { presentConsent } from '../consent/consent-record.js';
import type { Tryon } from '../tryons/tryon.js';

/**
 * A try-on as webhooks tell of it: as the API shows it, but without links to pictures and without the visitor's token,
 * since this is kept and shown in logs. Whoever receives it reads the try-on for fresh links.
 */
export function tryonPayload(tryon: Tryon): Record<string, unknown> {
  return {
    id: tryon.id,
    status: tryon.status,
    livemode: tryon.livemode,
    category: tryon.foundCategory ?? tryon.category,
    mode: tryon.mode,
    garment_photo_type: tryon.foundGarmentPhotoType ?? tryon.garmentPhotoType,
    num_samples: tryon.numSamples,
    output: tryon.output.map(({ width, height, contentType }) => ({
      width,
      height,
      content_type: contentType,
    })),
    warnings: tryon.warnings,
    error: tryon.error,
    consent: presentConsent(tryon.consent),
    based_on: tryon.basedOn,
    metadata: tryon.metadata,
    request_id: tryon.requestId,
    created_at: tryon.createdAt.toISOString(),
    started_at: tryon.startedAt?.toISOString() ?? null,
    ended_at: tryon.endedAt?.toISOString() ?? null,
  };
}
