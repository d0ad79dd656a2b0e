import assert from 'node:assert/strict';
import { test } from 'node:test';
import { retryAfterMs } from './retry-after.js';

const NOON = Date.parse('2026-11-21T12:00:00Z');
const read = (text?: string) =>
  retryAfterMs(new Headers(text === undefined ? {} : { 'retry-after': text }), NOON);

test('reads seconds and dates', () => {
  assert.equal(read('2'), 2_000);
  assert.equal(read('0.5'), 500);
  assert.equal(read('Sat, 21 Nov 2026 12:00:09 GMT'), 9_000);
});

test('stays between now and five minutes', () => {
  assert.equal(read('86400'), 300_000);
  assert.equal(read('Sat, 21 Nov 2026 11:00:00 GMT'), 0);
});

test('answers nothing where nothing is said', () => {
  for (const text of [undefined, '', 'soon']) assert.equal(read(text), undefined);
});
