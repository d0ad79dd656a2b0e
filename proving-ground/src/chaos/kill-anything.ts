import { setTimeout as sleep } from 'node:timers/promises';
import type { Part } from '../fleet/part.js';
import { openGround } from './ground.js';
import { alongside, eachOf, type Scenario } from './scenario.js';
import { endings, judge, tally, untilEnded } from './verdict.js';

const KILL_EVERY_MS = 2_000;

/** While try-ons are submitted and made, something gets `kill -9` every two seconds and comes back. */
export const killAnything: Scenario = {
  name: 'kill-anything',
  brokers: ['postgres', 'redis'],
  shortBroker: 'postgres',
  async run({ broker, short, random, say }) {
    const count = short ? 60 : 200;
    const ground = await openGround({
      servers: 2,
      workers: 2,
      broker,
      providerMs: 2_000,
      remoteConcurrency: 10,
    });
    try {
      const { fleet, client, images } = ground;
      const victims: Part[] = [
        ...fleet.servers,
        ...fleet.workers,
        fleet.postgres,
        ...(fleet.redis ? [fleet.redis] : []),
      ];
      const kills = new Map<string, number>();
      const kill = async (over: AbortSignal) => {
        while (!over.aborted) {
          await sleep(KILL_EVERY_MS);
          const victim = victims[Math.floor(random() * victims.length)] as Part;
          kills.set(victim.name, (kills.get(victim.name) ?? 0) + 1);
          await victim.kill9();
        }
      };
      const ids = await alongside(kill, async () => {
        // Spread over the time of the killing, as shoppers would.
        const accepted = await eachOf(Array.from({ length: count }), 5, async () => {
          await sleep(random() * (short ? 1_500 : 2_500));
          return client.submit(images);
        });
        say(
          `all accepted; ${[...kills].map(([name, times]) => `${name} ${times}`).join(', ')} killed so far`,
        );
        await untilEnded(ground, accepted, 60_000);
        return accepted;
      });
      const wrong = await judge(ground, ids);
      const killed = [...kills.values()].reduce((sum, times) => sum + times, 0);
      return { seen: `${killed} kills; ${tally(await endings(ground, ids))}`, wrong };
    } finally {
      await ground.close();
    }
  },
};
