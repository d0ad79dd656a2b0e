import { expireImages as expireDue, markImagePurged } from '@tryon/core/images/repository';
import { expireTryons, markTryonPurged } from '@tryon/core/tryons/erase';
import type { JobDeps } from './job.js';

const BATCH = 200;

/** Erases photos and results whose time is up, and files that an interrupted erasure left over. */
export async function expireImages(deps: Pick<JobDeps, 'sql' | 'storage' | 'logger'>): Promise<void> {
  for (const image of await expireDue(deps.sql, BATCH)) {
    await deps.storage.delete(image.storageKey);
    await markImagePurged(deps.sql, image.merchantId, image.id);
  }
  for (const tryon of await expireTryons(deps.sql, BATCH)) {
    await Promise.all(tryon.output.map((picture) => deps.storage.delete(picture.storageKey)));
    await markTryonPurged(deps.sql, tryon.merchantId, tryon.id);
  }
}
