import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';

const ART = fileURLToPath(new URL('../../../sandbox/art/', import.meta.url));

/** A picture of the sandbox, such as `models/amara.webp`. */
export const art = (file: string): Promise<Buffer> => readFile(ART + file);

/** A plain JPEG. */
export const plainJpeg = (width = 200, height = 300): Promise<Buffer> =>
  sharp({ create: { width, height, channels: 3, background: '#8899aa' } })
    .jpeg()
    .toBuffer();
