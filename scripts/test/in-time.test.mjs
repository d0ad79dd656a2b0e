import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inTime } from './in-time.mjs';

const FILES = ['shop', 'looks', 'start', 'looks-aside', 'react'].map(
  (name) => `local/dist/${name}.e2e.test.js`,
);
const at = (endBy, spentMs = 100_000) => inTime(FILES, { spentMs, endBy, nowMs: 1_000_000 }).leftOut;

test('runs everything where there is no limit, and where there is time for it', () => {
  assert.deepEqual(at(undefined), []);
  assert.deepEqual(at('1070'), []);
});

test('leaves out what a slow machine has no time for, the dearest for what they add first, never the core', () => {
  assert.deepEqual(at('1060'), ['local/dist/looks-aside.e2e.test.js']);
  assert.deepEqual(at('1060', 150_000), [
    'local/dist/looks-aside.e2e.test.js',
    'local/dist/looks.e2e.test.js',
  ]);
  const { run } = inTime(FILES, { spentMs: 100_000, endBy: '900', nowMs: 1_000_000 });
  assert.deepEqual(run, ['local/dist/shop.e2e.test.js', 'local/dist/start.e2e.test.js']);
});
