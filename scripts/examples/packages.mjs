import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { runNpm } from '../build/npm.mjs';
import { StepError } from '../build/run.mjs';
import { root } from '../build/workspace.mjs';

/** The published packages, each after what it depends on. */
const FOLDERS = ['sdk', 'widget', 'react-bindings'];
/** Where an example that was copied out has its tarballs. */
const TARBALLS = 'tryon-packages';

/**
 * Makes the published packages' tarballs, as `npm publish` would upload them.
 * @param {string} folder where they go
 * @returns {Promise<Record<string, { file: string, needs: string[] }>>} by the package's name
 */
export async function packPackages(folder) {
  mkdirSync(folder, { recursive: true });
  const args = ['pack', '--json', '--ignore-scripts', '--pack-destination', folder];
  const { code, output } = await runNpm([...args, ...FOLDERS.map((each) => `./${each}`)], { cwd: root });
  if (code !== 0) throw new StepError(`npm could not pack ${FOLDERS.join(', ')}:\n${output}`);
  const packed = {};
  for (const each of FOLDERS) {
    const { name, version, dependencies = {} } = manifestIn(join(root, each));
    const file = join(folder, `${name.replace('@', '').replace('/', '-')}-${version}.tgz`);
    packed[name] = { file, needs: Object.keys(dependencies) };
  }
  return packed;
}

/** Whether a folder's `package.json` names any of our packages. @param {string} folder */
export function usesOurPackages(folder) {
  return Object.keys(manifestIn(folder).dependencies ?? {}).some((name) => name.startsWith('@tryon/'));
}

/**
 * Lets a folder's `package.json` take our packages from tarballs, which are laid beside it. What they need of each
 * other is named, too: npm would look for it in the registry.
 * @param {string} folder
 * @param {Awaited<ReturnType<typeof packPackages>>} packed
 * @param {string[]} added packages that it does not name yet
 * @returns {string[]} the packages that it uses now
 */
export function useTarballs(folder, packed, added = []) {
  const manifest = manifestIn(folder);
  const wanted = new Set();
  const want = (name) => {
    if (!packed[name] || wanted.has(name)) return;
    wanted.add(name);
    packed[name].needs.forEach(want);
  };
  [...Object.keys(manifest.dependencies ?? {}), ...added].forEach(want);
  if (wanted.size === 0) return [];
  manifest.dependencies ??= {};
  mkdirSync(join(folder, TARBALLS), { recursive: true });
  for (const name of wanted) {
    const { file } = packed[name];
    cpSync(file, join(folder, TARBALLS, basename(file)));
    manifest.dependencies[name] = `file:./${TARBALLS}/${basename(file)}`;
  }
  writeFileSync(join(folder, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  return [...wanted];
}

function manifestIn(folder) {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
}
