import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { abandonAfter } from './abandon.js';

test('answers what the work answers, and throws what it throws', async () => {
  assert.equal(await abandonAfter(1_000, Promise.resolve(7)), 7);
  await assert.rejects(abandonAfter(1_000, Promise.reject(new Error('its own'))), /its own/);
});

test('leaves work behind that never settles, and does not mind when it fails later', async () => {
  const alive = setInterval(() => undefined, 10); // the wait itself keeps no process alive
  await assert.rejects(abandonAfter(20, new Promise(() => undefined)), /abandoned/);
  const late = sleep(40).then(() => Promise.reject(new Error('late')));
  await assert.rejects(abandonAfter(20, late), /abandoned/);
  await sleep(60); // an unhandled rejection would end the process
  clearInterval(alive);
});
