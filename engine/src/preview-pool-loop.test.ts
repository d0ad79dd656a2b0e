// Runs in a process of its own: it measures its event loop.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { createPreviewPool } from './preview-pool.js';

const art = new URL('../../sandbox/art/', import.meta.url);

test('takes next to nothing of the calling thread for a preview', { timeout: 120_000 }, async (t) => {
  const files = new Map<string, Uint8Array>();
  const pool = createPreviewPool({
    threads: 1,
    garmentStore: {
      get: async (key) => files.get(key),
      put: async (key, bytes) => void files.set(key, bytes),
    },
  });
  t.after(() => pool.close());
  await pool.warm();
  const request = {
    person: await readFile(new URL('models/sofia.webp', art)),
    garment: await readFile(new URL('garments/sweater-oatmeal.webp', art)),
    category: 'auto',
    garmentPhotoType: 'auto',
    outputFormat: 'jpeg',
  } as const;
  // Time in the loop's turns, not timers that come late; the least of three jobs, for a busy machine only adds to it.
  const activeMs: number[] = [];
  for (let turn = 0; turn < 3; turn++) {
    const before = performance.eventLoopUtilization();
    await pool.render(request);
    activeMs.push(performance.eventLoopUtilization(before).active);
  }
  assert.equal(files.size, 1);
  // All turns of a job together; 20 ms is what a single one may take.
  assert.ok(Math.min(...activeMs) < 20, `${activeMs.map(Math.round)} ms were spent in the calling thread`);
});
