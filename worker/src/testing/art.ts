import { readFile } from 'node:fs/promises';

/** A demo picture of this repository: nobody real, CC0. */
export const art = (kind: 'models' | 'garments', name: string): Promise<Buffer> =>
  readFile(new URL(`../../../sandbox/art/${kind}/${name}.webp`, import.meta.url));
