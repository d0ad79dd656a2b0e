import { createHash } from 'node:crypto';
import type { PictureType } from '@tryon/core/images/image';
import type { ResultMark } from '@tryon/core/results/result-mark';
import type { OutputFormat } from '@tryon/core/tryons/tryon';
import sharp, { type Sharp } from 'sharp';
import { withStandardXmp } from './png-xmp.js';
import { type MarkFacts, xmpPacket } from './xmp-packet.js';

/** A result as it is stored and served. */
export interface MarkedPicture {
  readonly bytes: Uint8Array;
  readonly width: number;
  readonly height: number;
  readonly contentType: PictureType;
  readonly mark: ResultMark;
}

export interface EncodeOptions extends MarkFacts {
  readonly format: OutputFormat;
  /** A picture of more pixels is not decoded. */
  readonly maxPixels: number;
}

const QUALITY = 92;

/**
 * Encodes what a provider made anew, upright, in sRGB, in the format that was asked, and with our XMP: whatever else the
 * provider's file carried (the person's EXIF and place, its own metadata, bytes behind the picture) is left behind.
 *
 * @throws sharp's error when the bytes are no picture, or only part of one.
 */
export async function encodeResult(bytes: Uint8Array, options: EncodeOptions): Promise<MarkedPicture> {
  const { format, digitalSourceType, maxPixels } = options;
  const packet = xmpPacket(options);
  // A warning alone is no reason to refuse what was paid.
  const picture = sharp(bytes, { limitInputPixels: maxPixels, failOn: 'truncated', autoOrient: true })
    .flatten({ background: '#ffffff' })
    .toColourspace('srgb')
    .withXmp(packet);
  const { data: encoded, info } = await ENCODERS[format](picture).toBuffer({ resolveWithObject: true });
  const data = format === 'png' ? withStandardXmp(encoded, packet) : encoded;
  return {
    bytes: data,
    width: info.width,
    height: info.height,
    contentType: `image/${format}`,
    mark: { sha256: createHash('sha256').update(data).digest('hex'), digitalSourceType },
  };
}

const ENCODERS: Readonly<Record<OutputFormat, (picture: Sharp) => Sharp>> = {
  jpeg: (picture) => picture.jpeg({ quality: QUALITY, chromaSubsampling: '4:4:4', optimiseCoding: false }),
  png: (picture) => picture.png({ compressionLevel: 6 }),
  // Effort 4, sharp's own choice, takes five times as long for a file of the same size.
  webp: (picture) => picture.webp({ quality: QUALITY, effort: 2 }),
};
