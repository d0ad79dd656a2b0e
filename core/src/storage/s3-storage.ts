import {
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { type ServableStorage, StorageError } from './storage.js';
import { assertStorageKey, assertStoragePrefix, contentTypeOfKey } from './storage-key.js';

export interface S3StorageOptions {
  readonly bucket: string;
  /** Of anything that speaks S3; Amazon's own by default. */
  readonly endpoint?: string | undefined;
  /** The same storage as browsers reach it; `endpoint` by default. */
  readonly publicEndpoint?: string | undefined;
  /** `us-east-1` by default. */
  readonly region?: string | undefined;
  /** Left out, the SDK finds them where it runs (environment, instance role). */
  readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string } | undefined;
  /** Bucket in the path and not in the host name; true by default wherever an endpoint is given. */
  readonly forcePathStyle?: boolean | undefined;
  /** Put before every key, such as `staging/`; for several systems in one bucket. */
  readonly prefix?: string | undefined;
}

export interface S3Storage extends ServableStorage {
  close(): void;
}

const DEFAULT_EXPIRES_IN_MS = 15 * 60 * 1_000;
/** Of one call with its retries; a picture is at most a few megabytes. */
const CALL_TIMEOUT_MS = 20_000;
const ATTEMPTS = 3;
const PAGE = 1_000;
const PROBE_KEY = 'health/probe.json';

/**
 * Opens a bucket as a storage. S3 stores an object whole or not at all, so no reader ever meets half of one. Browsers
 * read from it directly, by presigned links that open one object and expire.
 *
 * Nothing is asked of the bucket here: call `healthCheck()` to know whether it is there and may be written to.
 */
