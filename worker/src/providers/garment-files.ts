import type { ObjectStorage } from '@tryon/core/storage/storage';
import type { GarmentStore } from '@tryon/engine';

/** Folder of the garments that the preview engine has cut out. They have no rows: age alone removes them. */
export const GARMENT_FILES_PREFIX = 'garments/';

/** A garment is read anew in a second or two: longer than that is not waited for its file. */
const GET_TIMEOUT_MS = 1_500;
const PUT_TIMEOUT_MS = 10_000;

/** Shares cut-out garments between all workers of a storage. A file is a PNG with more behind it, and is named like one. */
export function garmentFiles(storage: ObjectStorage): GarmentStore {
  const keyOf = (key: string): string => `${GARMENT_FILES_PREFIX}${key}.png`;
  return {
    async get(key) {
      const found = await storage.get(keyOf(key), { signal: AbortSignal.timeout(GET_TIMEOUT_MS) });
      return found?.bytes;
    },
    async put(key, bytes) {
      const signal = AbortSignal.timeout(PUT_TIMEOUT_MS);
      await storage.put(keyOf(key), bytes, { contentType: 'image/png', signal });
    },
  };
}
