const DATABASE = 'tryon';
const STORE = 'photos';
const KEY = 'last';
/** Kept only for shoppers who asked for it, and no longer than this, in milliseconds. */
const MAX_AGE_MS = 30 * 24 * 3_600_000;

interface Kept {
  readonly photo: Blob;
  readonly keptAt: number;
}

/**
 * The shopper's last photo, in their own browser and for this shop's pages alone, if they agreed to keep it. Where the
 * browser forbids storage nothing is kept; each call rejects then.
 */
export const lastPhoto = {
  /** The kept photo; one of more than 30 days ago is dropped. */
  async load(now = Date.now()): Promise<Blob | undefined> {
    const kept = await within<Kept | undefined>('readonly', (store) => store.get(KEY));
    if (!kept) return undefined;
    if (now - kept.keptAt < MAX_AGE_MS) return kept.photo;
    await lastPhoto.forget();
    return undefined;
  },
  async keep(photo: Blob, now = Date.now()): Promise<void> {
    await within('readwrite', (store) => store.put({ photo, keptAt: now } satisfies Kept, KEY));
  },
  async forget(): Promise<void> {
    await within('readwrite', (store) => store.delete(KEY));
  },
};

async function within<T>(mode: IDBTransactionMode, ask: (store: IDBObjectStore) => IDBRequest): Promise<T> {
  const opening = indexedDB.open(DATABASE, 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore(STORE);
  const database = await settled<IDBDatabase>(opening);
  try {
    return await settled<T>(ask(database.transaction(STORE, mode).objectStore(STORE)));
  } finally {
    database.close();
  }
}

function settled<T>(request: IDBRequest | IDBOpenDBRequest): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result as T);
    request.onerror = () => reject(request.error);
  });
}
