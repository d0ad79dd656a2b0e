import assert from 'node:assert/strict';
import { test } from 'node:test';
import { TryOn } from './client.js';
import type { TryOnOptions } from './options.js';
import { problem, type Reply, startTestServer } from './testing/test-server.js';
import { tryonLike } from './testing/test-tryon.js';

const server = await startTestServer();
const params = { model_image: 'img_1', garment_image: 'img_2' };

/** A server that names each visitor who comes without a token anew. */
function naming(): Reply {
  let count = 0;
  return ({ headers }, response) => {
    const client_token = headers['tryon-client-token'] ?? `ct_visitor_${++count}`;
    setTimeout(() => {
      response.writeHead(202, { 'Content-Type': 'application/json' });
      response.end(JSON.stringify({ ...tryonLike(), client_token }));
    }, 20);
  };
}

function freshClient(options: Partial<TryOnOptions> = {}): TryOn {
  server.requests.length = 0;
  return new TryOn({ apiKey: 'pk_test_abc', baseUrl: server.url, ...options });
}

function tokensSent(): unknown[] {
  return server.requests.map(({ headers }) => headers['tryon-client-token']);
}

test("remembers the first creation's client token, tells it, and sends it with every later call", async () => {
  server.on('POST /v1/tryons', naming());
  server.on('GET /v1/tryons/tryon_1', { json: tryonLike() });
  const told: string[] = [];
  const client = freshClient({ onClientToken: (token) => told.push(token) });
  await client.tryons.create(params);
  await client.tryons.get('tryon_1');
  await client.tryons.create(params);
  assert.equal(client.clientToken, 'ct_visitor_1');
  assert.deepEqual(told, ['ct_visitor_1']);
  assert.deepEqual(tokensSent(), [undefined, 'ct_visitor_1', 'ct_visitor_1']);
});

test('continues an earlier visit, and forgets it when told', async () => {
  server.on('POST /v1/tryons', naming());
  const client = freshClient({ clientToken: 'ct_kept_from_before' });
  await client.tryons.create(params);
  client.clientToken = undefined;
  await client.tryons.create(params);
  assert.deepEqual(tokensSent(), ['ct_kept_from_before', undefined]);
  assert.equal(client.clientToken, 'ct_visitor_1');
});

test('names one visitor once when their first creations come at the same time', async () => {
  server.on('POST /v1/tryons', naming());
  const client = freshClient();
  await Promise.all([1, 2, 3].map(() => client.tryons.create(params)));
  assert.deepEqual(tokensSent(), [undefined, 'ct_visitor_1', 'ct_visitor_1']);
});

test('lets the second creation go when the first one fails', async () => {
  server.on('POST /v1/tryons', problem(422, 'validation_failed'), naming());
  const client = freshClient();
  const [first, second] = await Promise.allSettled([
    client.tryons.create(params),
    client.tryons.create(params),
  ]);
  assert.deepEqual([first.status, second.status], ['rejected', 'fulfilled']);
});

test('lets a creation that waits for the first be aborted', async () => {
  server.on('POST /v1/tryons', naming());
  const client = freshClient();
  const first = client.tryons.create(params);
  const reason = new Error('changed my mind');
  const second = client.tryons.create(params, { signal: AbortSignal.abort(reason) });
  await assert.rejects(second.then(), (error) => error === reason);
  await first;
  assert.equal(server.requests.length, 1);
});

test('does not put creations with a secret key in a row', async () => {
  server.on('POST /v1/tryons', { status: 202, json: tryonLike() });
  const client = freshClient({ apiKey: 'sk_test_abc' });
  await Promise.all([client.tryons.create(params), client.tryons.create(params)]);
  assert.deepEqual(tokensSent(), [undefined, undefined]);
});

test('shares the visitor with withOptions(), but not with another key', async () => {
  server.on('POST /v1/tryons', naming());
  const client = freshClient();
  await client.withOptions({ timeoutMs: 5_000 }).tryons.create(params);
  assert.equal(client.clientToken, 'ct_visitor_1');
  assert.equal(client.withOptions({ apiKey: 'pk_test_other' }).clientToken, undefined);
});
