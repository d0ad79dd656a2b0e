import { existsSync, rmSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { contentHash, readMarker, stampHash, writeMarker } from './marker.mjs';
import { progress } from './progress.mjs';
import { runNode, StepError } from './run.mjs';
import { filesBelow, packageFolders, root } from './workspace.mjs';

const isSource = (path) => /\.tsx?$/.test(path) && !path.endsWith('.d.ts');

/** TypeScript 7, in a quarter of the time; those that use the compiler as a library have 6, the last that is one. */
export const COMPILER = 'node_modules/typescript-native/bin/tsc';

/** Runs `tsc -b` when a source, a setting or an output has changed. */
export async function buildTypes() {
  const folders = packageFolders();
  const sources = folders.flatMap((folder) =>
    filesBelow(`${folder}/src`, (path) => /\.(tsx?|json)$/.test(path)),
  );
  const inputs = contentHash([...sources, ...settings(folders)]);
  const before = readMarker('types');
  if (before?.inputs === inputs && before.outputs === stampHash(outputsOf(folders))) return;
  removeOrphans(folders);
  doubtBuildInfo(folders);
  await progress('Compiling TypeScript', compile);
  writeMarker('types', { inputs, outputs: stampHash(outputsOf(folders)) });
}

async function compile() {
  const { code, output } = await runNode([COMPILER, '-b', '--pretty', 'false']);
  if (code !== 0) throw new StepError(`TypeScript found errors:\n${output}`);
}

function settings(folders) {
  const perPackage = folders.flatMap((folder) => [`${folder}/tsconfig.json`, `${folder}/package.json`]);
  return ['tsconfig.json', 'tsconfig.base.json', 'package-lock.json', ...perPackage];
}

/** What tsc writes: declarations everywhere, JavaScript where the bundler does not make it. */
function outputsOf(folders) {
  return folders.flatMap((folder) => {
    const stems = filesBelow(`${folder}/src`, isSource).map((path) =>
      path.replace('/src/', '/dist/').replace(/\.tsx?$/, ''),
    );
    const endings = folder === 'widget' ? ['.d.ts'] : ['.d.ts', '.js'];
    return stems.flatMap((stem) => endings.map((ending) => stem + ending));
  });
}

/** tsc leaves the outputs of deleted sources behind; a stale test would run, a stale module could be imported. */
function removeOrphans(folders) {
  const expected = new Set(outputsOf(folders));
  for (const folder of folders) {
    for (const path of filesBelow(`${folder}/dist`, (name) => name.endsWith('.d.ts'))) {
      if (expected.has(path)) continue;
      const stem = path.slice(0, -'.d.ts'.length);
      for (const ending of ['.d.ts', '.d.ts.map', '.js', '.js.map'])
        rmSync(join(root, stem + ending), { force: true });
    }
  }
}

/**
 * tsc trusts its build info: it does not look whether each output is still there, nor into a source that is older than
 * the info (as in a copied folder). Without the info it writes everything; with a very old one it compares contents.
 */
function doubtBuildInfo(folders) {
  for (const folder of folders) {
    const complete = outputsOf([folder]).every((path) => existsSync(join(root, path)));
    for (const path of filesBelow(`${folder}/dist`, (name) => name.endsWith('.tsbuildinfo'))) {
      if (complete) utimesSync(join(root, path), 0, 0);
      else rmSync(join(root, path));
    }
  }
}
