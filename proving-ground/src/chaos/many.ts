import { openGround } from './ground.js';
import { eachOf, type Scenario } from './scenario.js';
import { endings, judge, tally, untilEnded } from './verdict.js';

const PROVIDER_MS = 5_000;
const WORKERS = 3;
const PER_WORKER = 200;
/**
 * Of the ideal. PostgreSQL as the broker is for one machine: it shares its cores with everything else there. The short
 * form runs on whatever machine CI has just now, and only catches what is far too slow.
 */
const MAX_RATIO = { redis: 1.3, postgres: 1.6 } as const;
const MAX_RATIO_SHORT = 3;

/**
 * Three servers, three workers, and a provider that takes five seconds. The ideal is that of waves: so many at once as
 * the workers hold, each wave as long as the provider takes, and nothing else taking any time.
 */
export const many: Scenario = {
  name: 'many',
  long: true,
  brokers: ['postgres', 'redis'],
  shortBroker: 'redis',
  async run({ broker, short }) {
    const count = short ? 300 : 2_000;
    // In the short form fewer are held at once, so that there are waves all the same.
    const perWorker = short ? 50 : PER_WORKER;
    const ground = await openGround({
      servers: 3,
      workers: WORKERS,
      broker,
      providerMs: PROVIDER_MS,
      remoteConcurrency: perWorker,
    });
    try {
      const { client, images } = ground;
      const startedAt = Date.now();
      const ids = await eachOf(Array.from({ length: count }), 24, () => client.submit(images));
      const acceptedMs = Date.now() - startedAt;
      await untilEnded(ground, ids, 180_000);
      const wallMs = Date.now() - startedAt;
      const idealMs = Math.ceil(count / (WORKERS * perWorker)) * PROVIDER_MS;
      const ratio = wallMs / idealMs;
      const wrong = await judge(ground, ids);
      if (ratio > (short ? MAX_RATIO_SHORT : MAX_RATIO[broker]))
        wrong.push(`the wall time is ${ratio.toFixed(2)} of the ideal`);
      const seconds = (ms: number) => `${(ms / 1_000).toFixed(1)} s`;
      return {
        seen: `${tally(await endings(ground, ids))}; accepted in ${seconds(acceptedMs)}, all ended after ${seconds(wallMs)}, ideal ${seconds(idealMs)}, ratio ${ratio.toFixed(2)}`,
        wrong,
      };
    } finally {
      await ground.close();
    }
  },
};
