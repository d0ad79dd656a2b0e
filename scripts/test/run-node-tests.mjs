import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { root } from '../build/workspace.mjs';
import { readTally, TALLY_FILE } from './tally.mjs';
import { FILE_TIMEOUT_MS } from './time-limit.mjs';

const REPORTER = new URL('./node-reporter.mjs', import.meta.url).href;
const TIME_LIMIT = new URL('./time-limit.mjs', import.meta.url).href;

/**
 * Runs test files, each in a process of its own, and prints what fails.
 * @param {string[]} files
 * @param {object} options
 * @param {Record<string, string>} options.env added to the environment
 * @param {number} options.fileTimeoutMs a file that takes longer has failed
 * @param {number} [options.concurrency] files at a time; default: one a core and one more, since many wait
 * @param {string[]} [options.nodeArgs]
 * @returns {Promise<import('./tally.mjs').Tally>}
 */
export function runNodeTests(files, { env, fileTimeoutMs, concurrency, nodeArgs = [] }) {
  const tallyFile = join(mkdtempSync(join(tmpdir(), 'tryon-tally-')), 'tally.json');
  const args = [
    ...['--enable-source-maps', `--import=${TIME_LIMIT}`, ...nodeArgs],
    ...['--test', `--test-reporter=${REPORTER}`],
    `--test-concurrency=${concurrency ?? Math.min(4, availableParallelism() + 1)}`,
    ...files,
  ];
  const limit = { [FILE_TIMEOUT_MS]: String(fileTimeoutMs) };
  return runRunner(args, { cwd: root, env: { ...env, ...limit }, tallyFile });
}

/** Runs a runner that leaves a tally, in a folder of its own, which is removed. */
export function runRunner(args, { cwd, env, tallyFile }) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, {
      cwd,
      env: { ...process.env, ...env, [TALLY_FILE]: tallyFile },
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    child.once('error', reject);
    child.once('exit', (code) => {
      resolve(readTally(tallyFile, code ?? 1));
      rmSync(dirname(tallyFile), { recursive: true, force: true });
    });
  });
}
