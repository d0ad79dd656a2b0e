import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import sharp, { type Sharp } from 'sharp';
import { MAX_NORMALISED_SIDE } from './image-limits.js';
import { createImageNormaliser } from './image-normaliser.js';

// node server/dist/images/normalise.bench.js <picture>...
// Which encoding a normalised picture gets; `npm run bench` measures the whole accept path.

const ROUNDS = 15;

const ENCODERS: Record<string, (picture: Sharp) => Sharp> = {
  'no encoding': (picture) => picture.raw(),
  'JPEG 90 4:4:4, chosen': (picture) =>
    picture.jpeg({ quality: 90, chromaSubsampling: '4:4:4', optimiseCoding: false }),
  'JPEG 90 4:4:4, optimised tables': (picture) => picture.jpeg({ quality: 90, chromaSubsampling: '4:4:4' }),
  'JPEG 90 4:2:0': (picture) => picture.jpeg({ quality: 90, optimiseCoding: false }),
  'JPEG 90 4:4:4, mozjpeg': (picture) =>
    picture.jpeg({ quality: 90, chromaSubsampling: '4:4:4', mozjpeg: true }),
  'WebP 85, effort 0': (picture) => picture.webp({ quality: 85, effort: 0 }),
  'WebP 85, effort 4 (default)': (picture) => picture.webp({ quality: 85 }),
  'PNG, level 1': (picture) => picture.png({ compressionLevel: 1 }),
};

function bare(bytes: Buffer): Sharp {
  return sharp(bytes)
    .resize({
      width: MAX_NORMALISED_SIDE,
      height: MAX_NORMALISED_SIDE,
      fit: 'inside',
      withoutEnlargement: true,
    })
    .toColourspace('srgb');
}

async function medianMs(work: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const start = performance.now();
    await work();
    times.push(performance.now() - start);
  }
  return times.sort((a, b) => a - b)[Math.floor(ROUNDS / 2)]!;
}

/** Peak signal-to-noise ratio in dB: how near the encoded picture is to the one before encoding. */
async function psnr(encoded: Buffer, reference: Buffer): Promise<number> {
  const decoded = await sharp(encoded).toColourspace('srgb').raw().toBuffer();
  let squares = 0;
  for (let index = 0; index < reference.length; index++)
    squares += (decoded[index]! - reference[index]!) ** 2;
  return 10 * Math.log10(255 ** 2 / (squares / reference.length));
}

async function compareEncoders(bytes: Buffer): Promise<void> {
  const reference = await bare(bytes).removeAlpha().raw().toBuffer();
  for (const [name, encode] of Object.entries(ENCODERS)) {
    const encoded = await encode(bare(bytes).removeAlpha()).toBuffer();
    const ms = await medianMs(() => encode(bare(bytes).removeAlpha()).toBuffer());
    const quality = name === 'no encoding' ? '' : `${(await psnr(encoded, reference)).toFixed(1)} dB`;
    console.log(
      `  ${name.padEnd(34)} ${ms.toFixed(1).padStart(6)} ms ${`${Math.round(encoded.length / 1024)} kB`.padStart(8)}  ${quality}`,
    );
  }
}

async function perSecond(count: number, work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await Promise.all(Array.from({ length: count }, work));
  return count / ((performance.now() - start) / 1_000);
}

async function compareWithBareSharp(bytes: Buffer): Promise<void> {
  const { normalise } = createImageNormaliser();
  const encodeBare = (): Promise<Buffer> => ENCODERS['JPEG 90 4:4:4, chosen']!(bare(bytes)).toBuffer();
  // Alternating, so that a busy neighbour slows both.
  const alone = {
    bare: [] as number[],
    ours: [] as number[],
    bareRate: [] as number[],
    oursRate: [] as number[],
  };
  for (let turn = 0; turn < 5; turn++) {
    alone.bare.push(await medianMs(encodeBare));
    alone.ours.push(await medianMs(() => normalise(bytes)));
    alone.bareRate.push(await perSecond(40, encodeBare));
    alone.oursRate.push(await perSecond(40, () => normalise(bytes)));
  }
  const middle = (values: number[]): number => values.sort((a, b) => a - b)[2]!;
  const [bareMs, oursMs] = [middle(alone.bare), middle(alone.ours)];
  const [bareRate, oursRate] = [middle(alone.bareRate), middle(alone.oursRate)];
  const share = (value: number): string => `${Math.round(value * 100)} %`;
  console.log(
    `  one alone:  bare ${bareMs.toFixed(1)} ms, normalised ${oursMs.toFixed(1)} ms = ${share(bareMs / oursMs)}`,
  );
  console.log(
    `  40 at once: bare ${bareRate.toFixed(0)}/s, normalised ${oursRate.toFixed(0)}/s = ${share(oursRate / bareRate)}`,
  );
}

for (const path of process.argv.slice(2)) {
  const bytes = await readFile(path);
  const { width, height, format } = await sharp(bytes).metadata();
  console.log(`${basename(path)}: ${format}, ${width} x ${height}, ${Math.round(bytes.length / 1024)} kB`);
  await compareWithBareSharp(bytes);
  await compareEncoders(bytes);
}
