import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { TryOn } from './client.js';
import { NotFoundError, TryOnFailedError, WaitTimeoutError } from './errors.js';
import {
  hangUp,
  problem,
  saysNothing,
  startTestServer,
  stream,
  type TestServer,
} from './testing/test-server.js';
import { completed, eventOf, failed, tryonLike } from './testing/test-tryon.js';
import type { Tryon } from './types.js';

const EVENTS = 'GET /v1/tryons/tryon_1/events';
const GET = 'GET /v1/tryons/tryon_1';
const CANCEL = 'POST /v1/tryons/tryon_1/cancel';
const processing = tryonLike();

async function fresh(): Promise<{ server: TestServer; client: TryOn }> {
  const server = await startTestServer();
  return { server, client: new TryOn({ apiKey: 'sk_test_abc', baseUrl: server.url }) };
}

describe('tryons.wait', { concurrency: true }, () => {
  test('hears the end over the event stream, without a single poll', async () => {
    const { server, client } = await fresh();
    server.on(EVENTS, stream([eventOf(1, processing), eventOf(2, completed)]));
    const seen: string[] = [];
    const tryon = await client.tryons.wait('tryon_1', { onProgress: ({ status }) => seen.push(status) });
    assert.equal(tryon.status, 'completed');
    assert.deepEqual(seen, ['processing', 'completed']);
    assert.equal(server.to(GET).length, 0);
  });

  test('polls when the stream breaks', async () => {
    const { server, client } = await fresh();
    server.on(EVENTS, stream([eventOf(1, processing)], 'break'));
    server.on(GET, { json: processing }, { json: completed });
    assert.equal((await client.tryons.wait('tryon_1')).status, 'completed');
    assert.equal(server.to(GET).length, 2);
  });

  test('polls when the stream ends early, is refused or is not a stream', async () => {
    for (const reply of [stream([]), problem(503, 'service_unavailable'), hangUp, { text: 'hello' }]) {
      const { server, client } = await fresh();
      server.on(EVENTS, reply);
      server.on(GET, { json: completed });
      assert.equal((await client.tryons.wait('tryon_1')).status, 'completed');
      assert.equal(server.to(EVENTS).length, 1);
    }
  });

  test('polls when a proxy keeps the stream back', async () => {
    const { server, client } = await fresh();
    server.on(EVENTS, stream([], 'stay open'));
    server.on(GET, { json: completed });
    const start = performance.now();
    await client.tryons.wait('tryon_1');
    // It falls silent after 3 s; without looking after that, it would be the stream's 20 s. A busy machine has the rest.
    assert.ok(performance.now() - start < 15_000);
  });

  test('polls when a proxy keeps back even the headers of the stream', async () => {
    const { server, client } = await fresh();
    server.on(EVENTS, saysNothing);
    server.on(GET, { json: completed });
    assert.equal((await client.tryons.wait('tryon_1', { timeoutMs: 100 })).status, 'completed');
  });

  test('polls less and less often', async () => {
    const { server, client } = await fresh();
    const times: number[] = [];
    server.on(EVENTS, hangUp);
    server.on(GET, (_request, response) => {
      times.push(performance.now());
      response.writeHead(200, { 'Content-Type': 'application/json' });
      response.end(JSON.stringify(times.length < 4 ? processing : completed));
    });
    await client.tryons.wait('tryon_1');
    const gaps = times.slice(1).map((time, index) => time - Number(times[index]));
    assert.ok(gaps.length === 3 && gaps.every((gap, index) => gap > 480 * 1.5 ** index), `${gaps}`);
  });

  test('goes on polling through a short absence of the server', async () => {
    const { server, client } = await fresh();
    server.on(EVENTS, hangUp);
    server.on(GET, hangUp, hangUp, { json: completed });
    assert.equal((await client.tryons.wait('tryon_1', { maxRetries: 0 })).status, 'completed');
    assert.equal(server.to(GET).length, 3);
  });

  test('does not wait for what is not there', async () => {
    const { client } = await fresh();
    await assert.rejects(client.tryons.wait('tryon_1'), NotFoundError);
  });

  test('rejects with the failed try-on, and its code', async () => {
    const { server, client } = await fresh();
    server.on(EVENTS, stream([eventOf(1, failed)]));
    await assert.rejects(client.tryons.wait('tryon_1'), (error) => {
      assert.ok(error instanceof TryOnFailedError);
      assert.deepEqual([error.code, error.tryon], ['no_person', failed]);
      return true;
    });
  });

  test('rejects with a canceled try-on, too', async () => {
    const { server, client } = await fresh();
    server.on(EVENTS, stream([eventOf(1, tryonLike({ status: 'canceled' }))]));
    await assert.rejects(client.tryons.wait('tryon_1'), { name: 'TryOnFailedError', code: 'canceled' });
  });

  test('gives up after waitTimeoutMs with the try-on as last heard of, and does not cancel it', async () => {
    const { server, client } = await fresh();
    server.on(EVENTS, stream([eventOf(1, processing)], 'stay open'));
    await assert.rejects(client.tryons.wait('tryon_1', { waitTimeoutMs: 2_000 }), (error) => {
      assert.ok(error instanceof WaitTimeoutError);
      assert.deepEqual([error.code, error.tryon], ['wait_timeout', processing]);
      return true;
    });
    assert.equal(server.to(CANCEL).length, 0);
  });

  test("rejects with the signal's reason on abort, and leaves the server's work alone", async () => {
    const { server, client } = await fresh();
    server.on(EVENTS, stream([eventOf(1, processing)], 'stay open'));
    const controller = new AbortController();
    const reason = new Error('closed the dialog');
    const onProgress = () => controller.abort(reason);
    const call = client.tryons.wait('tryon_1', { signal: controller.signal, onProgress });
    await assert.rejects(call, (error) => error === reason);
    await new Promise((resolve) => setTimeout(resolve, 50));
    assert.equal(server.to(CANCEL).length, 0);
  });

  test('cancels the work on abort when asked to', async () => {
    const { server, client } = await fresh();
    server.on(EVENTS, stream([eventOf(1, processing)], 'stay open'));
    const canceled = new Promise<void>((resolve) => {
      server.on(CANCEL, (_request, response) => {
        response.end('{}');
        resolve();
      });
    });
    const signal = AbortSignal.timeout(80);
    const call = client.tryons.wait('tryon_1', { signal, cancelOnAbort: true });
    await assert.rejects(call, (error) => error === signal.reason);
    await canceled;
  });

  test('passes on what onProgress throws', async () => {
    const { server, client } = await fresh();
    server.on(EVENTS, stream([eventOf(1, processing)], 'stay open'));
    const bug = new Error('a bug of the caller');
    const onProgress = () => {
      throw bug;
    };
    await assert.rejects(client.tryons.wait('tryon_1', { onProgress }), (error) => error === bug);
  });
});

