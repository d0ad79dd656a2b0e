import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pollGaps } from './poll-schedule.js';

test('asks when a run is usually done, then at gaps that grow to three seconds', () => {
  const gap = pollGaps(5_000, 0);
  assert.equal(gap(0), 5_000);
  assert.equal(gap(1), 200);
  assert.ok(gap(2) > gap(1));
  assert.equal(gap(30), 3_000);
});

test('asks at once for a run that must be done by now, and no faster than every 20 ms', () => {
  assert.equal(pollGaps(5_000, 8_000)(0), 0);
  assert.equal(pollGaps(5_000, 4_000)(0), 1_000);
  assert.equal(pollGaps(100, 0)(1), 20);
});
