import type { ObjectStorage } from '@tryon/core/storage/storage';
import { GARMENT_FILES_PREFIX } from '../providers/garment-files.js';
import { goThrough } from './go-through.js';
import type { JobDeps } from './job.js';

const PAGE = 500;
/** In one go; the rest is due again within the hour. */
const MAX_PAGES = 20;
/** As long as the photo itself is kept by default. A best seller's garment is then cut out once a day. */
const MAX_AGE_MS = 24 * 3_600_000;
const AT_ONCE = 16;
const CALL_TIMEOUT_MS = 10_000;

/** Removes the garments that the preview engine cut out more than a day ago, whatever they were cut out of. */
export async function expireGarments(
  { storage, logger }: Pick<JobDeps, 'logger'> & { readonly storage: ObjectStorage },
  stopping: AbortSignal = new AbortController().signal,
  now: () => number = Date.now,
): Promise<void> {
  let cursor: string | undefined;
  for (let page = 0; page < MAX_PAGES && !stopping.aborted; page++) {
    const signal = AbortSignal.any([stopping, AbortSignal.timeout(CALL_TIMEOUT_MS)]);
    const listed = await storage.list(GARMENT_FILES_PREFIX, { limit: PAGE, cursor, signal });
    const old = listed.objects.filter((object) => now() - object.modifiedAt.getTime() > MAX_AGE_MS);
    await goThrough({
      page: async () => old.map(({ key }) => ({ id: key })),
      limit: Number.POSITIVE_INFINITY,
      work: ({ id: key }) => storage.delete(key, { signal: AbortSignal.timeout(CALL_TIMEOUT_MS) }),
      atOnce: AT_ONCE,
      signal: stopping,
      logger,
      failure: 'a cut-out garment could not be removed; it is found again',
    });
    cursor = listed.cursor;
    if (cursor === undefined) return;
  }
}
