import { randomBase32 } from '@tryon/core/ids';
import { resultStorageKey } from '@tryon/core/images/image';
import type { StoredPicture, Tryon } from '@tryon/core/tryons/tryon';
import type { MarkedPicture } from '../results/encode-result.js';
import type { JobDeps } from './job.js';

/**
 * Stores what an attempt made, each picture under a name of this attempt. All of them or none: where one cannot be
 * stored, or the attempt is told to stop meanwhile, what was stored is removed again.
 */
export async function storePictures(
  deps: JobDeps,
  tryon: Tryon,
  pictures: readonly MarkedPicture[],
  signal: AbortSignal,
): Promise<StoredPicture[]> {
  signal.throwIfAborted();
  const attemptId = randomBase32(12);
  const output = pictures.map(({ width, height, contentType }, index) => ({
    storageKey: resultStorageKey(tryon.merchantId, tryon.id, attemptId, index, contentType),
    width,
    height,
    contentType,
  }));
  // Without the signal: a storage may finish a write that its client has broken off, after it was told to delete the
  // file. The storage's own timeout bounds the wait.
  const writes = await Promise.allSettled(
    pictures.map(({ bytes, contentType }, index) =>
      deps.storage.put(output[index]?.storageKey ?? '', bytes, { contentType }),
    ),
  );
  const failed = writes.find((write) => write.status === 'rejected');
  if (failed === undefined && !signal.aborted) return output;
  await removePictures(deps, output);
  throw failed ? failed.reason : signal.reason;
}

/** Removes what {@link storePictures} stored; what cannot be removed now, the sweep for orphans finds. */
export async function removePictures(deps: JobDeps, output: readonly StoredPicture[]): Promise<void> {
  const removals = await Promise.allSettled(output.map(({ storageKey }) => deps.storage.delete(storageKey)));
  for (const removal of removals) {
    if (removal.status === 'rejected') {
      deps.logger.warn({ err: removal.reason }, 'a picture nobody owns stays until the next sweep');
    }
  }
}
