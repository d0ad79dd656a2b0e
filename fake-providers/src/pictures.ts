import { createHash } from 'node:crypto';
import sharp from 'sharp';

export interface PictureOrder {
  readonly person: Uint8Array;
  readonly garment: Uint8Array;
  readonly category: 'auto' | 'tops' | 'bottoms' | 'one-pieces';
  readonly seed: number;
  /** 0 for the first of several. */
  readonly sample: number;
  readonly format: 'png' | 'jpeg';
  /** The model's largest picture, in pixels; the person's proportions are kept within it. */
  readonly width: number;
  readonly height: number;
}

/** Where a garment sits, as shares of the picture's height. */
const PLACES = {
  auto: [0.26, 0.58],
  tops: [0.26, 0.58],
  bottoms: [0.55, 0.95],
  'one-pieces': [0.26, 0.86],
} as const;

/**
 * A picture that stands for a try-on: the person in the model's size, and over the body a shape in the garment's mean
 * colour. The same order always gives the same bytes; another seed, sample or input gives others.
 */
export async function makePicture(order: PictureOrder): Promise<Buffer> {
  const base = await sharp(order.person)
    .resize(order.width, order.height, { fit: 'inside' })
    .removeAlpha()
    .toColourspace('srgb')
    .raw()
    .toBuffer({ resolveWithObject: true });
  const { width, height } = base.info;
  const { channels } = await sharp(order.garment).removeAlpha().toColourspace('srgb').stats();
  const draw = drawFrom(order);
  const [r = 0, g = 0, b = 0] = channels.map(({ mean }) => Math.round(mean));
  const [from, to] = PLACES[order.category];
  // What the seed changes has to be seen, and little enough to leave the picture alone.
  const shift = 0.02 * draw(0) - 0.01;
  const shape = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">
    <rect x="${width * (0.33 + shift)}" y="${height * from}" width="${width * 0.34}"
      height="${height * (to - from)}" rx="${width * (0.05 + 0.03 * draw(1))}" fill="rgb(${r},${g},${b})"/></svg>`;
  const picture = sharp(base.data, { raw: { width, height, channels: 3 } }).composite([
    { input: Buffer.from(shape) },
  ]);
  return order.format === 'png'
    ? picture.png({ compressionLevel: 3 }).toBuffer()
    : picture.jpeg({ quality: 92 }).toBuffer();
}

function drawFrom({ person, garment, seed, sample }: PictureOrder): (index: number) => number {
  const hash = createHash('sha256').update(`${seed}\n${sample}\n`).update(person).update(garment).digest();
  return (index) => hash.readUInt32BE(index * 4) / 2 ** 32;
}
