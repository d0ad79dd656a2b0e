import type { KnownResult } from '@tryon/core/results/repository';
import type { components } from '../contract/schema.js';

/** What is told of a picture that somebody asks about, by its hash. */
export function presentResult(result: KnownResult | undefined): components['schemas']['PictureVerification'] {
  if (!result) return { ours: false };
  return {
    ours: true,
    created_at: result.createdAt.toISOString(),
    digital_source_type: result.digitalSourceType,
    ...(result.tryonId !== null && { tryon_id: result.tryonId }),
  };
}
