import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { openGround } from './ground.js';
import { alongside, eachOf, type Scenario } from './scenario.js';
import { endings, judge, tally, untilEnded } from './verdict.js';

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
      const ids = await alongside(
        async () => {
          await sleep(1_000);
          await redis.flushall();
        },
        () => eachOf(Array.from({ length: count }), 8, () => client.submit(images)),
      );
      await sleep(1_500);
      const open = await untilEnded(ground, ids, 0);
      await redis.flushall();
      const startedAt = Date.now();
      const wrong = await judge(ground, ids);
      if (open.length === 0) wrong.push('nothing was under way when Redis was flushed: this proves nothing');
      const seconds = Math.round((Date.now() - startedAt) / 1_000);
      return {
        seen: `${tally(await endings(ground, ids))}; ${open.length} under way at the second flush, all ended ${seconds} s later`,
        wrong,
      };
    } finally {
      redis.disconnect();
      await ground.close();
    }
  },
};
