import { expireImages as expireDue, markImagePurged } from '@tryon/core/images/repository';
import { eraseTryon, findExpiredTryons, findUnpurgedTryons, markTryonPurged } from '@tryon/core/tryons/erase';
import type { JobDeps } from './job.js';

const BATCH = 200;

/**
 * Erases photos and results whose time is up, by the same code as when somebody asks for it, and removes the files that
 * an interrupted erasure left over.
 */
export async function expireImages(
  deps: Pick<JobDeps, 'sql' | 'storage' | 'webhooks' | 'logger'>,
): Promise<void> {
  for (const image of await expireDue(deps.sql, BATCH)) {
    await deps.storage.delete(image.storageKey);
    await markImagePurged(deps.sql, image.merchantId, image.id);
  }
  for (const { id, merchantId } of await findExpiredTryons(deps.sql, BATCH)) {
    const erasure = await eraseTryon(deps.sql, merchantId, id);
    await deps.webhooks.enqueue(erasure?.deliveries ?? []);
  }
  for (const tryon of await findUnpurgedTryons(deps.sql, BATCH)) {
    await Promise.all(tryon.output.map((picture) => deps.storage.delete(picture.storageKey)));
    await markTryonPurged(deps.sql, tryon.merchantId, tryon.id);
  }
}
