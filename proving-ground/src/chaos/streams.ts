import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { openGround } from './ground.js';
import { alongside, type Scenario } from './scenario.js';
import { judge } from './verdict.js';

const CLIENTS_PER_SERVER = 100;
/**
 * Of the resident memory, from after the warm-up to the end. In half a minute a heap is still finding its size, so the
 * short form only catches a flood.
 */
const MAX_GROWTH = { full: 0.15, short: 0.5 } as const;

/** A hundred event streams on each server, one try-on after the other: memory stays flat, and none misses its end. */
export const streams: Scenario = {
  name: 'streams',
  long: true,
  brokers: ['redis'],
  async run({ broker, short, say }) {
    const runForMs = short ? 30_000 : 600_000;
    const ground = await openGround({
      servers: 2,
      workers: 1,
      broker,
      providerMs: 5_000,
      remoteConcurrency: 200,
    });
    try {
      const { fleet, client, images } = ground;
      const stopAt = Date.now() + runForMs;
      const ids: string[] = [];
      let broken = false;
      let missed = 0;
      let events = 0;
      const follow = async (server: number) => {
        await sleep(Math.random() * 5_000);
        while (Date.now() < stopAt && !broken) {
          const id = await client.submit(images);
          ids.push(id);
          const statuses = await listen(
            `${fleet.serverUrls[server]}/v1/tryons/${id}/events`,
            fleet.secretKey,
          );
          events += statuses.length;
          if (!['completed', 'failed', 'canceled'].includes(statuses.at(-1) ?? '')) missed++;
        }
      };
      const samples: number[][] = fleet.servers.map(() => []);
      const watch = async (over: AbortSignal) => {
        await sleep(runForMs * 0.4);
        while (!over.aborted) {
          for (const [i, server] of fleet.servers.entries()) samples[i]?.push(residentMb(server.pid()));
          await sleep(runForMs / 60);
        }
      };
      const followers = fleet.serverUrls.flatMap((_, server) =>
        Array.from({ length: CLIENTS_PER_SERVER }, () =>
          follow(server).catch((error: unknown) => {
            // One that breaks off ends all of them.
            broken = true;
            throw error;
          }),
        ),
      );
      await alongside(watch, () => Promise.all(followers));
      const wrong = await judge(ground, ids);
      if (missed > 0) wrong.push(`${missed} streams ended without the end of their try-on`);
      samples.forEach((sample, i) => {
        const third = Math.floor(sample.length / 3);
        const [early, late] = [median(sample.slice(0, third)), median(sample.slice(-third))];
        say(
          `server ${i + 1}: ${early} MB after the warm-up, ${late} MB at the end (${sample.length} samples)`,
        );
        if (third < 5) wrong.push(`server ${i + 1}: ${sample.length} samples of its memory prove nothing`);
        if (late > early * (1 + MAX_GROWTH[short ? 'short' : 'full']))
          wrong.push(`server ${i + 1} grew from ${early} to ${late} MB`);
      });
      return { seen: `${ids.length} streams, ${events} events, ${missed} missed`, wrong };
    } finally {
      await ground.close();
    }
  },
};

/** The states that a stream told, to its end; reconnects where it breaks. */
async function listen(url: string, key: string): Promise<string[]> {
  const statuses: string[] = [];
  let lastId = '';
  for (let attempt = 0; attempt < 5; attempt++) {
    const response = await fetch(url, {
      headers: { Authorization: `Bearer ${key}`, ...(lastId && { 'Last-Event-ID': lastId }) },
      signal: AbortSignal.timeout(120_000),
    });
    let text = '';
    const decoder = new TextDecoder();
    for await (const chunk of response.body ?? []) {
      text += decoder.decode(chunk, { stream: true });
      const blocks = text.split('\n\n');
      text = blocks.pop() ?? '';
      for (const block of blocks) {
        lastId = /^id: (.+)$/m.exec(block)?.[1] ?? lastId;
        const status = /"status":"(\w+)"/.exec(block)?.[1];
        if (status) statuses.push(status);
      }
    }
    if (['completed', 'failed', 'canceled'].includes(statuses.at(-1) ?? '')) break;
  }
  return statuses;
}

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

function residentMb(pid: number): number {
  const kb = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return Math.round(Number(kb ?? 0) / 1_024);
}
