// Holds the published bundles to their budgets, in bytes after gzip: every page of every merchant pays for them.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { fail, StepError } from './build/run.mjs';
import { filesBelow, root } from './build/workspace.mjs';

const KB = 1_000;
const LOADER = 'widget/dist/embed/tryon-embed.js';

async function main() {
  const budgets = [
    { what: '@tryon/sdk', bytes: await bundledSize('sdk/dist/index.js'), budget: 6 * KB },
    { what: 'embed loader', bytes: gzipSize(LOADER), budget: 1.5 * KB },
    { what: 'embed', bytes: embedSize(), budget: 25 * KB },
  ];
  for (const { what, bytes, budget } of budgets) {
    console.log(`${what}: ${(bytes / KB).toFixed(2)} of ${budget / KB} kB`);
  }
  const over = budgets.filter(({ bytes, budget }) => bytes > budget);
  if (over.length > 0) throw new StepError(`Over budget: ${over.map(({ what }) => what).join(', ')}`);
}

/** What every visitor's page fetches; the dialog and its parts come when a shopper reaches for the button. */
function embedSize() {
  const [main, ...others] = filesBelow('widget/dist/embed', (path) => /\/widget-[\w-]+\.js$/.test(path));
  if (!main || others.length > 0) throw new StepError('There is not exactly one main bundle of the embed.');
  return gzipSize(main);
}

async function bundledSize(entry) {
  const { outputFiles } = await build({
    absWorkingDir: root,
    bundle: true,
    entryPoints: [entry],
    format: 'esm',
    minify: true,
    platform: 'browser',
    target: 'es2022',
    write: false,
  });
  return gzipSync(outputFiles[0].contents, { level: 9 }).length;
}

function gzipSize(path) {
  return gzipSync(readFileSync(join(root, path)), { level: 9 }).length;
}

main().catch(fail);
