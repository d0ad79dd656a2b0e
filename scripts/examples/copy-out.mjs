import { cpSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { StepError } from '../build/run.mjs';
import { root } from '../build/workspace.mjs';

const EXAMPLES = join(root, 'examples');
const NOT_COPIED = new Set(['node_modules', 'dist', '.angular', '.next', 'package-lock.json']);

/** Names of the examples, sorted. */
export function exampleNames() {
  return readdirSync(EXAMPLES, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();
}

/**
 * Copies an example out, without what running it left behind.
 * @param {string} name
 * @param {string} folder must not exist, or be empty
 */
export function copyOut(name, folder) {
  if (!exampleNames().includes(name)) {
    throw new StepError(`There is no example "${name}". There are: ${exampleNames().join(', ')}`);
  }
  if (existsSync(folder) && readdirSync(folder).length > 0) {
    throw new StepError(`${folder} is not empty. Name a folder that is yet to be made.`);
  }
  cpSync(join(EXAMPLES, name), folder, {
    recursive: true,
    filter: (path) => !NOT_COPIED.has(basename(path)),
  });
  const readme = join(folder, 'README.md');
  const home = relative(folder, root).replaceAll('\\', '/');
  writeFileSync(readme, readFileSync(readme, 'utf8').replaceAll('](../../', `](${home}/`));
}
