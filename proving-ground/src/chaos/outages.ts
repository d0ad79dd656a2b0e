import { setTimeout as sleep } from 'node:timers/promises';
import type { Part } from '../fleet/part.js';
import { type Ground, openGround } from './ground.js';
import type { Scenario } from './scenario.js';
import { endings, judge, tally } from './verdict.js';

/** An answer that takes longer than this is a request that hangs. */
const MAX_MS = 2_500;

interface Seen {
  readonly status: number;
  readonly retryAfter: string | null;
  readonly ms: number;
}

/**
 * While PostgreSQL or Redis is away for a while, requests are answered at once: 503 with `Retry-After` for what cannot be
 * done, and what needs no queue goes on without Redis.
 */
export const outages: Scenario = {
  name: 'outages',
  brokers: ['postgres', 'redis'],
  shortBroker: 'redis',
  async run({ broker, say }) {
    const ground = await openGround({ servers: 1, workers: 1, broker, providerMs: 500 });
    try {
      const { fleet, client, images } = ground;
      const ids = [await client.submit(images)];
      const wrong: string[] = [];
      const expect = (what: string, seen: readonly Seen[], status: number) => {
        say(`${what}: ${seen.map((one) => `${one.status} in ${Math.round(one.ms)} ms`).join(', ')}`);
        for (const one of seen) {
          if (one.status !== status) wrong.push(`${what} was answered ${one.status}, not ${status}`);
          if (one.ms > MAX_MS) wrong.push(`${what} took ${Math.round(one.ms)} ms`);
          if (one.status === 503 && one.retryAfter === null) wrong.push(`${what}: 503 without Retry-After`);
        }
      };
      const read = () => ask(ground, 'GET', `/v1/tryons/${ids[0]}`);
      const create = () =>
        ask(ground, 'POST', '/v1/tryons', { model_image: images[0], garment_image: images[1] });
      await during(fleet.postgres, async () => {
        expect('creating without PostgreSQL', [await create(), await create()], 503);
        expect('reading without PostgreSQL', [await read(), await read()], 503);
        expect('readiness without PostgreSQL', [await ask(ground, 'GET', '/readiness')], 503);
      });
      if (fleet.redis) {
        await during(fleet.redis, async () => {
          expect('creating without Redis', [await create(), await create()], 503);
          expect('reading without Redis', [await read(), await read()], 200);
          expect('readiness without Redis', [await ask(ground, 'GET', '/readiness')], 503);
        });
      }
      ids.push(await client.submit(images));
      wrong.push(...(await judge(ground, ids)));
      return { seen: tally(await endings(ground, ids)), wrong };
    } finally {
      await ground.close();
    }
  },
};

async function during(part: Part, work: () => Promise<void>): Promise<void> {
  await part.down();
  await sleep(1_500);
  try {
    await work();
  } finally {
    await part.revive();
  }
}

async function ask({ fleet }: Ground, method: string, path: string, json?: object): Promise<Seen> {
  const startedAt = performance.now();
  const response = await fetch(fleet.serverUrls[0] + path, {
    method,
    headers: {
      Authorization: `Bearer ${fleet.secretKey}`,
      ...(json && { 'Content-Type': 'application/json' }),
    },
    body: json ? JSON.stringify(json) : null,
    signal: AbortSignal.timeout(30_000),
  });
  await response.text();
  return {
    status: response.status,
    retryAfter: response.headers.get('retry-after'),
    ms: performance.now() - startedAt,
  };
}
