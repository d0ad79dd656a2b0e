import { setTimeout as sleep } from 'node:timers/promises';
import { LEASE_MS } from '@tryon/core/tryons/lease';
import type { Part } from '../fleet/part.js';
import { openGround } from './ground.js';
import { alongside, eachOf, type Scenario } from './scenario.js';
import { endings, judge, tally, untilEnded } from './verdict.js';

/** Long enough that what it held is taken over, and it does not know. */
const FREEZE_MS = LEASE_MS + 3_000;

/**
 * A machine stands still for longer than its leases and goes on as if nothing had been: a worker whose try-ons others
 * have completed meanwhile, a Redis that answers nobody. Nobody is killed, so nobody starts afresh.
 */
export const freeze: Scenario = {
  name: 'freeze',
  brokers: ['postgres', 'redis'],
  long: true,
  async run({ broker, short, random, say }) {
    const ground = await openGround({
      servers: 1,
      workers: 2,
      broker,
      providerMs: 3_000,
      remoteConcurrency: 20,
    });
    try {
      const { fleet, client, images } = ground;
      const victims = [...fleet.workers, ...(fleet.redis ? [fleet.redis] : [])];
      const count = short ? 40 : 150;
      let takenOver = 0;
      const thaw = async (over: AbortSignal) => {
        for (let round = 0; !over.aborted; round++) {
          await sleep(1_000 + random() * 2_000);
          // Each in its turn, so that even two rounds freeze more than one.
          const victim = victims[round % victims.length] as Part;
          await standStill(victim);
          const [row] = await fleet.sql<{ count: number }[]>`
            select count(*)::int as count from tryons where attempts > 1`;
          takenOver = row?.count ?? 0;
          say(`${victim.name} stood still; ${takenOver} taken over so far`);
        }
      };
      const ids = await alongside(thaw, async () => {
        const accepted = await eachOf(Array.from({ length: count }), 5, async () => {
          await sleep(random() * 3_000);
          return client.submit(images);
        });
        await untilEnded(ground, accepted, 120_000);
        return accepted;
      });
      const wrong = await judge(ground, ids);
      if (takenOver === 0) wrong.push('nothing was taken over: this proves nothing');
      return { seen: `${takenOver} taken over; ${tally(await endings(ground, ids))}`, wrong };
    } finally {
      await ground.close();
    }
  },
};

async function standStill(victim: Part): Promise<void> {
  const pid = victim.pid();
  process.kill(pid, 'SIGSTOP');
  try {
    await sleep(FREEZE_MS);
  } finally {
    process.kill(pid, 'SIGCONT');
  }
}
