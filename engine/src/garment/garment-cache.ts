import { createHash } from 'node:crypto';
import type { PreviewRequest } from '../preview.js';
import { readGarmentFile, settlePlanes, writeGarmentFile } from './garment-file.js';
import type { ReadGarment } from './read-garment.js';
import { readerVersion } from './reader-version.js';

/**
 * Keeps cut-out garments beyond this process. Both may fail or answer late without harm: the garment is then read anew.
 * A key is `<version of the reader>/<hash of the picture>-<what was announced>`; bytes are at most a few MB.
 */
export interface GarmentStore {
  get(key: string): Promise<Uint8Array | undefined>;
  put(key: string, bytes: Uint8Array): Promise<void>;
}

export interface GarmentCacheOptions {
  /** Bytes of garments kept in memory, some 8 MB each. */
  readonly maxBytes: number;
  readonly store?: GarmentStore | undefined;
  /** Told of whatever kept the store from helping. */
  readonly onStoreError?: ((error: unknown) => void) | undefined;
  readonly read: (request: PreviewRequest) => Promise<ReadGarment>;
}

export interface GarmentCache {
  /** @throws PreviewRefusal as `read` does; refusals are not kept. */
  garmentOf(request: PreviewRequest): Promise<ReadGarment>;
  /** Resolves when what was read has been handed to the store. */
  settled(): Promise<void>;
}

function bytesOf(garment: object): number {
  let bytes = 0;
  for (const value of Object.values(garment) as unknown[]) {
    if (typeof value === 'object' && value !== null && 'data' in value && ArrayBuffer.isView(value.data))
      bytes += value.data.byteLength;
  }
  return bytes;
}

async function stored(store: GarmentStore, key: string): Promise<ReadGarment | undefined> {
  const bytes = await store.get(key);
  const fields = bytes && (await readGarmentFile(bytes));
  if (!fields) return undefined;
  const { warnings, ...garment } = fields;
  return { garment, warnings } as unknown as ReadGarment;
}

async function put(store: GarmentStore, key: string, { garment, warnings }: ReadGarment): Promise<void> {
  await store.put(key, await writeGarmentFile({ ...garment, warnings }));
}

/**
 * Garments as they were read, by the hash of their picture: what a shop's best sellers cost is paid once. The last used
 * stay in memory, all of them in the store. A picture made from a kept garment is the one made from a fresh one.
 */
export function createGarmentCache({
  maxBytes,
  store,
  onStoreError = () => undefined,
  read,
}: GarmentCacheOptions): GarmentCache {
  const kept = new Map<string, { read: ReadGarment; bytes: number }>();
  let total = 0;
  let putting: Promise<void> = Promise.resolve();

  const keep = (key: string, found: ReadGarment): void => {
    const bytes = bytesOf(found.garment);
    kept.set(key, { read: found, bytes });
    total += bytes;
    for (const [oldest, entry] of kept) {
      if (total <= maxBytes) return;
      kept.delete(oldest);
      total -= entry.bytes;
    }
  };
  return {
    async garmentOf(request) {
      const hash = createHash('sha256').update(request.garment).digest('hex');
      const key = `${await readerVersion()}/${hash}-${request.category}-${request.garmentPhotoType}`;
      const known = kept.get(key);
      if (known) {
        kept.delete(key);
        kept.set(key, known);
        return known.read;
      }
      let found = store && (await stored(store, key).catch((error: unknown) => void onStoreError(error)));
      if (!found) {
        found = await read(request);
        settlePlanes(found.garment);
        // Compressed on another core while this thread dresses the shopper.
        if (store) putting = put(store, key, found).catch(onStoreError);
      }
      keep(key, found);
      return found;
    },
    async settled() {
      await putting;
    },
  };
}