describe('tryons.run', () => {
  test('creates and waits in one call', async () => {
    const { server, client } = await fresh();
    server.on('POST /v1/tryons', { status: 202, json: tryonLike({ status: 'queued' }) });
    server.on(EVENTS, stream([eventOf(1, processing), eventOf(2, completed)]));
    const seen: Tryon['status'][] = [];
    const tryon = await client.tryons.run(
      { model_image: 'img_1', garment_image: 'img_2' },
      { onProgress: ({ status }) => seen.push(status), idempotencyKey: 'look-1' },
    );
    assert.equal(tryon.status, 'completed');
    assert.deepEqual(seen, ['queued', 'processing', 'completed']);
    assert.equal(server.to('POST /v1/tryons')[0]?.headers['idempotency-key'], 'look-1');
  });

  test('knows the created try-on when the wait times out', async () => {
    const { server, client } = await fresh();
    const queued = tryonLike({ status: 'queued' });
    server.on('POST /v1/tryons', { status: 202, json: queued });
    server.on(EVENTS, saysNothing);
    const call = client.tryons.run(
      { model_image: 'img_1', garment_image: 'img_2' },
      { waitTimeoutMs: 1_000 },
    );
    await assert.rejects(call, (error) => error instanceof WaitTimeoutError && error.tryon?.id === queued.id);
  });
});
