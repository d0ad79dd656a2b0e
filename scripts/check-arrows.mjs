// Proves that the rooms of the house know only what they may know of each other (check/arrows.mjs has the table).
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fail, StepError } from './build/run.mjs';
import { filesBelow, packageFolders, root } from './build/workspace.mjs';
import { findForbidden } from './check/arrows.mjs';

function main() {
  const folders = packageFolders();
  const sources = folders
    .flatMap((folder) => filesBelow(`${folder}/src`, (path) => /\.(m?ts|tsx|m?js)$/.test(path)))
    .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }));
  const forbidden = findForbidden(sources, folders.map(manifestOf));
  if (forbidden.length > 0) throw new StepError(forbidden.join('\n'));
}

function manifestOf(folder) {
  const manifest = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'));
  const { name, dependencies = {}, devDependencies = {}, peerDependencies = {} } = manifest;
  return {
    folder,
    name,
    dependencies: Object.keys({ ...dependencies, ...devDependencies, ...peerDependencies }),
  };
}

try {
  main();
} catch (error) {
  fail(error);
}
