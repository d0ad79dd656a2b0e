import { randomUUID } from 'node:crypto';
import type { Broker } from '../chaos/scenario.js';
import { createClient } from '../fleet/client.js';
import { type Fleet, startFleet } from '../fleet/fleet.js';
import { startProvider } from '../provider/provider-server.js';
import { load, type Timing, timingOf } from './measure.js';

export const PROVIDER_MS = 200;

export interface PlatformFigures {
  readonly overhead: Timing;
  readonly overheadMultipart: Timing;
  readonly upload: Timing;
  readonly create: Timing;
  readonly createMultipart: Timing;
  readonly statusRead: Timing;
  /** A row to read for whoever compares. */
  readonly tryonId: string;
}

/** One server, one worker, one broker: what the platform adds to the provider's time, and how much it takes. */
export async function measurePlatform<T>(
  broker: Broker,
  bytes: Buffer,
  forMs: number,
  alongside: (databaseUrl: string, tryonId: string) => Promise<T>,
): Promise<{ figures: PlatformFigures; alongside: T }> {
  const provider = await startProvider(PROVIDER_MS);
  const fleet = await startFleet({
    servers: 1,
    workers: 1,
    broker,
    providerUrl: provider.url,
    providerMs: PROVIDER_MS,
  });
  try {
    const client = createClient(fleet);
    const ids = [await client.upload(), await client.upload()] as const;
    const json = JSON.stringify({ model_image: ids[0], garment_image: ids[1], category: 'tops' });
    const createJson = () => post(fleet, '/v1/tryons', json, 'application/json');
    const both = await encoded({ model_image: bytes, garment_image: bytes });
    const one = await encoded({ file: bytes });
    const createForm = () => post(fleet, '/v1/tryons', both.body, both.type);
    const upload = () => post(fleet, '/v1/images', one.body, one.type);

    const overhead = await timeToKnow(fleet, 60, createJson);
    const overheadMultipart = await timeToKnow(fleet, 30, createForm);
    const { id: tryonId } = (await createJson()) as { id: string };
    await untilTold(fleet, tryonId);
    // Nothing else is to use the cores now.
    await fleet.workers[0]?.down();
    const figures = {
      overhead,
      overheadMultipart,
      upload: await load({ atOnce: 8, forMs }, upload),
      create: await load({ atOnce: 16, forMs }, createJson),
      createMultipart: await load({ atOnce: 8, forMs }, createForm),
      statusRead: await load({ atOnce: 16, forMs }, () => get(fleet, `/v1/tryons/${tryonId}`)),
      tryonId,
    };
    const compared = await alongside(fleet.databaseUrl, tryonId);
    await fleet.workers[0]?.revive();
    return { figures, alongside: compared };
  } finally {
    await fleet.stop();
    await provider.close();
  }
}

/** From the submit until the event stream tells of the end, less the provider's own time; one after the other. */
async function timeToKnow(fleet: Fleet, times: number, create: () => Promise<unknown>): Promise<Timing> {
  const taken: number[] = [];
  for (let i = -5; i < times; i++) {
    const startedAt = performance.now();
    const { id } = (await create()) as { id: string };
    await untilTold(fleet, id);
    if (i >= 0) taken.push(performance.now() - startedAt - PROVIDER_MS);
  }
  return timingOf(taken, 1_000);
}

async function untilTold(fleet: Fleet, id: string): Promise<void> {
  const response = await fetch(`${fleet.serverUrls[0]}/v1/tryons/${id}/events`, { headers: headers(fleet) });
  const decoder = new TextDecoder();
  for await (const chunk of response.body ?? []) {
    if (/"status":"(completed|failed|canceled)"/.test(decoder.decode(chunk))) return;
  }
  throw new Error(`the stream of ${id} ended without its end`);
}

async function get(fleet: Fleet, path: string): Promise<unknown> {
  return answer(await fetch(fleet.serverUrls[0] + path, { headers: headers(fleet) }));
}

async function post(
  fleet: Fleet,
  path: string,
  body: string | Uint8Array<ArrayBuffer>,
  type: string,
): Promise<unknown> {
  const more = { 'Idempotency-Key': randomUUID(), 'Content-Type': type };
  const init = { method: 'POST', headers: { ...headers(fleet), ...more }, body };
  return answer(await fetch(fleet.serverUrls[0] + path, init));
}

async function answer(response: Response): Promise<unknown> {
  const text = await response.text();
  if (!response.ok) throw new Error(`${response.status} ${text.slice(0, 300)}`);
  return JSON.parse(text);
}

const headers = (fleet: Fleet) => ({ Authorization: `Bearer ${fleet.secretKey}` });

/** A form, written once: making it is not what is measured. */
async function encoded(files: Readonly<Record<string, Buffer>>) {
  const data = new FormData();
  for (const [name, bytes] of Object.entries(files))
    data.append(name, new Blob([new Uint8Array(bytes)]), `${name}.jpg`);
  const response = new Response(data);
  const type = response.headers.get('content-type') ?? '';
  return { type, body: new Uint8Array(await response.arrayBuffer()) };
}
