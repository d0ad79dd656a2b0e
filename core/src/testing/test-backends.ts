import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { QueueConfig } from '../queue/backend.js';
import { openFolderStorage } from '../storage/folder-storage.js';
import { openS3Storage, type S3StorageOptions } from '../storage/s3-storage.js';
import type { UrlSigner } from '../storage/signed-url.js';
import type { ServableStorage } from '../storage/storage.js';
import { withSignedUrls } from '../storage/with-signed-urls.js';

/**
 * The broker that this run of the tests is over: PostgreSQL, or Redis where `TEST_REDIS_URL` is set. Each call has keys
 * of its own.
 */
export function testQueueConfig(databaseUrl: string): QueueConfig {
  const redisUrl = process.env['TEST_REDIS_URL'];
  return { databaseUrl, redisUrl, redisPrefix: `test-${randomBytes(6).toString('hex')}` };
}

/** The bucket that this run of the tests is over, if it is over one, under a prefix of its own. */
export function testBucket(): S3StorageOptions | undefined {
  const endpoint = process.env['TEST_S3_ENDPOINT'];
  if (!endpoint) return undefined;
  return {
    endpoint,
    bucket: process.env['TEST_S3_BUCKET'] ?? '',
    prefix: `test-${randomBytes(6).toString('hex')}/`,
    credentials: {
      accessKeyId: process.env['TEST_S3_ACCESS_KEY_ID'] ?? '',
      secretAccessKey: process.env['TEST_S3_SECRET_ACCESS_KEY'] ?? '',
    },
  };
}

export interface TestStorage {
  readonly storage: ServableStorage;
  /** The keys of everything that is stored. */
  keys(): Promise<string[]>;
  remove(): Promise<void>;
}

/** The storage that this run of the tests is over: a folder, or a bucket where `TEST_S3_ENDPOINT` is set. */
export async function openTestStorage(signer: UrlSigner): Promise<TestStorage> {
  const bucket = testBucket();
  if (bucket) {
    const storage = openS3Storage(bucket);
    const keys = async () => {
      const pages = await Promise.all(
        ['images/', 'results/'].map((prefix) => storage.list(prefix, { limit: 1_000 })),
      );
      return pages.flatMap((page) => page.objects.map((object) => object.key));
    };
    return { storage, keys, remove: async () => storage.close() };
  }
  const directory = await mkdtemp(join(tmpdir(), 'tryon-test-storage-'));
  return {
    storage: withSignedUrls(await openFolderStorage({ directory }), signer),
    async keys() {
      const entries = await readdir(directory, { recursive: true, withFileTypes: true });
      return entries
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name).slice(directory.length + 1));
    },
    remove: () => rm(directory, { recursive: true, force: true }),
  };
}
