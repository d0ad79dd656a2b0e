import { markImagePurged } from '@tryon/core/images/repository';
import type { Logger } from '@tryon/core/logger';
import { type Erasure, markTryonPurged } from '@tryon/core/tryons/erase';
import type { TryonLane } from '@tryon/core/tryons/tryon';
import type { ServerDeps } from '../deps.js';
import { removed } from './removed.js';

/** What is left to do once a try-on is erased. */
export async function cleanUpErased(
  deps: ServerDeps,
  log: Logger,
  merchantId: string,
  { tryonId, lane, deliveries, storageKeys }: Erasure,
): Promise<void> {
  await Promise.all([forgetInQueue(deps, log, tryonId, lane), deps.webhooks.enqueue(deliveries)]);
  if (await removed(deps, log, storageKeys)) await markTryonPurged(deps.sql, merchantId, tryonId);
}

/** What is left to do once a photo is erased that no try-on takes along. */
export async function cleanUpErasedImage(
  deps: Pick<ServerDeps, 'sql' | 'storage'>,
  log: Logger,
  merchantId: string,
  { id, storageKey }: { readonly id: string; readonly storageKey: string },
): Promise<void> {
  if (await removed(deps, log, [storageKey])) await markImagePurged(deps.sql, merchantId, id);
}

/** Takes an ended try-on out of the queue and tells whoever follows it; both are courtesies, not the truth. */
export async function forgetInQueue(
  deps: ServerDeps,
  log: Logger,
  id: string,
  lane: TryonLane,
): Promise<void> {
  deps.signals.signal(id);
  await deps.queue
    .remove(id, lane)
    .catch((error: unknown) =>
      log.info({ err: error, tryon_id: id }, 'a worker holds the job; it will notice by its lease'),
    );
}
