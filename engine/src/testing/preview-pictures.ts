import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import sharp from 'sharp';
import { labOf } from '../pixels/lab.js';
import type { PreviewEngine, PreviewRequest } from '../preview.js';
import { PreviewRefusal, type PreviewRefusalCode } from '../refusal.js';

const art = new URL('../../../sandbox/art/', import.meta.url);

export function model(name: string): Promise<Uint8Array> {
  return readFile(new URL(`models/${name}.webp`, art));
}

export function garment(name: string): Promise<Uint8Array> {
  return readFile(new URL(`garments/${name}.webp`, art));
}

/** A drawn cup on a table: a picture of something, but of nobody. */
export function cup(): Promise<Uint8Array> {
  const drawing = `<svg xmlns="http://www.w3.org/2000/svg" width="600" height="800">
    <rect width="600" height="800" fill="#cfd8dc"/><rect y="600" width="600" height="200" fill="#8d6e63"/>
    <path d="M180 300h240l-24 320h-192z" fill="#c62828"/><ellipse cx="300" cy="300" rx="120" ry="26" fill="#5d1414"/>
    <path d="M418 360c90-10 90 150-14 150" stroke="#c62828" stroke-width="26" fill="none"/></svg>`;
  return sharp(Buffer.from(drawing)).png().toBuffer();
}

export function blank(): Promise<Uint8Array> {
  return sharp({ create: { width: 600, height: 800, channels: 3, background: '#e8e8e8' } })
    .png()
    .toBuffer();
}

export function request(
  person: Uint8Array,
  picture: Uint8Array,
  rest: Partial<PreviewRequest> = {},
): PreviewRequest {
  return {
    person,
    garment: picture,
    category: 'auto',
    garmentPhotoType: 'auto',
    outputFormat: 'png',
    ...rest,
  };
}

export interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly data: Buffer;
}

export async function pixelsOf(encoded: Uint8Array): Promise<Pixels> {
  const { data, info } = await sharp(encoded).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, data };
}

/** Mean Lab colour of a square of `2r + 1` px. */
export function labAt(pixels: Pixels, cx: number, cy: number, r: number): [number, number, number] {
  const sum = [0, 0, 0];
  for (let y = cy - r; y <= cy + r; y++) {
    for (let x = cx - r; x <= cx + r; x++) {
      for (let c = 0; c < 3; c++) sum[c] = sum[c]! + pixels.data[(y * pixels.width + x) * 3 + c]!;
    }
  }
  const n = (2 * r + 1) ** 2;
  return labOf(Math.round(sum[0]! / n), Math.round(sum[1]! / n), Math.round(sum[2]! / n));
}

export function differentPixels(
  a: Pixels,
  b: Pixels,
  box: { x0: number; y0: number; x1: number; y1: number },
): number {
  let count = 0;
  for (let y = box.y0; y < box.y1; y++) {
    for (let x = box.x0; x < box.x1; x++) {
      const k = (y * a.width + x) * 3;
      if ([0, 1, 2].some((c) => a.data[k + c] !== b.data[k + c])) count++;
    }
  }
  return count;
}

/** The code that an engine refuses a request with; fails where it paints. */
export async function refusalOf(engine: PreviewEngine, asked: PreviewRequest): Promise<PreviewRefusalCode> {
  try {
    await engine.render(asked);
  } catch (error) {
    assert.ok(error instanceof PreviewRefusal, String(error));
    return error.code;
  }
  return assert.fail('the engine painted something');
}
