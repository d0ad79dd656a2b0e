import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { root } from './workspace.mjs';

/**
 * What a build step read (by content) and wrote (by size and time). Content would be safer for the outputs, too,
 * but costs a read of all of them at every start; nothing but the build writes there.
 * @typedef {{ inputs: string, outputs: string }} Marker
 */

/** @param {string} step @returns {Marker | undefined} */
export function readMarker(step) {
  try {
    return JSON.parse(readFileSync(pathOf(step), 'utf8'));
  } catch (error) {
    if (error.code === 'ENOENT' || error instanceof SyntaxError) return undefined; // a killed write: build again
    throw error;
  }
}

/** @param {string} step @param {Marker} marker */
export function writeMarker(step, marker) {
  mkdirSync(dirname(pathOf(step)), { recursive: true });
  writeFileSync(pathOf(step), `${JSON.stringify(marker)}\n`);
}

/** Hash of the files' names and contents. @param {string[]} paths */
export function contentHash(paths) {
  const hash = createHash('sha256').update(process.version);
  for (const path of paths) hash.update(`\n${path}\n`).update(readOrNothing(path));
  return hash.digest('hex');
}

/** Hash of the files' names, sizes and times of change. @param {string[]} paths */
export function stampHash(paths) {
  const hash = createHash('sha256');
  for (const path of paths) {
    const stat = statSync(join(root, path), { throwIfNoEntry: false });
    hash.update(`${path} ${stat ? `${stat.size} ${stat.mtimeMs}` : 'absent'}\n`);
  }
  return hash.digest('hex');
}

function readOrNothing(path) {
  try {
    return readFileSync(join(root, path));
  } catch (error) {
    if (error.code === 'ENOENT') return '';
    throw error;
  }
}

function pathOf(step) {
  return join(root, 'node_modules', '.cache', 'tryon', `${step}.json`);
}
