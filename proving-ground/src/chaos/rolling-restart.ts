import { setTimeout as sleep } from 'node:timers/promises';
import type { Part } from '../fleet/part.js';
import { type Ground, openGround } from './ground.js';
import { alongside, type Scenario } from './scenario.js';
import { endings, judge, tally } from './verdict.js';

const DELAY_MS = 1_500;
/** A server's grace or a worker's, and a margin. */
const MAX_STOP_MS = 15_000;

/**
 * A deployment: every server and worker is told to stop and started again, one after the other, while try-ons go on.
 * Each says first that it is not ready, still answers for a while, and exits 0; no try-on fails because of it.
 */
export const rollingRestart: Scenario = {
  name: 'rolling-restart',
  brokers: ['postgres', 'redis'],
  shortBroker: 'redis',
  async run({ broker, say }) {
    const ground = await openGround({
      servers: 2,
      workers: 2,
      broker,
      providerMs: 3_000,
      remoteConcurrency: 20,
      shutdownDelayMs: DELAY_MS,
    });
    try {
      const { fleet, client, images } = ground;
      const wrong: string[] = [];
      const ids: string[] = [];
      const submit = async (over: AbortSignal) => {
        while (!over.aborted) {
          ids.push(await client.submit(images));
          await sleep(150);
        }
      };
      await alongside(submit, async () => {
        await sleep(500);
        for (const [i, server] of fleet.servers.entries()) {
          wrong.push(...(await restart(server, say, () => watchStopping(ground, i))));
        }
        for (const worker of fleet.workers) wrong.push(...(await restart(worker, say)));
      });
      wrong.push(...(await judge(ground, ids)));
      const ended = await endings(ground, ids);
      if (ended.some(({ status }) => status !== 'completed'))
        wrong.push(`not all were completed: ${tally(ended)}`);
      return { seen: tally(ended), wrong };
    } finally {
      await ground.close();
    }
  },
};

async function restart(
  part: Part,
  say: (line: string) => void,
  watch: () => Promise<string[]> = async () => [],
): Promise<string[]> {
  const startedAt = Date.now();
  const ending = part.terminate();
  const wrong = await watch();
  const end = await Promise.race([ending, sleep(MAX_STOP_MS, 'nothing yet', { ref: false })]);
  say(`${part.name}: ended with ${end} after ${((Date.now() - startedAt) / 1_000).toFixed(1)} s`);
  if (end !== 'code 0') wrong.push(`${part.name} ended with ${end}, not with code 0`);
  await part.revive();
  return wrong;
}

/** What a load balancer and a client see of a server that was told to stop. */
async function watchStopping({ fleet }: Ground, index: number): Promise<string[]> {
  const url = fleet.serverUrls[index] ?? '';
  await sleep(300);
  const readiness = await fetch(`${url}/readiness`);
  await readiness.text();
  const usage = await fetch(`${url}/v1/usage`, { headers: { Authorization: `Bearer ${fleet.secretKey}` } });
  await usage.text();
  return [
    ...(readiness.status === 503 ? [] : [`readiness said ${readiness.status} after SIGTERM`]),
    ...(usage.status === 200 ? [] : [`a request within the delay was answered ${usage.status}`]),
  ];
}
