import { createHash } from 'node:crypto';
import sharp from 'sharp';
import { createPlane, createRaster } from '../pixels/plane.js';
import type { Plane, Raster } from '../pixels/raster.js';

/** Sides of stored pictures, px: no garment is larger, so a file that says so is not ours. */
const maxSide = 2000;
const checksumBytes = 32;
const footerBytes = checksumBytes + 4;

interface Part {
  readonly name: string;
  readonly kind: 'picture' | 'plane';
  readonly bytes: number;
}

interface Header {
  readonly fields: Readonly<Record<string, unknown>>;
  readonly parts: readonly Part[];
}

type Fields = Readonly<Record<string, unknown>>;

function isGrid(value: unknown): value is Plane | Raster {
  return typeof value === 'object' && value !== null && 'data' in value && 'width' in value;
}

function isPlane(value: Plane | Raster): value is Plane {
  return value.data instanceof Float32Array;
}

/**
 * Rounds the planes among an object's fields to 1/255, in place: what comes out of a file then equals what went in, and
 * a picture made with it does too.
 */
export function settlePlanes(fields: object): void {
  for (const value of Object.values(fields) as unknown[]) {
    if (!isGrid(value) || !isPlane(value)) continue;
    const { data } = value;
    for (let i = 0; i < data.length; i++) data[i] = toByte(data[i]!) / 255;
  }
}

function toByte(value: number): number {
  return value <= 0 ? 0 : value >= 1 ? 255 : Math.round(value * 255);
}

async function encodeGrid(grid: Plane | Raster): Promise<Buffer> {
  const plane = isPlane(grid);
  const raw = { width: grid.width, height: grid.height, channels: plane ? 1 : 3 } as const;
  const bytes = plane ? Uint8Array.from(grid.data, toByte) : grid.data;
  const image = sharp(bytes, { raw });
  // Speed before size: this runs beside a shopper's job.
  return (plane ? image.toColourspace('b-w') : image).png({ compressionLevel: 3 }).toBuffer();
}

async function decodeGrid(bytes: Uint8Array, kind: Part['kind']): Promise<Plane | Raster> {
  const channels = kind === 'plane' ? 1 : 3;
  const image = sharp(bytes, { limitInputPixels: maxSide * maxSide });
  const { data, info } = await (kind === 'plane' ? image.toColourspace('b-w') : image)
    .raw()
    .toBuffer({ resolveWithObject: true });
  if (info.channels !== channels) throw new Error(`a stored ${kind} has ${info.channels} channels`);
  if (kind === 'picture') {
    const picture = createRaster(info.width, info.height);
    picture.data.set(data);
    return picture;
  }
  const plane = createPlane(info.width, info.height);
  for (let i = 0; i < plane.data.length; i++) plane.data[i] = data[i]! / 255;
  return plane;
}

/**
 * Writes an object whose fields are pictures, planes of 0..1 and JSON as one file: a PNG for each picture and plane, the
 * rest as JSON, and a checksum over it all. The first PNG comes first, so that picture viewers show it.
 */
export async function writeGarmentFile(fields: Fields): Promise<Uint8Array> {
  const grids = Object.entries(fields).filter((entry): entry is [string, Plane | Raster] => isGrid(entry[1]));
  const encoded = await Promise.all(grids.map(([, grid]) => encodeGrid(grid)));
  const parts: Part[] = grids.map(([name, grid], i) => ({
    name,
    kind: isPlane(grid) ? 'plane' : 'picture',
    bytes: encoded[i]!.length,
  }));
  const rest = Object.fromEntries(Object.entries(fields).filter(([, value]) => !isGrid(value)));
  const header = Buffer.from(JSON.stringify({ fields: rest, parts } satisfies Header));
  const length = Buffer.alloc(4);
  length.writeUInt32BE(header.length);
  const body = Buffer.concat([...encoded, header, length]);
  return Buffer.concat([body, createHash('sha256').update(body).digest()]);
}

/** Reads what `writeGarmentFile` wrote; undefined when the bytes are not whole or not of its making. */
export async function readGarmentFile(bytes: Uint8Array): Promise<Fields | undefined> {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (file.length < footerBytes) return undefined;
  const body = file.subarray(0, -checksumBytes);
  if (!createHash('sha256').update(body).digest().equals(file.subarray(-checksumBytes))) return undefined;
  const end = body.length - 4;
  const header = JSON.parse(body.subarray(end - body.readUInt32BE(end), end).toString()) as Header;
  const fields: Record<string, unknown> = { ...header.fields };
  let at = 0;
  for (const { name, kind, bytes: size } of header.parts) {
    fields[name] = await decodeGrid(body.subarray(at, at + size), kind);
    at += size;
  }
  return fields;
}
