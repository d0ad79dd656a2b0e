import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withSecondTry } from './second-try.mjs';

const files = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];

/** Answers one tally after the other, and remembers what was asked. */
function runnerThatAnswers(...tallies) {
  const calls = [];
  const run = async (asked, options) => {
    calls.push({ files: asked, options });
    return { skipped: 0, failedFiles: [], ...tallies[calls.length - 1] };
  };
  return { run: withSecondTry(run), calls };
}

test('what failed once and passes alone has passed', async () => {
  const { run, calls } = runnerThatAnswers(
    { passed: 6, failed: 2, failedFiles: ['b', 'd'] },
    { passed: 2, failed: 0 },
  );
  const { passed, failed } = await run(files);
  assert.deepEqual({ passed, failed }, { passed: 8, failed: 0 });
  assert.deepEqual(calls[1], { files: ['b', 'd'], options: { concurrency: 1 } });
});

test('what fails twice has failed', async () => {
  const { run } = runnerThatAnswers(
    { passed: 6, failed: 2, failedFiles: ['b', 'd'] },
    { passed: 1, failed: 1 },
  );
  const { passed, failed } = await run(files);
  assert.deepEqual({ passed, failed }, { passed: 7, failed: 1 });
});

test('there is no second try where all passed, much failed, something else than our files did, or a process was ended', async () => {
  for (const tally of [
    { passed: 8, failed: 0 },
    { passed: 5, failed: 3, failedFiles: ['a', 'b', 'c'] },
    { passed: 0, failed: 1 },
    { passed: 6, failed: 2, failedFiles: ['b', '/tmp/group.test.mjs'] },
    { passed: 6, failed: 2, failedFiles: ['b'], isUnfinished: true },
  ]) {
    const { run, calls } = runnerThatAnswers(tally);
    const { failed } = await run(files);
    assert.equal(failed, tally.failed);
    assert.equal(calls.length, 1);
  }
});

test('a compiled test that is named by its source is run as it was', async () => {
  const { run, calls } = runnerThatAnswers(
    { passed: 1, failed: 1, failedFiles: [`${process.cwd()}/local/src/shop.e2e.test.ts`] },
    { passed: 1, failed: 0 },
  );
  const { failed } = await run(['local/dist/react.e2e.test.js', 'local/dist/shop.e2e.test.js']);
  assert.equal(failed, 0);
  assert.deepEqual(calls[1]?.files, ['local/dist/shop.e2e.test.js']);
});
