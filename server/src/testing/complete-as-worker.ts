import assert from 'node:assert/strict';
import { claimTryon } from '@tryon/core/tryons/lease';
import { completeTryon } from '@tryon/core/tryons/settle';
import { plainJpeg } from './pictures.js';
import type { TestServer } from './test-server.js';

/** Does what a worker does for a try-on, with a plain picture. */
export async function completeAsWorker(
  { database: { sql }, deps }: TestServer,
  merchantId: string,
  tryonId: string,
): Promise<void> {
  const outcome = await claimTryon(sql, merchantId, tryonId);
  assert.ok(outcome.claimed);
  const storageKey = `results/${merchantId}/${tryonId}-0.jpg`;
  await deps.storage.put(storageKey, await plainJpeg(), { contentType: 'image/jpeg' });
  await completeTryon(sql, merchantId, tryonId, outcome.claim.leaseToken, {
    output: [{ storageKey, contentType: 'image/jpeg', width: 200, height: 300 }],
    marks: [],
    warnings: [],
    foundCategory: 'tops',
    foundGarmentPhotoType: 'flat-lay',
  });
}
