// Holds the published bundles to their budgets, in bytes after gzip: every page of every merchant pays for them.
import { readFileSync } from 'node:fs';
import { basename, join, posix } from 'node:path';
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
    { what: 'embed', bytes: atOnce().reduce((sum, path) => sum + gzipSize(path), 0), budget: 25 * KB },
  ];
  for (const { what, bytes, budget } of budgets) {
    console.log(`${what}: ${(bytes / KB).toFixed(2)} of ${budget / KB} kB`);
  }
  // Fetched when a shopper reaches for them: no budget, but nobody should be surprised.
  const later = embedChunks().filter((path) => !atOnce().includes(path) && !path.includes('/locales/'));
  for (const path of later) console.log(`  later: ${basename(path)} ${(gzipSize(path) / KB).toFixed(2)} kB`);
  const over = budgets.filter(({ bytes, budget }) => bytes > budget);
  if (over.length > 0) throw new StepError(`Over budget: ${over.map(({ what }) => what).join(', ')}`);
}

function embedChunks() {
  return filesBelow('widget/dist/embed', (path) => path.endsWith('.js') && path !== LOADER);
}

/** What every visitor's page fetches: the one chunk that the loader names, and what that imports statically. */
function atOnce() {
  const loader = readFileSync(join(root, LOADER), 'utf8');
  const reached = embedChunks().filter((path) => loader.includes(basename(path)));
  if (reached.length !== 1) throw new StepError(`${LOADER} names ${reached.length} chunks; is it built?`);
  for (const path of reached) {
    const text = readFileSync(join(root, path), 'utf8');
    for (const [, specifier] of text.matchAll(/\b(?:from|import) ?["'](\.[^"']+)["']/g)) {
      const imported = posix.join(posix.dirname(path), specifier);
      if (!reached.includes(imported)) reached.push(imported);
    }
  }
  return reached;
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
