import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { root } from '../build/workspace.mjs';
import { groupFiles } from './groups.mjs';
import { sourceOf } from './source-of.mjs';
import { readTally, TALLY_FILE } from './tally.mjs';
import { FILE_TIMEOUT_MS, overtimeMark } from './time-limit.mjs';

const REPORTER = new URL('./node-reporter.mjs', import.meta.url).href;
const TIME_LIMIT = new URL('./time-limit.mjs', import.meta.url).href;

/** Files that share a process have the time of so many, not of all: a hang must end some time. */
const MOST_FILES_TIME = 2;

/**
 * Runs test files, each in a process of its own or sharing a few, and prints what fails.
 * @param {string[]} files relative to the repository
 * @param {object} options
 * @param {Record<string, string>} options.env added to the environment
 * @param {number} options.fileTimeoutMs a file that takes longer has failed; files that share a process have twice that
 * @param {number} [options.concurrency] files at a time; default: one a core and one more, since many wait
 * @param {string[]} [options.nodeArgs]
 * @param {number} [options.together] how many processes each room's files are dealt out to; default: each has its own
 * @returns {Promise<import('./tally.mjs').Tally>}
 */
export async function runNodeTests(files, { env, fileTimeoutMs, concurrency, nodeArgs = [], together }) {
  // Without a file, Node would look for some by itself.
  if (files.length === 0) return { passed: 0, failed: 0, skipped: 0 };
  const folder = mkdtempSync(join(tmpdir(), 'tryon-tests-'));
  const processes = concurrency ?? Math.min(4, availableParallelism() + 1);
  const grouped = together ? groupFiles(files, { folder, processes: together }) : { files, most: 1 };
  const args = [
    ...['--enable-source-maps', `--import=${TIME_LIMIT}`, ...nodeArgs],
    ...['--test', `--test-reporter=${REPORTER}`, `--test-concurrency=${processes}`],
    ...grouped.files,
  ];
  const limitMs = fileTimeoutMs * Math.min(MOST_FILES_TIME, grouped.most);
  const tally = await runRunner(args, {
    cwd: root,
    env: { ...env, [FILE_TIMEOUT_MS]: String(limitMs) },
    tallyFile: join(folder, 'tally.json'),
  });
  return withSilentFiles(tally, files);
}

/** A file that is never heard of holds no test, or its process ended before its turn came. */
function withSilentFiles(tally, files) {
  const heard = new Set((tally.files ?? []).map(sourceOf));
  const silent = files.filter((file) => !heard.has(sourceOf(file)));
  if (tally.files === undefined || silent.length === 0) return tally;
  console.log(`\nFAILED, no test of theirs ran: ${silent.join(', ')}`);
  return {
    ...tally,
    failed: tally.failed + silent.length,
    failedFiles: [...(tally.failedFiles ?? []), ...silent],
  };
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
      const tally = readTally(tallyFile, code ?? 1);
      const isUnfinished = existsSync(overtimeMark(tallyFile));
      resolve(isUnfinished ? { ...tally, failed: tally.failed + 1, isUnfinished } : tally);
      rmSync(dirname(tallyFile), { recursive: true, force: true });
    });
  });
}
