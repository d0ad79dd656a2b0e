import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { createLogger } from '@tryon/core/logger';
import { type QueueBackend, queueBackend } from '@tryon/core/queue/backend';
import { openSilentWay, type SilentWay } from '@tryon/core/testing/silent-way';
import { createRateLimiter, type RateLimiter } from './rate-limiter.js';

describe('rate limiter', () => {
  let way: SilentWay;
  let backend: QueueBackend;
  let limiter: RateLimiter;
  const logger = createLogger({ name: 'test', level: 'silent' });
  const redisUrl = process.env['TEST_REDIS_URL'];
  if (!redisUrl) throw new Error('This needs TEST_REDIS_URL');
  const prefix = `test-${randomBytes(6).toString('hex')}`;
  before(async () => {
    way = await openSilentWay(redisUrl);
    backend = queueBackend({ databaseUrl: '', redisUrl: way.url });
    limiter = createRateLimiter(backend.redis, prefix, logger);
    await ready();
  });
  after(async () => {
    await backend.close();
    way.close();
  });

  async function ready() {
    for (const until = Date.now() + 10_000; !backend.ready(); ) {
      assert.ok(Date.now() < until, 'Redis does not become ready');
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  const take = (subject: string, limit = 3, from = limiter) => from.take([{ tier: 'plan', subject, limit }]);

  test('two servers count together', async () => {
    const other = queueBackend({ databaseUrl: '', redisUrl });
    const { redis } = other;
    assert.ok(redis);
    if (!other.ready()) await new Promise((resolve) => redis.once('ready', resolve));
    const second = createRateLimiter(redis, prefix, logger);
    await take('shared');
    await take('shared', 3, second);
    const third = await take('shared');
    assert.deepEqual([third[0]?.allowed, third[0]?.remaining], [true, 0]);
    assert.equal((await take('shared', 3, second))[0]?.allowed, false);
    await other.close();
  });

  test('a Redis that does not answer costs one request its patience, and not each of them', async () => {
    way.fallSilent();
    await take('silent');
    const startedAt = performance.now();
    const seen = [];
    for (let i = 0; i < 4; i++) seen.push((await take('silent'))[0]?.allowed);
    const perRequestMs = (performance.now() - startedAt) / 4;
    assert.ok(perRequestMs < 20, `${perRequestMs.toFixed(1)} ms a request`);
    assert.deepEqual(seen, [true, true, false, false], 'the limit goes on in memory');
    way.speak();
  });

  test('counts in Redis again once it is back', async () => {
    const direct = queueBackend({ databaseUrl: '', redisUrl });
    const { redis } = direct;
    assert.ok(redis);
    if (!direct.ready()) await new Promise((resolve) => redis.once('ready', resolve));
    for (const until = Date.now() + 10_000; ; ) {
      await take('back', 1_000);
      if ((await redis.keys(`${prefix}:limit:plan:1000:back`)).length > 0) break;
      assert.ok(Date.now() < until, 'it does not go back to Redis');
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    await direct.close();
  });
});
