import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { contentHash, readMarker, stampHash, writeMarker } from './marker.mjs';
import { progress } from './progress.mjs';
import { runNode, StepError } from './run.mjs';
import { filesBelow, root } from './workspace.mjs';

const CONFIG = 'rollup.config.mjs';

/** Bundles the widget and its embed when their sources (or the SDK's, which the embed holds) have changed. */
export async function bundleWidget() {
  if (!existsSync(join(root, 'widget', CONFIG))) return;
  const inputs = contentHash(inputsOfBundle());
  const before = readMarker('bundle');
  if (before?.inputs === inputs && before.outputs === stampHash(bundles())) return;
  removeBundles();
  await progress('Bundling the widget', async () => {
    const rollup = ['../node_modules/rollup/dist/bin/rollup', '--config', CONFIG, '--silent'];
    const { code, output } = await runNode(rollup, { cwd: join(root, 'widget') });
    if (code !== 0) throw new StepError(`Rollup could not bundle the widget:\n${output}`);
  });
  writeMarker('bundle', { inputs, outputs: stampHash(bundles()) });
}

/**
 * These names carry hashes: without this every build would leave others behind, and packages would ship them. The
 * declarations beside them are tsc's, which would have to compile all of it again.
 */
export function removeBundles() {
  const isBundle = (path) => !/\.d\.ts(\.map)?$/.test(path);
  for (const folder of ['embed', 'chunks']) {
    for (const path of filesBelow(`widget/dist/${folder}`, isBundle)) rmSync(join(root, path));
  }
}

function inputsOfBundle() {
  const isSource = (path) => !/\.test\.tsx?$/.test(path);
  return [
    ...filesBelow('widget/src', isSource),
    ...filesBelow('sdk/src', isSource),
    ...['tsconfig.base.json', 'package-lock.json', 'sdk/package.json', 'widget/package.json'],
    ...['widget/tsconfig.json', `widget/${CONFIG}`],
  ];
}

function bundles() {
  return filesBelow('widget/dist', (path) => /\.(js|json)$/.test(path));
}
