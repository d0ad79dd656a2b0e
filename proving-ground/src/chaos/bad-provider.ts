import { setTimeout as sleep } from 'node:timers/promises';
import type { Behaviour } from '../provider/provider-server.js';
import { openGround } from './ground.js';
import { eachOf, type Scenario } from './scenario.js';
import { endings, judge, tally } from './verdict.js';

interface Case {
  readonly behaviour: Behaviour;
  /** How each of its try-ons must end. */
  readonly ends: string;
  /** Back to normal after this long. */
  readonly forMs?: number;
}

/** What contract.md says of each, in `error.code` or status. */
const CASES: readonly Case[] = [
  { behaviour: 'submit-cut', ends: 'provider_error' },
  { behaviour: 'submit-garbage', ends: 'provider_error' },
  { behaviour: 'submit-hangs', ends: 'provider_error' },
  { behaviour: 'poll-garbage', ends: 'completed' },
  { behaviour: 'result-garbage', ends: 'provider_error' },
  { behaviour: 'completes-twice', ends: 'completed' },
  { behaviour: 'fails', ends: 'no_person' },
  { behaviour: 'busy', ends: 'completed', forMs: 60_000 },
  { behaviour: 'poll-hangs', ends: 'provider_timeout' },
  { behaviour: 'run-hangs', ends: 'provider_timeout' },
];
const SHORT: readonly Behaviour[] = [
  'submit-cut',
  'submit-garbage',
  'poll-garbage',
  'result-garbage',
  'completes-twice',
  'fails',
  'busy',
];

/** A provider that misbehaves in every way; none of it may be paid twice, and all of it ends. */
export const badProvider: Scenario = {
  name: 'bad-provider',
  brokers: ['postgres'],
  // In the short form `pays-once` plays the same tricks, and more of them.
  long: true,
  async run({ broker, short, say }) {
    const ground = await openGround({ servers: 1, workers: 2, broker, providerMs: 500 });
    try {
      const { client, fleet, images, provider } = ground;
      const all: string[] = [];
      const wrong: string[] = [];
      for (const { behaviour, ends, forMs } of CASES) {
        if (short && !SHORT.includes(behaviour)) continue;
        provider.behave(behaviour);
        // The mode with the nearest deadline, where that is what ends them; the longer one where they are to wait.
        const mode = ends === 'provider_timeout' ? 'performance' : 'balanced';
        const ids = await eachOf(Array.from({ length: 5 }), 5, () => client.submit(images, { mode }));
        all.push(...ids);
        // Dead between the answer and what is made of it, so that the next worker has to ask again.
        if (behaviour === 'completes-twice') {
          await provider.firstCompleted;
          await Promise.all(fleet.workers.map((worker) => worker.kill9()));
        }
        if (forMs) await sleep(short ? 6_000 : forMs);
        else if (behaviour !== 'fails') await sleep(400);
        if (ends !== 'provider_timeout') await sleep(behaviour === 'submit-hangs' ? 11_000 : 2_500);
        if (forMs) provider.behave('fine');
        const open = ids.length;
        for (const until = Date.now() + 80_000; Date.now() < until; ) {
          const ended = await endings(ground, ids);
          if (
            ended.filter((tryon) => tryon.status !== 'queued' && tryon.status !== 'processing').length ===
            open
          )
            break;
          await sleep(200);
        }
        const ended = await endings(ground, ids);
        const right = ended.filter((tryon) => (tryon.code ?? tryon.status) === ends).length;
        say(`${behaviour}: ${tally(ended)}`);
        if (right !== ids.length) wrong.push(`${behaviour}: ${tally(ended)}, where all should be ${ends}`);
        if (ends === 'provider_timeout' && ids.some((id) => !provider.canceled.has(id)))
          wrong.push(`${behaviour}: the provider was not told to stop`);
        if (behaviour === 'completes-twice' && provider.askedAgain.size === 0)
          wrong.push(`${behaviour}: the provider was not asked a second time: this proves nothing`);
        provider.behave('fine');
      }
      wrong.push(...(await judge(ground, all)));
      return { seen: `${tally(await endings(ground, all))}; ${provider.refused()} refused submits`, wrong };
    } finally {
      await ground.close();
    }
  },
};
