import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { openGround } from './ground.js';
import { eachOf, type Scenario } from './scenario.js';
import { endings, judge, tally } from './verdict.js';

/** Redis forgets everything in the middle of it, and once more. */
export const flushRedis: Scenario = {
  name: 'flush-redis',
  brokers: ['redis'],
  async run({ short }) {
    const count = short ? 40 : 200;
    const ground = await openGround({
      servers: 1,
      workers: 2,
      broker: 'redis',
      providerMs: 2_000,
      remoteConcurrency: 8,
    });
    const redis = new Redis(ground.fleet.redisUrl ?? '');
    try {
      const { client, images } = ground;
      const submitting = eachOf(Array.from({ length: count }), 8, () => client.submit(images));
      await sleep(1_000);
      await redis.flushall();
      const ids = await submitting;
      await sleep(1_500);
      await redis.flushall();
      const startedAt = Date.now();
      const wrong = await judge(ground, ids);
      const seconds = Math.round((Date.now() - startedAt) / 1_000);
      return { seen: `${tally(await endings(ground, ids))}; ${seconds} s after the second flush`, wrong };
    } finally {
      redis.disconnect();
      await ground.close();
    }
  },
};
