import { createHash } from 'node:crypto';
import { DomainError } from '@tryon/core/errors';
import sharp, { type OutputInfo } from 'sharp';
import { MAX_NORMALISED_SIDE, MAX_PIXELS, MIN_SIDE } from './image-limits.js';
import { type ImageHeader, readHeader } from './read-header.js';
import type { ImageFormat } from './sniff-format.js';

/** A picture as everything behind the upload sees it: upright 8-bit sRGB without alpha and without metadata. */
export interface NormalisedImage {
  readonly bytes: Buffer;
  readonly contentType: 'image/jpeg';
  /** In pixels; the longer side is at most 1,536. */
  readonly width: number;
  readonly height: number;
  /** Of `bytes`, in hex: the same upload gives the same hash. */
  readonly sha256: string;
  readonly sourceFormat: ImageFormat;
}

export interface NormaliseOptions {
  /** Seen before and after the decoding, which itself cannot be interrupted. */
  readonly signal?: AbortSignal | undefined;
}

/** Far more than a picture of this size ever takes; ends a file that was made to be slow. */
const DECODE_TIMEOUT_S = 20;

/**
 * Why these settings: docs/decisions/0003-normalised-images.md. Optimised Huffman tables would save 3 % of the bytes
 * and double the time.
 */
const JPEG_OPTIONS = { quality: 90, chromaSubsampling: '4:4:4', optimiseCoding: false } as const;

/**
 * Makes an upload safe and uniform: turned upright by its EXIF orientation, converted to 8-bit sRGB by its colour
 * profile, transparency laid on white, shrunk to a longest side of 1,536, encoded anew as JPEG. EXIF (with GPS), XMP,
 * IPTC, profiles, comments and whatever was hidden in the file do not survive. It is never enlarged.
 *
 * Call it through `createImageNormaliser`, which bounds how many run at once.
 *
 * @throws DomainError as `readHeader`; `image_unreadable` also for a file that ends early or cannot be decoded;
 * `image_too_small` also for a strip that would be narrower than 64 once it is shrunk.
 * @throws `signal.reason` if aborted.
 */
export async function normaliseImage(
  bytes: Uint8Array,
  options: NormaliseOptions = {},
): Promise<NormalisedImage> {
  options.signal?.throwIfAborted();
  const header = await readHeader(bytes);
  assertNotAStrip(header);
  const { data, info } = await decodeAndEncode(bytes);
  options.signal?.throwIfAborted();
  return {
    bytes: data,
    contentType: 'image/jpeg',
    width: info.width,
    height: info.height,
    sha256: createHash('sha256').update(data).digest('hex'),
    sourceFormat: header.format,
  };
}

async function decodeAndEncode(bytes: Uint8Array): Promise<{ data: Buffer; info: OutputInfo }> {
  try {
    return await sharp(bytes, { failOn: 'error', limitInputPixels: MAX_PIXELS, autoOrient: true })
      .timeout({ seconds: DECODE_TIMEOUT_S })
      .resize({
        width: MAX_NORMALISED_SIDE,
        height: MAX_NORMALISED_SIDE,
        fit: 'inside',
        withoutEnlargement: true,
      })
      .flatten({ background: '#ffffff' })
      .toColourspace('srgb')
      .jpeg(JPEG_OPTIONS)
      .toBuffer({ resolveWithObject: true });
  } catch (error) {
    throw new DomainError('image_unreadable', 'This picture is damaged: it cannot be decoded to its end', {
      cause: error,
    });
  }
}

function assertNotAStrip({ width, height }: ImageHeader): void {
  const scale = Math.min(1, MAX_NORMALISED_SIDE / Math.max(width, height));
  if (Math.min(width, height) * scale < MIN_SIDE) {
    throw new DomainError(
      'image_too_small',
      `This picture of ${width} x ${height} pixels is too narrow to show anything`,
    );
  }
}
