import { DomainError, type ErrorCode } from '@tryon/core/errors';
import { guardedFetch } from '@tryon/core/net/guarded-fetch';
import { FAILURE_MESSAGES } from '../../failures.js';
import { ProviderFailure, type ProviderPicture } from '../provider.js';

export interface PictureSources {
  /** Origins of results that may be reached though they are private: a fake's. None by default. */
  readonly allowedOrigins?: readonly string[];
  /** Those that were cut out of the answer that names them. None by default. */
  readonly cut?: readonly Buffer[];
}

const MAX_BYTES = 30 * 1024 * 1024;
const TIMEOUT_MS = 30_000;
/** Looking again would change nothing. */
const HOPELESS: ReadonlySet<ErrorCode> = new Set([
  'image_url_refused',
  'image_url_too_large',
  'image_url_not_a_picture',
]);

/**
 * Brings a run's pictures home at once: where they lie, everybody can see them, and they expire.
 * @param uris - Links to public servers, or data URIs.
 * @param costMicros - Of the run, which is paid for even if its pictures are nowhere.
 * @throws ProviderFailure `provider_error` when there is no picture behind a link; a plain error when there may be one
 *   the next time.
 */
export async function fetchPictures(
  uris: readonly string[],
  costMicros: number,
  signal: AbortSignal,
  { allowedOrigins = [], cut = [] }: PictureSources,
): Promise<ProviderPicture[]> {
  const options = { signal, allowedOrigins, maxBytes: MAX_BYTES, timeoutMs: TIMEOUT_MS };
  try {
    return await Promise.all(
      uris.map(async (uri) => ({
        bytes: uri.startsWith('data:') ? fromDataUri(uri, cut) : (await guardedFetch(uri, options)).bytes,
      })),
    );
  } catch (error) {
    if (!(error instanceof DomainError) || !HOPELESS.has(error.code)) throw error;
    throw new ProviderFailure('provider_error', FAILURE_MESSAGES.provider_error, {
      cause: error,
      blame: 'try_again',
      costMicros,
    });
  }
}

function fromDataUri(uri: string, cut: readonly Buffer[]): Uint8Array {
  const place = /^data:image\/[a-z]+;cut,(\d+)$/.exec(uri)?.[1];
  const picture = place === undefined ? undefined : cut[Number(place)];
  if (picture) return picture;
  const comma = uri.indexOf(',');
  if (!/^data:image\/[a-z]+;base64$/.test(uri.slice(0, Math.max(0, comma))))
    throw new DomainError('image_url_not_a_picture', 'The provider sent something that is no picture');
  return Buffer.from(uri.slice(comma + 1), 'base64');
}
