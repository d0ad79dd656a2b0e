import assert from 'node:assert/strict';
import { test } from 'node:test';
import { TryOn } from './client.js';
import { NotFoundError } from './errors.js';
import { problem, startTestServer, stream } from './testing/test-server.js';
import { completed, eventOf, tryonLike } from './testing/test-tryon.js';

const EVENTS = 'GET /v1/tryons/tryon_1/events';
const server = await startTestServer();
const client = new TryOn({ apiKey: 'sk_test_abc', baseUrl: server.url });
const queued = tryonLike({ status: 'queued', progress: { stage: 'queued', percent: 0, queue_position: 2 } });
const processing = tryonLike();

async function percents(tryons: AsyncIterable<{ progress: { percent: number } }>): Promise<number[]> {
  const seen: number[] = [];
  for await (const { progress } of tryons) seen.push(progress.percent);
  return seen;
}

test('gives each state of the try-on and ends after the last', async () => {
  server.requests.length = 0;
  server.on(
    EVENTS,
    stream([eventOf(1, queued), ': beat\n\n', eventOf(2, processing) + eventOf(3, completed)]),
  );
  const events = client.tryons.events('tryon_1');
  assert.deepEqual(await percents(events), [0, 50, 100]);
  assert.equal(events.lastEventId, '3');
  assert.equal(server.requests.length, 1);
  assert.equal(server.requests[0]?.headers.accept, 'text/event-stream');
});

test('ends after the last state even where the server keeps the stream open', async () => {
  server.on(EVENTS, stream([eventOf(1, completed)], 'stay open'));
  assert.deepEqual(await percents(client.tryons.events('tryon_1')), [100]);
});

test('continues with Last-Event-ID after a stream that breaks or ends early', async () => {
  server.requests.length = 0;
  server.on(
    EVENTS,
    stream([eventOf(1, queued)], 'break'),
    stream([eventOf(2, processing), 'id: 3\ndata: cut of'], 'close'),
    stream([eventOf(3, completed)]),
  );
  assert.deepEqual(await percents(client.tryons.events('tryon_1')), [0, 50, 100]);
  assert.deepEqual(
    server.requests.map(({ headers }) => headers['last-event-id']),
    [undefined, '1', '2'],
  );
});

test('starts after the event it is told', async () => {
  server.requests.length = 0;
  server.on(EVENTS, stream([eventOf(8, completed)]));
  await percents(client.tryons.events('tryon_1', { lastEventId: 7 }));
  assert.equal(server.requests[0]?.headers['last-event-id'], '7');
});

test('passes over events of kinds it does not know', async () => {
  server.on(EVENTS, stream(['event: advert\ndata: buy!\n\n', eventOf(2, completed)]));
  assert.deepEqual(await percents(client.tryons.events('tryon_1')), [100]);
});

test('does not reconnect to what is not there', async () => {
  server.requests.length = 0;
  server.on(EVENTS, problem(404, 'tryon_not_found'));
  await assert.rejects(percents(client.tryons.events('tryon_1')), NotFoundError);
  assert.equal(server.requests.length, 1);
});

test("throws the signal's reason when the caller aborts in the middle", async () => {
  server.on(EVENTS, stream([eventOf(1, queued)], 'stay open'));
  const controller = new AbortController();
  const reason = new Error('enough');
  await assert.rejects(
    async () => {
      for await (const _ of client.tryons.events('tryon_1', { signal: controller.signal }))
        controller.abort(reason);
    },
    (error) => error === reason,
  );
});

test('closes the connection when the loop is left', async () => {
  const closed = new Promise<void>((resolve) => {
    server.on(EVENTS, (_request, response) => {
      response.on('close', resolve);
      response.writeHead(200, { 'Content-Type': 'text/event-stream' });
      response.write(eventOf(1, queued));
    });
  });
  for await (const _ of client.tryons.events('tryon_1')) break;
  await closed;
});

test('leaves nothing behind on a signal that lives on', async () => {
  server.on(EVENTS, stream([eventOf(1, completed)]));
  const { signal } = new AbortController();
  let listeners = 0;
  const { addEventListener, removeEventListener } = signal;
  signal.addEventListener = (...args: Parameters<typeof addEventListener>) => {
    listeners++;
    addEventListener.apply(signal, args);
  };
  signal.removeEventListener = (...args: Parameters<typeof removeEventListener>) => {
    listeners--;
    removeEventListener.apply(signal, args);
  };
  await percents(client.tryons.events('tryon_1', { signal }));
  await client.tryons.wait('tryon_1', { signal });
  server.on('GET /v1/tryons/tryon_1', { json: completed });
  await client.tryons.get('tryon_1', { signal });
  assert.equal(listeners, 0);
});
