import { DomainError } from '@tryon/core/errors';
import sharp from 'sharp';
import { MAX_PIXELS, MAX_UPLOAD_BYTES, MIN_SIDE } from './image-limits.js';
import { describeUnsupported, type ImageFormat, sniffFormat } from './sniff-format.js';

/** What is known of a picture before any of its pixels is decoded. */
export interface ImageHeader {
  readonly format: ImageFormat;
  /** In pixels as stored, before the EXIF orientation is applied. */
  readonly width: number;
  readonly height: number;
}

/**
 * Reads a picture's header and refuses what must not be decoded. Costs about a millisecond, whatever size the
 * picture claims to have.
 *
 * @throws DomainError `image_too_large`, `image_unsupported`, `image_animated`, `image_unreadable`,
 * `image_too_many_pixels` or `image_too_small`.
 */
export async function readHeader(bytes: Uint8Array): Promise<ImageHeader> {
  if (bytes.byteLength > MAX_UPLOAD_BYTES) {
    throw new DomainError(
      'image_too_large',
      `A picture may have at most ${MAX_UPLOAD_BYTES / 1024 / 1024} MB`,
    );
  }
  const sniffed = sniffFormat(bytes);
  if (sniffed === undefined) {
    const kind = describeUnsupported(bytes);
    throw new DomainError(
      'image_unsupported',
      `This is ${kind}; a JPEG, PNG, WebP or AVIF picture is needed`,
    );
  }
  if (sniffed.animated) {
    throw new DomainError('image_animated', 'This picture is animated; a still one is needed');
  }
  const { format } = sniffed;
  const { width, height } = await readSize(bytes, format);
  if (width * height > MAX_PIXELS) {
    throw new DomainError(
      'image_too_many_pixels',
      `This picture has ${width} x ${height} pixels; at most 16.7 million in all (such as 4096 x 4096) are taken`,
    );
  }
  if (Math.min(width, height) < MIN_SIDE) {
    throw new DomainError(
      'image_too_small',
      `This picture has ${width} x ${height} pixels; each side needs at least ${MIN_SIDE}`,
    );
  }
  return { format, width, height };
}

async function readSize(bytes: Uint8Array, format: ImageFormat): Promise<{ width: number; height: number }> {
  try {
    const metadata = await sharp(bytes, { limitInputPixels: false }).metadata();
    // Only the decoder that the magic bytes promise is ever let near the pixels.
    const decoder = metadata.format === 'heif' && metadata.compression === 'av1' ? 'avif' : metadata.format;
    if (decoder !== format) throw new Error(`The magic bytes say ${format}, the decoder says ${decoder}`);
    return metadata;
  } catch (error) {
    throw new DomainError('image_unreadable', 'This picture is damaged: its header cannot be read', {
      cause: error,
    });
  }
}
