import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import sharp from 'sharp';

/** What a garment's cut-out and landmarks depend on: these folders' code, and the networks the NOTICE has hashes of. */
const folders = ['../garment/', '../person/', '../render/', '../pixels/', '../models/'];

async function hashOfCode(): Promise<string> {
  const hash = createHash('sha256');
  for (const folder of folders) {
    const url = new URL(folder, import.meta.url);
    const names = (await readdir(url)).filter((name) => name.endsWith('.js') && !name.endsWith('.test.js'));
    for (const name of names.sort())
      hash.update(`${folder}${name}\n`).update(await readFile(new URL(name, url)));
  }
  hash.update(await readFile(new URL('../../models/NOTICE', import.meta.url)));
  hash.update(`${sharp.versions.sharp} ${sharp.versions.vips}`);
  return hash.digest('hex').slice(0, 16);
}

let version: Promise<string> | undefined;

/**
 * Names the code that reads garments: cut-outs of another version are not used. Taken from the code itself, for nobody
 * remembers to raise a number.
 */
export function readerVersion(): Promise<string> {
  version ??= hashOfCode().catch((error: unknown) => {
    version = undefined;
    throw error;
  });
  return version;
}
