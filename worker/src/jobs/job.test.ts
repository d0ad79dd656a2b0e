import assert from 'node:assert/strict';
import { test } from 'node:test';
import { JobPostponed } from './job.js';

test('a job is postponed by whole milliseconds, and never for less than was asked', () => {
  assert.equal(new JobPostponed(1_234.000_2).delayMs, 1_235);
  assert.equal(new JobPostponed(50).delayMs, 50);
});
