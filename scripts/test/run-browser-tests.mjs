import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { root } from '../build/workspace.mjs';
import { runRunner } from './run-node-tests.mjs';

const SCRIPT = fileURLToPath(new URL('./browser-process.mjs', import.meta.url));

/** @param {string[]} files sources, relative to the repository @returns {Promise<import('./tally.mjs').Tally>} */
export function runBrowserTests(files) {
  const tallyFile = join(mkdtempSync(join(tmpdir(), 'tryon-tally-')), 'tally.json');
  // The configuration's own plugins resolve their settings against the working folder.
  return runRunner([SCRIPT, ...files.map((file) => join(root, file))], {
    cwd: join(root, 'widget'),
    env: {},
    tallyFile,
  });
}
