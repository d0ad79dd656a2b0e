import { readEnv } from '@tryon/core/env';
import { queueBackend } from '@tryon/core/queue/backend';
import { openStorage, STORAGE_SETTINGS } from '@tryon/core/storage/open-storage';
import { createUrlSigner } from '@tryon/core/storage/signed-url';

const PATIENCE_MS = 5_000;

/**
 * Makes sure that the Redis and the bucket that were named can be used, before anything else starts.
 * @throws Error with code `redis_unreachable` or `s3_unusable`.
 */
export async function requireServices(services: Readonly<Record<string, string>>): Promise<void> {
  if (services['REDIS_URL']) await requireRedis(services['REDIS_URL']);
  if (services['S3_BUCKET']) await requireBucket(services);
}

async function requireRedis(redisUrl: string): Promise<void> {
  const backend = queueBackend({ databaseUrl: '', redisUrl });
  try {
    for (const until = Date.now() + PATIENCE_MS; !backend.ready(); ) {
      if (Date.now() > until) {
        const message =
          'REDIS_URL names a Redis that does not answer. Start it, or leave REDIS_URL out: PostgreSQL does, too.';
        throw Object.assign(new Error(message), { code: 'redis_unreachable' });
      }
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  } finally {
    await backend.close();
  }
}

async function requireBucket(services: Readonly<Record<string, string>>): Promise<void> {
  try {
    // The signer only serves folders; a bucket signs its own links.
    const signer = createUrlSigner('not used for a bucket, which signs by itself', 'http://127.0.0.1');
    const { close } = await openStorage(readEnv(STORAGE_SETTINGS, services), signer);
    close();
  } catch (cause) {
    const why = cause instanceof Error && cause.cause instanceof Error ? cause.cause.name : 'no answer';
    const message = `The bucket ${services['S3_BUCKET']} cannot be used (${why}). Check S3_BUCKET, S3_ENDPOINT, S3_ACCESS_KEY_ID and S3_SECRET_ACCESS_KEY.`;
    throw Object.assign(new Error(message, { cause }), { code: 's3_unusable' });
  }
}
