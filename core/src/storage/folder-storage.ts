import { randomUUID } from 'node:crypto';
import { mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type ListedObject, type ObjectStorage, StorageError } from './storage.js';
import { assertStorageKey, assertStoragePrefix, contentTypeOfKey } from './storage-key.js';

/** Where a folder storage keeps its objects. */
export interface FolderStorageOptions {
  /** Is created if missing. Several processes of one machine may share it. */
  readonly directory: string;
}

const UNFINISHED = '.unfinished';
const UNFINISHED_KEPT_MS = 60 * 60 * 1_000;
/** As large as a picture usually is: a nearly full disk may still take a smaller file. */
const PROBE_BYTES = 256 * 1024;

/**
 * Opens a folder as a storage: one file for each object, its path the key. A file is written under another name,
 * flushed to the disk and then renamed, so that no reader and no crash ever meets half an object. What a killed
 * process left unfinished is cleared away on opening once it is an hour old.
 *
 * @throws {@link StorageError} if the folder cannot be made or written to.
 */
export async function openFolderStorage(options: FolderStorageOptions): Promise<ObjectStorage> {
  const { directory } = options;
  const unfinished = join(directory, UNFINISHED);

  const storage: ObjectStorage = {
    async put(key, bytes, { contentType, signal }) {
      if (contentTypeOfKey(key) !== contentType) {
        throw new RangeError(`A key for ${contentType} ends with another extension than that of ${key}`);
      }
      await guarded('store', signal, async () => {
        const path = join(directory, key);
        const temporary = join(unfinished, randomUUID());
        try {
          await writeDurably(temporary, bytes, signal);
          await renameInto(temporary, path);
        } catch (error) {
          await rm(temporary, { force: true });
          throw error;
        }
      });
    },

    async get(key, { signal } = {}) {
      const contentType = contentTypeOfKey(key);
      return await guarded('read', signal, async () => {
        const bytes = await unlessMissing(readFile(join(directory, key), signal ? { signal } : {}));
        return bytes && { bytes, contentType };
      });
    },

    async exists(key, { signal } = {}) {
      assertStorageKey(key);
      return await guarded('read', signal, async () => {
        const found = await unlessMissing(stat(join(directory, key)));
        return found?.isFile() ?? false;
      });
    },

    async delete(key, { signal } = {}) {
      assertStorageKey(key);
      await guarded('delete', signal, () => rm(join(directory, key), { force: true }));
    },

    async deletePrefix(prefix, { signal } = {}) {
      assertStoragePrefix(prefix);
      // Retries because a folder that is written to meanwhile is not empty when its turn comes.
      const options = { recursive: true, force: true, maxRetries: 5, retryDelay: 20 };
      await guarded('delete', signal, () => rm(join(directory, prefix), options));
    },

    async list(prefix, { limit, cursor, signal }) {
      assertStoragePrefix(prefix);
      return guarded('read', signal, async () => {
        const found: ListedObject[] = [];
        for await (const key of keysBelow(directory, prefix.slice(0, -1), cursor)) {
          const facts = await unlessMissing(stat(join(directory, key)));
          if (facts) found.push({ key, sizeBytes: facts.size, modifiedAt: facts.mtime });
          if (found.length > limit) break;
        }
        const objects = found.slice(0, limit);
        return { objects, cursor: found.length > limit ? objects.at(-1)?.key : undefined };
      });
    },

    async healthCheck({ signal } = {}) {
      await guarded('store', signal, async () => {
        const probe = join(unfinished, randomUUID());
        try {
          await writeDurably(probe, Buffer.alloc(PROBE_BYTES), signal);
        } finally {
          await rm(probe, { force: true });
        }
      });
    },
  };

  await guarded('store', undefined, async () => {
    await mkdir(unfinished, { recursive: true, mode: 0o700 });
    await clearUnfinished(unfinished);
  });
  await storage.healthCheck();
  return storage;
}

/** Keys of the files below a folder, in order, after a cursor; one folder is read at a time. */
async function* keysBelow(root: string, folder: string, after = ''): AsyncGenerator<string> {
  const entries = (await unlessMissing(readdir(join(root, folder), { withFileTypes: true }))) ?? [];
  // A folder stands where its name and a slash would, as in a list of whole keys.
  const sorted = entries
    .map((entry) => ({ entry, key: `${folder}/${entry.name}${entry.isDirectory() ? '/' : ''}` }))
    .sort((a, b) => (a.key < b.key ? -1 : 1));
  for (const { entry, key } of sorted) {
    if (entry.isDirectory()) {
      if (key > after || after.startsWith(key)) yield* keysBelow(root, key.slice(0, -1), after);
    } else if (key > after) yield key;
  }
}

async function writeDurably(path: string, bytes: Uint8Array, signal: AbortSignal | undefined): Promise<void> {
  const file = await open(path, 'wx', 0o600);
  try {
    await file.writeFile(bytes, signal ? { signal } : {});
    await file.sync();
  } finally {
    await file.close();
  }
}

async function renameInto(from: string, to: string): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      await mkdir(dirname(to), { recursive: true, mode: 0o700 });
      await rename(from, to);
      return;
    } catch (error) {
      // Another call may delete the prefix between the two lines above, or while the first makes its folders.
      if (!isMissing(error) || attempt === 5) throw error;
    }
  }
}

async function clearUnfinished(directory: string): Promise<void> {
  const oldest = Date.now() - UNFINISHED_KEPT_MS;
  for (const name of await readdir(directory)) {
    const path = join(directory, name);
    const found = await unlessMissing(stat(path));
    if (found && found.mtimeMs < oldest) await rm(path, { force: true });
  }
}

async function guarded<T>(verb: string, signal: AbortSignal | undefined, work: () => Promise<T>): Promise<T> {
  signal?.throwIfAborted();
  try {
    return await work();
  } catch (error) {
    if (signal?.aborted) throw signal.reason;
    throw new StorageError(`The picture storage cannot ${verb} right now`, { cause: error });
  }
}

async function unlessMissing<T>(work: Promise<T>): Promise<T | undefined> {
  try {
    return await work;
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR');
}
