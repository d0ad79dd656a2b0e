import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { readTally, TALLY_FILE } from './tally.mjs';
import { FILE_TIMEOUT_MS } from './time-limit.mjs';

const REPORTER = new URL('./node-reporter.mjs', import.meta.url).href;
const TIME_LIMIT = new URL('./time-limit.mjs', import.meta.url).href;

/** Runs the given test files as `npm test` does. */
function run(t, sources) {
  const folder = mkdtempSync(join(tmpdir(), 'tryon-tally-test-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const files = Object.entries(sources).map(([name, source]) => {
    writeFileSync(join(folder, name), source);
    return join(folder, name);
  });
  const tallyFile = join(folder, 'tally.json');
  // A runner inside a runner would report to it instead of to us.
  const { NODE_TEST_CONTEXT: _, ...env } = process.env;
  const args = [`--import=${TIME_LIMIT}`, '--test', `--test-reporter=${REPORTER}`, ...files];
  env[FILE_TIMEOUT_MS] = '2000';
  const done = spawnSync(process.execPath, args, {
    env: { ...env, [TALLY_FILE]: tallyFile },
    encoding: 'utf8',
  });
  return { ...readTally(tallyFile, done.status ?? 1), output: done.stdout };
}

const HEAD = "import { describe, it, test } from 'node:test';\n";

test('counts tests, not the suites and parents around them', (t) => {
  const source = `${HEAD}
    describe('suite', () => { it('one', () => {}); it('two', () => { throw new Error('wrong'); }); });
    test('parent', async (t) => { await t.test('child', () => { throw new Error('wrong'); }); });
    test('left out', { skip: true }, () => {});`;
  const { passed, failed, skipped, output } = run(t, { 'a.test.mjs': source });
  assert.deepEqual({ passed, failed, skipped }, { passed: 1, failed: 2, skipped: 1 });
  assert.match(output, /FAILED .*a\.test\.mjs.*"two"/);
});

test('counts a file that crashes, one that holds no test and one that never ends as failures', (t) => {
  const { passed, failed } = run(t, {
    'crash.test.mjs': "throw new Error('boom')",
    'empty.test.mjs': 'export {};',
    'endless.test.mjs': `${HEAD} test('passes', () => {}); setInterval(() => {}, 1000);`,
  });
  assert.deepEqual({ passed, failed }, { passed: 1, failed: 3 });
});

test('counts a runner that left no tally as a failure', () => {
  assert.equal(readTally(join(tmpdir(), 'no-such-tally.json'), 0).failed, 1);
});

test('counts a runner that ran nothing or failed without a failed test as a failure', (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'tryon-tally-test-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'tally.json');
  writeFileSync(file, JSON.stringify({ passed: 0, failed: 0, skipped: 0 }));
  assert.equal(readTally(file, 0).failed, 1);
  writeFileSync(file, JSON.stringify({ passed: 3, failed: 0, skipped: 0 }));
  assert.deepEqual(readTally(file, 1), { passed: 3, failed: 1, skipped: 0 });
});
