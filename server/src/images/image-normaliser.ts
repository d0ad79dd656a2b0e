import { availableParallelism } from 'node:os';
import { DomainError } from '@tryon/core/errors';
import sharp from 'sharp';
import { type NormalisedImage, type NormaliseOptions, normaliseImage } from './normalise-image.js';
import { createTurnstile } from './turnstile.js';

/** How much picture work one process takes on. */
export interface ImageNormaliserOptions {
  /**
   * Pictures decoded at the same time. Default: one more than there are processors, so that none of them waits while a
   * picture changes hands, and at most 3, because decoding runs on Node's pool of four threads, where file access and
   * name lookups need one too.
   */
  readonly maxParallel?: number;
  /** Pictures that may wait for their turn; each holds up to 10 MB. Default: 64. */
  readonly maxQueued?: number;
}

/** {@link normaliseImage} with a bound on memory and processors. */
export interface ImageNormaliser {
  /** @throws DomainError `service_unavailable` at once if too many pictures wait already. */
  normalise(bytes: Uint8Array, options?: NormaliseOptions): Promise<NormalisedImage>;
}

const RETRY_AFTER_MS = 2_000;

/**
 * Builds the one normaliser of a process. It also sets libvips up for a server, for the whole process: one thread for
 * each picture (many pictures at once keep all processors busy already) and no cache (no upload comes twice).
 */
export function createImageNormaliser(options: ImageNormaliserOptions = {}): ImageNormaliser {
  sharp.concurrency(1);
  sharp.cache(false);
  const turnstile = createTurnstile({
    maxInside: options.maxParallel ?? Math.min(availableParallelism() + 1, 3),
    maxWaiting: options.maxQueued ?? 64,
  });
  return {
    async normalise(bytes, { signal } = {}) {
      const leave = await turnstile.enter(signal);
      if (leave === undefined) {
        throw new DomainError(
          'service_unavailable',
          'Too many pictures are being processed; try again in a moment',
          {
            retryAfterMs: RETRY_AFTER_MS,
          },
        );
      }
      try {
        return await normaliseImage(bytes, { signal });
      } finally {
        leave();
      }
    },
  };
}