export function openS3Storage(options: S3StorageOptions): S3Storage {
  const { bucket, prefix = '' } = options;
  const client = createClient(options, options.endpoint);
  // The host is part of what is signed, so links are made with the address that browsers use.
  const publicClient = createClient(options, options.publicEndpoint ?? options.endpoint);
  const at = (key: string) => ({ Bucket: bucket, Key: prefix + key });

  const storage: S3Storage = {
    async put(key, bytes, { contentType, signal }) {
      if (contentTypeOfKey(key) !== contentType) {
        throw new RangeError(`A key for ${contentType} ends with another extension than that of ${key}`);
      }
      await guarded('store', signal, (abortSignal) =>
        client.send(
          new PutObjectCommand({
            ...at(key),
            Body: bytes,
            ContentLength: bytes.byteLength,
            ContentType: contentType,
            CacheControl: 'private, no-store',
          }),
          { abortSignal },
        ),
      );
    },

    async get(key, { signal } = {}) {
      const contentType = contentTypeOfKey(key);
      return guarded('read', signal, (abortSignal) =>
        unlessMissing(async () => {
          const { Body } = await client.send(new GetObjectCommand(at(key)), { abortSignal });
          if (!Body) return undefined;
          return { bytes: Buffer.from(await Body.transformToByteArray()), contentType };
        }),
      );
    },

    async exists(key, { signal } = {}) {
      assertStorageKey(key);
      const head = await guarded('read', signal, (abortSignal) =>
        unlessMissing(() => client.send(new HeadObjectCommand(at(key)), { abortSignal })),
      );
      return head !== undefined;
    },

    async delete(key, { signal } = {}) {
      assertStorageKey(key);
      await guarded('delete', signal, (abortSignal) =>
        unlessMissing(() => client.send(new DeleteObjectCommand(at(key)), { abortSignal })),
      );
    },

    async deletePrefix(below, { signal } = {}) {
      assertStoragePrefix(below);
      await guarded('delete', signal, async (abortSignal) => {
        for (;;) {
          const page = await client.send(
            new ListObjectsV2Command({ Bucket: bucket, Prefix: prefix + below, MaxKeys: PAGE }),
            { abortSignal },
          );
          const keys = (page.Contents ?? []).flatMap(({ Key }) => (Key === undefined ? [] : [{ Key }]));
          if (keys.length === 0) return;
          const deletion = new DeleteObjectsCommand({
            Bucket: bucket,
            Delete: { Objects: keys, Quiet: true },
          });
          const { Errors = [] } = await client.send(deletion, { abortSignal });
          if (Errors.length > 0) throw new Error(`${Errors.length} objects could not be deleted`);
        }
      });
    },

    async list(below, { limit, cursor, signal }) {
      assertStoragePrefix(below);
      const page = await guarded('read', signal, (abortSignal) =>
        client.send(
          new ListObjectsV2Command({
            Bucket: bucket,
            Prefix: prefix + below,
            MaxKeys: Math.min(limit, PAGE),
            ...(cursor !== undefined && { StartAfter: prefix + cursor }),
          }),
          { abortSignal },
        ),
      );
      const objects = (page.Contents ?? []).map(({ Key = '', Size = 0, LastModified }) => ({
        key: Key.slice(prefix.length),
        sizeBytes: Size,
        modifiedAt: LastModified ?? new Date(),
      }));
      return { objects, cursor: page.IsTruncated ? objects.at(-1)?.key : undefined };
    },

    async healthCheck({ signal } = {}) {
      await guarded('store', signal, async (abortSignal) => {
        await client.send(new HeadBucketCommand({ Bucket: bucket }), { abortSignal });
        await client.send(
          new PutObjectCommand({ ...at(PROBE_KEY), Body: '{}', ContentType: 'application/json' }),
          { abortSignal },
        );
      });
    },

    async urlFor(key, { expiresInMs = DEFAULT_EXPIRES_IN_MS, downloadName } = {}) {
      const contentType = contentTypeOfKey(key);
      const expiresAt = new Date(Date.now() + expiresInMs);
      const command = new GetObjectCommand({
        ...at(key),
        ResponseContentType: contentType,
        ResponseCacheControl: `private, max-age=${Math.floor(expiresInMs / 1_000)}, immutable`,
        ...(downloadName !== undefined && {
          ResponseContentDisposition: `attachment; filename="${downloadName}"`,
        }),
      });
      const url = await getSignedUrl(publicClient, command, { expiresIn: Math.ceil(expiresInMs / 1_000) });
      return { url, expiresAt };
    },

    close() {
      client.destroy();
      publicClient.destroy();
    },
  };
  return storage;
}

function createClient(options: S3StorageOptions, endpoint: string | undefined): S3Client {
  return new S3Client({
    region: options.region ?? 'us-east-1',
    forcePathStyle: options.forcePathStyle ?? endpoint !== undefined,
    maxAttempts: ATTEMPTS,
    // The newest checksums are Amazon's; others that speak S3 refuse what they do not know.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    requestHandler: {
      connectionTimeout: 3_000,
      requestTimeout: 15_000,
      httpAgent: { maxSockets: 100 },
      httpsAgent: { maxSockets: 100 },
    },
    ...(endpoint !== undefined && { endpoint }),
    ...(options.credentials && { credentials: { ...options.credentials } }),
  });
}

async function guarded<T>(
  verb: string,
  signal: AbortSignal | undefined,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  signal?.throwIfAborted();
  const timeout = AbortSignal.timeout(CALL_TIMEOUT_MS);
  const either = signal ? AbortSignal.any([signal, timeout]) : timeout;
  try {
    return await work(either);
  } catch (error) {
    if (signal?.aborted) throw signal.reason;
    throw new StorageError(`The picture storage cannot ${verb} right now`, { cause: error });
  }
}

async function unlessMissing<T>(work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    const { name = '', $metadata } = error as { name?: string; $metadata?: { httpStatusCode?: number } };
    if (name === 'NoSuchKey' || (name === 'NotFound' && $metadata?.httpStatusCode === 404)) return undefined;
    throw error;
  }
}
