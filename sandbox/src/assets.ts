import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const STATIC_DIR = fileURLToPath(new URL('../static/', import.meta.url));
const BROWSER_DIR = fileURLToPath(new URL('./browser/', import.meta.url));

const isServed = (name: string): boolean => /\.(css|svg|js)$/.test(name) && !name.endsWith('.test.js');

/** The shop's own styles and scripts. */
export interface Assets {
  readonly roots: readonly string[];
  /** One hash over all files; it is part of their path, so every answer may be kept for good. */
  readonly version: string;
  isServed(path: string): boolean;
}

/** Hashes the style and script files once, at start. */
export async function readAssets(): Promise<Assets> {
  const hash = createHash('sha256');
  for (const root of [STATIC_DIR, BROWSER_DIR]) {
    const names = (await readdir(root, { recursive: true })).filter(isServed).sort();
    for (const name of names) hash.update(name).update(await readFile(join(root, name)));
  }
  return { roots: [STATIC_DIR, BROWSER_DIR], version: hash.digest('hex').slice(0, 12), isServed };
}
