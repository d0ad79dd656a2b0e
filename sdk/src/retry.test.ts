import assert from 'node:assert/strict';
import { test } from 'node:test';
import { backoffMs, retryAfterMs } from './retry.js';

test('waits anything between nothing and half a second times two to the attempt, at most 8 s', () => {
  for (const [attempt, most] of [500, 1_000, 2_000, 4_000, 8_000, 8_000, 8_000].entries()) {
    const waits = Array.from({ length: 400 }, () => backoffMs(attempt));
    assert.ok(Math.min(...waits) >= 0 && Math.max(...waits) <= most);
    // Full jitter: of 400 draws none misses the lowest or the highest fifth, but once in 10^38 runs.
    assert.ok(Math.min(...waits) < most / 5 && Math.max(...waits) > (most * 4) / 5, `attempt ${attempt}`);
  }
});

test('reads Retry-After as seconds and as a date, and nothing else', () => {
  const now = Date.parse('2026-11-21T09:30:00Z');
  const read = (value: string) => retryAfterMs(new Headers({ 'Retry-After': value }), now);
  assert.equal(read('7'), 7_000);
  assert.equal(read('Sat, 21 Nov 2026 09:30:05 GMT'), 5_000);
  assert.equal(read('Sat, 21 Nov 2026 09:29:00 GMT'), 0);
  for (const value of ['soon', '', '-1x']) assert.equal(read(value), undefined, value);
  assert.equal(retryAfterMs(new Headers(), now), undefined);
});
