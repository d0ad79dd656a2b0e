import { readFile } from 'node:fs/promises';
import { decodePicture } from '../pixels/decode.js';
import type { Raster } from '../pixels/raster.js';

/** A demo garment picture of this repository, as the engine decodes it. Only for tests. */
export async function demoGarment(name: string): Promise<Raster> {
  return decodePicture(
    await readFile(new URL(`../../../sandbox/art/garments/${name}.webp`, import.meta.url)),
    1000,
  );
}
