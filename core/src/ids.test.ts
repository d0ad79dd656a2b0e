import assert from 'node:assert/strict';
import { test } from 'node:test';
import { newId } from './ids.js';

test('ids carry their prefix, sort by age and do not repeat', () => {
  const times = [0, 1, 31, 32, 1_000, 1_700_000_000_000, Date.now(), Date.now() + 1];
  const ids = times.map((time) => newId('tryon', time));
  assert.deepEqual([...ids].sort(), ids);
  for (const id of ids) assert.match(id, /^tryon_[0-9a-z]{29}$/);
  assert.equal(new Set(Array.from({ length: 1_000 }, () => newId('img', 5))).size, 1_000);
});
