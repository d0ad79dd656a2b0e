import {
  expireImages as expireDue,
  findUnpurgedImages,
  forgetPurgedImages,
  markImagePurged,
  type UnpurgedImage,
} from '@tryon/core/images/repository';
import {
  type ExpiredTryon,
  eraseTryon,
  findExpiredTryons,
  findUnpurgedTryons,
  markTryonPurged,
  type UnpurgedTryon,
} from '@tryon/core/tryons/erase';
import { goThrough } from './go-through.js';
import type { JobDeps } from './job.js';

const BATCH = 500;
/** Rows that are marked in one statement: no file is touched by it. */
const MARK_BATCH = 2_000;
const AT_ONCE = 16;
/** A storage that hangs must not hold up everything behind one file. */
const DELETE_TIMEOUT_MS = 10_000;
/** The sweep is due again after a minute; what is left then is gone on with. */
const MAX_MS = 50_000;

/**
 * Erases photos and results whose time is up, by the same code as when somebody asks for it, and removes the files that
 * an interrupted erasure left over: all of them, however many, within the time of one sweep.
 */
export async function expireImages(
  deps: Pick<JobDeps, 'sql' | 'storage' | 'webhooks' | 'logger'>,
  stopping: AbortSignal = new AbortController().signal,
): Promise<void> {
  const { sql, storage, logger } = deps;
  const signal = AbortSignal.any([stopping, AbortSignal.timeout(MAX_MS)]);
  const through = { limit: BATCH, atOnce: AT_ONCE, signal, logger };
  const remove = (storageKey: string) =>
    storage.delete(storageKey, { signal: AbortSignal.timeout(DELETE_TIMEOUT_MS) });

  while (!signal.aborted && (await expireDue(sql, MARK_BATCH)) === MARK_BATCH);
  // Photos first: they are what must not stay, should there be more than one sweep can do.
  await goThrough<UnpurgedImage>({
    ...through,
    page: (after) => findUnpurgedImages(sql, BATCH, after),
    work: async (image) => {
      await remove(image.storageKey);
      await markImagePurged(sql, image.merchantId, image.id);
    },
    failure: 'a photo could not be removed; it is due again',
  });
  await goThrough<ExpiredTryon>({
    ...through,
    page: (after) => findExpiredTryons(sql, BATCH, after),
    work: async ({ id, merchantId }) => {
      const erasure = await eraseTryon(sql, merchantId, id);
      if (!erasure) return;
      await deps.webhooks.enqueue(erasure.deliveries);
      await Promise.all(erasure.storageKeys.map(remove));
      await markTryonPurged(sql, merchantId, id);
    },
    failure: 'a try-on whose time is up could not be erased wholly; what is left is due again',
  });
  await goThrough<UnpurgedTryon>({
    ...through,
    page: (after) => findUnpurgedTryons(sql, BATCH, after),
    work: async (tryon) => {
      await Promise.all(tryon.output.map((picture) => remove(picture.storageKey)));
      await markTryonPurged(sql, tryon.merchantId, tryon.id);
    },
    failure: 'a result could not be removed; it is due again',
  });
  while (!signal.aborted && (await forgetPurgedImages(sql, MARK_BATCH)) === MARK_BATCH);
}
