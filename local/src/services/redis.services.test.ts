import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type AddressInfo, connect, createServer } from 'node:net';
import { after, before, describe, test } from 'node:test';
import { createLogger } from '@tryon/core/logger';
import { type QueueBackend, queueBackend } from '@tryon/core/queue/backend';
import { openTryonQueue, type TryonQueue } from '@tryon/core/queue/tryon-queue';
import { createRateLimiter, type RateLimiter } from '@tryon/server/rate-limits/rate-limiter';
import { findRedis, type RedisServer, startRedis } from './redis.js';

describe('redis', () => {
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

  test('a process that starts while Redis is away refuses at once, and sends when Redis has come', {
    skip,
  }, async () => {
    const { port, url } = redis;
    await redis.stop();
    const late = open(url);
    try {
      const startedAt = Date.now();
      await assert.rejects(late.queue.enqueue(job(4)));
      await assert.rejects(late.queue.remove('tryon_4', 'remote'));
      await assert.rejects(late.queue.depth());
      assert.ok(Date.now() - startedAt < 2_000);
      redis = await startRedis({ port });
      await until(() => late.backend.ready());
      await late.queue.enqueue(job(4));
      assert.equal(await late.queue.depth(), 1);
    } finally {
      redis = await stillThere(port);
      await late.close();
    }
  });

  test('a Redis that answers nothing is given up within two seconds, and used again when it does', {
    skip,
  }, async () => {
    await until(() => backend.ready());
    process.kill(redis.pid, 'SIGSTOP');
    try {
      const startedAt = Date.now();
      await assert.rejects(queue.enqueue(job(5)));
      assert.ok(Date.now() - startedAt < 2_000);
    } finally {
      process.kill(redis.pid, 'SIGCONT');
    }
    await queue.enqueue(job(6));
  });

  test('a connection that breaks while a process starts does no lasting harm', { skip }, async () => {
    // Breaks it at each of the first packets in turn: which of them asks for what is the library's affair.
    for (let breakAt = 1; breakAt <= 6; breakAt++) {
      const proxy = await breakingProxy(redis.port, breakAt);
      const hurt = open(proxy.url);
      try {
        await until(() => hurt.backend.ready());
        await new Promise((resolve) => setTimeout(resolve, 300));
        // The break may hit this very call; the next ones, as a sweep would make them, get through.
        let refusals = 0;
        while (!(await sent(hurt.queue, 100 + breakAt))) {
          assert.ok(++refusals < 20, `broken at packet ${breakAt}, and it never recovered`);
          await new Promise((resolve) => setTimeout(resolve, 100));
        }
      } finally {
        await hurt.close();
        await proxy.close();
      }
    }
  });

  function open(redisUrl: string) {
    const config = { databaseUrl: '', redisUrl, redisPrefix: 'test' };
    const own = queueBackend(config);
    const opened = openTryonQueue(config, logger, own);
    const close = async () => {
      await opened.close();
      await own.close();
    };
    return { backend: own, queue: opened, close };
  }

  /** Whether a try-on could be sent now. */
  function sent(to: TryonQueue, n: number): Promise<boolean> {
    return to.enqueue(job(n)).then(
      () => true,
      () => false,
    );
  }

  /** The Redis of that port, started again unless it runs. */
  async function stillThere(port: number): Promise<RedisServer> {
    const ended = await Promise.race([redis.exited.then(() => true), Promise.resolve(false)]);
    return ended ? startRedis({ port }) : redis;
  }

  /** Passes everything on to Redis, but breaks one connection, once, instead of passing its n-th packet on. */
  async function breakingProxy(port: number, breakAt: number) {
    let packets = 0;
    const server = createServer((client) => {
      const upstream = connect(port, '127.0.0.1');
      for (const [socket, other] of [
        [client, upstream],
        [upstream, client],
      ] as const) {
        socket.on('error', () => other.destroy()); // its breaking is what is tested
        socket.on('close', () => other.destroy());
      }
      upstream.pipe(client);
      client.on('data', (data) => {
        if (++packets === breakAt) client.destroy();
        else upstream.write(data);
      });
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const close = () => new Promise<void>((resolve) => void server.close(() => resolve()));
    return { url: `redis://127.0.0.1:${(server.address() as AddressInfo).port}`, close };
  }
});
