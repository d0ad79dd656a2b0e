import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createLogger } from '@tryon/core/logger';
import { type QueueBackend, queueBackend } from '@tryon/core/queue/backend';
import { openTryonQueue, type TryonQueue } from '@tryon/core/queue/tryon-queue';
import { createRateLimiter, type RateLimiter } from '@tryon/server/rate-limits/rate-limiter';
import { findRedis, type RedisServer, startRedis } from './redis.js';

// Its own Redis, since it is to be killed.
const skip = findRedis() ? false : 'no Redis on this machine';
const logger = createLogger({ name: 'test', level: 'silent' });
let redis: RedisServer;
let backend: QueueBackend;
let queue: TryonQueue;
let limiter: RateLimiter;

before(async () => {
  if (skip) return;
  redis = await startRedis();
  const config = { databaseUrl: '', redisUrl: redis.url, redisPrefix: 'test' };
  backend = queueBackend(config);
  queue = openTryonQueue(config, logger, backend);
  limiter = createRateLimiter(backend.redis, 'test', logger);
  await until(() => backend.ready());
});
after(async () => {
  if (skip) return;
  await queue.close();
  await backend.close();
  await redis.stop();
});

const job = (n: number) => ({ tryonId: `tryon_${n}`, merchantId: 'mer_1', lane: 'remote' as const });
const claim = { tier: 'plan', subject: 'mer_1', limit: 3 };

async function until(holds: () => boolean, patienceMs = 5_000): Promise<void> {
  for (const end = Date.now() + patienceMs; !holds(); ) {
    if (Date.now() > end) throw new Error('it never held');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

test('sends a try-on once, however often it is sent', { skip }, async () => {
  for (let i = 0; i < 3; i++) await queue.enqueue(job(1));
  await queue.enqueueAll([job(1), job(2)]);
  assert.equal(await queue.depth(), 2);
});

test('all servers count together', { skip }, async () => {
  const other = createRateLimiter(backend.redis, 'test', logger);
  const [first] = await limiter.take([claim]);
  const [second] = await other.take([claim]);
  assert.equal(first?.remaining, 2);
  assert.equal(second?.remaining, 1);
});

test('while Redis is away sending fails fast and limits go on in memory; afterwards all is well', {
  skip,
}, async () => {
  const { port } = redis;
  await redis.stop();
  await until(() => !backend.ready());
  const startedAt = Date.now();
  await assert.rejects(queue.enqueue(job(3)));
  const taken = [];
  for (let i = 0; i < 4; i++) taken.push(...(await limiter.take([claim])));
  assert.ok(Date.now() - startedAt < 2_000);
  assert.deepEqual(
    taken.map((one) => one.allowed),
    [true, true, true, false],
  );
  redis = await startRedis({ port });
  await until(() => backend.ready());
  await queue.enqueue(job(3));
  assert.equal(await queue.depth(), 1, 'it came back empty');
});
