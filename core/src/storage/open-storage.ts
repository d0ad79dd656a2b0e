import type { EnvOf, EnvSpec } from '../env.js';
import { text } from '../env.js';
import { openFolderStorage } from './folder-storage.js';
import type { UrlSigner } from './signed-url.js';
import type { ServableStorage } from './storage.js';
import { withSignedUrls } from './with-signed-urls.js';

const optional = (help: string): EnvSpec<string> => ({ parse: text, fallback: '', help });

/** Where pictures lie: what servers and workers read of the environment. */
export const STORAGE_SETTINGS = {
  STORAGE_DIR: optional('folder for pictures, shared by servers and workers; where S3_BUCKET is not set'),
  S3_BUCKET: optional('bucket for pictures, instead of a folder'),
  S3_ENDPOINT: optional('of anything that speaks S3; Amazon’s own if not set'),
  S3_PUBLIC_ENDPOINT: optional('the same as browsers reach it, if that is another address'),
  S3_REGION: optional('us-east-1 if not set'),
  S3_ACCESS_KEY_ID: optional('found where the process runs if not set'),
  S3_SECRET_ACCESS_KEY: optional('goes with S3_ACCESS_KEY_ID'),
  S3_PREFIX: optional('put before every key, such as staging/'),
};

export interface OpenedStorage {
  readonly storage: ServableStorage;
  close(): void;
}

/**
 * Opens the storage that the settings name and makes sure that it can be written to.
 * @throws Error that says which setting is missing; StorageError when the storage does not work.
 */
export async function openStorage(
  env: EnvOf<typeof STORAGE_SETTINGS>,
  signer: UrlSigner,
): Promise<OpenedStorage> {
  if (!env.S3_BUCKET) {
    if (!env.STORAGE_DIR) throw new Error('Set STORAGE_DIR (a folder) or S3_BUCKET: pictures need a place.');
    const folder = await openFolderStorage({ directory: env.STORAGE_DIR });
    return { storage: withSignedUrls(folder, signer), close: () => undefined };
  }
  // Loaded only where it is used: it is by far the largest thing a process here would load.
  const { openS3Storage } = await import('./s3-storage.js');
  const storage = openS3Storage({
    bucket: env.S3_BUCKET,
    endpoint: env.S3_ENDPOINT || undefined,
    publicEndpoint: env.S3_PUBLIC_ENDPOINT || undefined,
    region: env.S3_REGION || undefined,
    prefix: env.S3_PREFIX || undefined,
    credentials: env.S3_ACCESS_KEY_ID
      ? { accessKeyId: env.S3_ACCESS_KEY_ID, secretAccessKey: env.S3_SECRET_ACCESS_KEY }
      : undefined,
  });
  try {
    await storage.healthCheck();
  } catch (error) {
    storage.close();
    throw error;
  }
  return { storage, close: () => storage.close() };
}
