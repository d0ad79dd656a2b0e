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
  // Time in the loop's turns, not timers that come late: those tell how busy the machine is as well.
  const before = performance.eventLoopUtilization();
  const { timings } = await pool.render(request);
  const { active } = performance.eventLoopUtilization(before);
  assert.equal(files.size, 1);
  const share = active / timings['total']!;
  assert.ok(
    share < 0.05,
    `${active.toFixed(1)} ms of ${timings['total']} ms were spent in the calling thread`,
  );
});
