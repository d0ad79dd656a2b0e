import sharp from 'sharp';
import type { Size } from './placements.js';

const FORMATS: ReadonlySet<string | undefined> = new Set(['jpeg', 'png', 'webp']);
const MIN_SIDE = 64;
const MAX_SIDE = 4_096;
/** No result of more pixels is decoded, whatever its header says of its sides. */
export const MAX_RESULT_PIXELS = MAX_SIDE * MAX_SIDE;

/**
 * A result's size as it is seen, in px, by its header alone. Call it before anything decodes the file: what is no JPEG,
 * PNG or WebP is never given to another decoder.
 *
 * @throws Error when it is no picture of a kind and size that we serve.
 */
export async function soundSize(bytes: Uint8Array): Promise<Size> {
  const { format, autoOrient } = await sharp(bytes, { limitInputPixels: MAX_RESULT_PIXELS }).metadata();
  const { width, height } = autoOrient;
  if (!FORMATS.has(format)) throw new Error(`A picture of the format ${format}`);
  if (Math.min(width, height) < MIN_SIDE || Math.max(width, height) > MAX_SIDE)
    throw new Error(`A picture of ${width} x ${height} px`);
  return { width, height };
}
