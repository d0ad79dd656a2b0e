import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DELIVERY_SCHEDULE_MS, nextDelayMs } from './schedule.js';

test('follows the schedule to its tenth attempt, with a little jitter upwards', () => {
  assert.deepEqual(
    DELIVERY_SCHEDULE_MS.map((ms) => ms / 1_000),
    [0, 5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400],
  );
  assert.equal(nextDelayMs(1, 0, 0), 5_000);
  assert.equal(nextDelayMs(1, 0, 1), 5_500);
  assert.equal(nextDelayMs(9, 0, 0), 86_400_000);
  assert.equal(nextDelayMs(10, 0, 0), undefined);
});

test('waits longer where the endpoint asks for it, within an hour', () => {
  assert.equal(nextDelayMs(1, 60_000, 0), 60_000);
  assert.equal(nextDelayMs(1, 86_400_000, 0), 3_600_000);
  assert.equal(nextDelayMs(3, 60_000, 0), 1_800_000);
});
