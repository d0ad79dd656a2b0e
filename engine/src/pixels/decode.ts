import sharp from 'sharp';
import { PreviewRefusal } from '../refusal.js';
import type { Raster } from './raster.js';

/**
 * Keeps libvips from holding decoded pictures (up to 50 MB) and from starting threads with memory pools of their own: an
 * engine thread decodes one small picture at a time. Holds for the whole process.
 */
export function boundDecoder(): void {
  sharp.cache(false);
  sharp.concurrency(1);
}

/** Above this a picture is not decoded: the memory of one job stays bounded. */
const maxInputPixels = 50_000_000;

/**
 * Decodes a picture: turned upright by its EXIF orientation, laid on white, sRGB, shrunk (never enlarged) until its long
 * side is at most `maxSide` px.
 *
 * @throws PreviewRefusal `image_unreadable` when the bytes are no picture, or one of more than 50 million pixels.
 */
export async function decodePicture(bytes: Uint8Array, maxSide: number): Promise<Raster> {
  try {
    const { data, info } = await sharp(bytes, { limitInputPixels: maxInputPixels, failOn: 'error' })
      .autoOrient()
      .flatten({ background: '#ffffff' })
      .toColourspace('srgb')
      .resize(maxSide, maxSide, { fit: 'inside', withoutEnlargement: true })
      .removeAlpha()
      .raw()
      .toBuffer({ resolveWithObject: true });
    if (info.channels !== 3) throw new Error(`decoded to ${info.channels} channels`);
    return {
      width: info.width,
      height: info.height,
      data: new Uint8ClampedArray(data.buffer, data.byteOffset, data.length),
    };
  } catch (cause) {
    throw new PreviewRefusal('image_unreadable', 'A picture could not be decoded.', { cause });
  }
}

export type PictureFormat = 'png' | 'jpeg' | 'webp';

/** Encodes a picture for delivery; JPEG and WebP at quality 92. */
export async function encodePicture(picture: Raster, format: PictureFormat): Promise<Uint8Array> {
  const image = sharp(Buffer.from(picture.data.buffer, picture.data.byteOffset, picture.data.length), {
    raw: { width: picture.width, height: picture.height, channels: 3 },
  });
  if (format === 'png') return image.png({ compressionLevel: 6 }).toBuffer();
  if (format === 'jpeg') return image.jpeg({ quality: 92, chromaSubsampling: '4:4:4' }).toBuffer();
  return image.webp({ quality: 92, smartSubsample: true }).toBuffer();
}
