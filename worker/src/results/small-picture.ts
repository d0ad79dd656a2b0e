import sharp from 'sharp';

/** A decoded picture, small enough to be looked through on the event loop: sRGB, 3 bytes a pixel, row by row. */
export interface SmallPicture {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

/** Part of a picture in fractions of its width and height, 0..1 from the top left. */
export interface Part {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

export const WHOLE: Part = { left: 0, top: 0, width: 1, height: 1 };

/** Enough to see a face of a person shown from head to foot, as 40 px or so. */
const MAX_SIDE = 512;

/**
 * Decodes a picture upright, on white, as sRGB, with a longest side of at most 512 px. All of it is read, so that a
 * picture that is cut off is seen; sharp does so off the event loop.
 *
 * @param maxPixels - A picture of more pixels is not decoded.
 * @throws sharp's error when the bytes are no picture, too large a one, or only part of one.
 */
export async function shrink(bytes: Uint8Array, maxPixels: number): Promise<SmallPicture> {
  const { data, info } = await sharp(bytes, {
    limitInputPixels: maxPixels,
    failOn: 'truncated',
    autoOrient: true,
  })
    .flatten({ background: '#ffffff' })
    .toColourspace('srgb')
    .resize(MAX_SIDE, MAX_SIDE, { fit: 'inside', withoutEnlargement: true })
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, data };
}

/** A part of a small picture, stretched to `width` x `height` px; beyond the picture's edges they are repeated. */
export async function cut(
  picture: SmallPicture,
  part: Part,
  width: number,
  height: number,
): Promise<SmallPicture> {
  const x = inside(part.left, part.width, picture.width, width);
  const y = inside(part.top, part.height, picture.height, height);
  const data = await sharp(picture.data, {
    raw: { width: picture.width, height: picture.height, channels: 3 },
  })
    .extract({ left: x.from, top: y.from, width: x.length, height: y.length })
    .resize(x.out, y.out, { fit: 'fill' })
    .extend({ left: x.before, right: x.after, top: y.before, bottom: y.after, extendWith: 'copy' })
    .raw()
    .toBuffer();
  return { width, height, data };
}

/** Along one axis: which pixels of the picture to take, how many they become, and how many are missing on either side. */
function inside(start: number, share: number, pixels: number, outPixels: number) {
  const from = Math.min(pixels - 1, Math.max(0, Math.round(start * pixels)));
  const to = Math.max(from + 1, Math.min(pixels, Math.round((start + share) * pixels)));
  const before = Math.min(outPixels - 1, Math.max(0, Math.round((-start / share) * outPixels)));
  const after = Math.max(0, Math.round(((start + share - 1) / share) * outPixels));
  const out = Math.max(1, outPixels - before - after);
  return { from, length: to - from, out, before, after: outPixels - before - out };
}
