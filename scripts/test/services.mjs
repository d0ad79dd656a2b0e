/**
 * A real Redis and a real S3 for the tests, where this machine has them; says in one line what is left out where it
 * has not.
 * @param {boolean} wanted false starts nothing
 * @returns {Promise<{ names: string[], env: Record<string, string>, stop: () => Promise<void> }>}
 */
export async function startServices(wanted) {
  const started = { names: [], env: {}, stops: [] };
  if (wanted) {
    await startRedis(started);
    await startS3(started);
  }
  return { ...started, stop: async () => void (await Promise.all(started.stops.map((stop) => stop()))) };
}

async function startRedis(started) {
  const { findRedis, startRedis: start } = await import('../../local/dist/services/redis.js');
  if (!findRedis())
    return leftOut('Redis', 'apt-get install redis-server, or REDIS_SERVER=/path/to/redis-server');
  const redis = await start();
  started.names.push('Redis');
  started.env.TEST_REDIS_URL = redis.url;
  started.stops.push(redis.stop);
}

async function startS3(started) {
  const { createBucket, hasS3Gateway, startS3Gateway } = await import(
    '../../local/dist/services/s3-gateway.js'
  );
  const packages = 'ceph-mon ceph-osd radosgw ceph-common';
  if (!hasS3Gateway()) return leftOut('S3', `apt-get install --no-install-recommends ${packages}`);
  const gateway = await startS3Gateway();
  const bucket = 'tryon-test';
  await createBucket(gateway, bucket);
  started.names.push('S3');
  Object.assign(started.env, {
    TEST_S3_ENDPOINT: gateway.endpoint,
    TEST_S3_BUCKET: bucket,
    TEST_S3_ACCESS_KEY_ID: gateway.accessKeyId,
    TEST_S3_SECRET_ACCESS_KEY: gateway.secretAccessKey,
  });
  started.stops.push(gateway.stop);
}

function leftOut(what, how) {
  console.log(`Not tested over ${what}, which this machine lacks (${how})`);
}
