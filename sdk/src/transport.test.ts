import assert from 'node:assert/strict';
import { test } from 'node:test';
import { TryOn } from './client.js';
import { ConnectionError, RateLimitError, ServerError, TimeoutError } from './errors.js';
import type { TryOnOptions } from './options.js';
import { hangUp, problem, saysNothing, startTestServer } from './testing/test-server.js';
import { tryonLike } from './testing/test-tryon.js';

const CREATE = 'POST /v1/tryons';
const GET = 'GET /v1/tryons/tryon_1';
const params = { model_image: 'img_1', garment_image: 'img_2' };
const atOnce = { headers: { 'Retry-After': '0' } };
const server = await startTestServer();

function freshClient(options: Partial<TryOnOptions> = {}): TryOn {
  server.requests.length = 0;
  return new TryOn({ apiKey: 'sk_test_abc', baseUrl: server.url, ...options });
}

test('sends the key as a bearer token', async () => {
  server.on(GET, { json: tryonLike() });
  await freshClient().tryons.get('tryon_1');
  assert.equal(server.requests[0]?.headers.authorization, 'Bearer sk_test_abc');
});

test('retries a 503 with the same idempotency key', async () => {
  server.on(CREATE, problem(503, 'service_unavailable', atOnce), hangUp, { status: 202, json: tryonLike() });
  const tryon = await freshClient().tryons.create(params);
  assert.equal(tryon.id, 'tryon_1');
  const keys = server.to(CREATE).map(({ headers }) => headers['idempotency-key']);
  assert.equal(keys.length, 3);
  assert.match(String(keys[0]), /^\d+(-\d+){3}$/);
  assert.equal(new Set(keys).size, 1);
});

test('gives two calls two idempotency keys, and uses the one that is given', async () => {
  server.on(CREATE, { status: 202, json: tryonLike() });
  const client = freshClient();
  await client.tryons.create(params);
  await client.tryons.create(params);
  await client.tryons.create(params, { idempotencyKey: 'order-7' });
  const keys = server.to(CREATE).map(({ headers }) => headers['idempotency-key']);
  assert.equal(new Set(keys).size, 3);
  assert.equal(keys[2], 'order-7');
});

test('sends no idempotency key with reads', async () => {
  server.on(GET, { json: tryonLike() });
  await freshClient().tryons.get('tryon_1');
  assert.equal(server.requests[0]?.headers['idempotency-key'], undefined);
});

for (const status of [408, 429, 500, 502, 503, 504]) {
  test(`retries a ${status}`, async () => {
    server.on(GET, { status, text: '', headers: { 'Retry-After': '0' } }, { json: tryonLike() });
    await freshClient().tryons.get('tryon_1');
    assert.equal(server.requests.length, 2);
  });
}

for (const status of [400, 401, 403, 404, 409, 413, 415, 422]) {
  test(`does not retry a ${status}`, async () => {
    server.on(GET, problem(status, 'validation_failed', atOnce));
    await assert.rejects(freshClient().tryons.get('tryon_1').then());
    assert.equal(server.requests.length, 1);
  });
}

test('gives up after two retries', async () => {
  server.on(GET, problem(500, 'internal_error', atOnce));
  await assert.rejects(freshClient().tryons.get('tryon_1').then(), ServerError);
  assert.equal(server.requests.length, 3);
});

test('lets a call say how often to retry', async () => {
  server.on(GET, problem(500, 'internal_error', atOnce));
  await assert.rejects(freshClient().tryons.get('tryon_1', { maxRetries: 0 }).then());
  assert.equal(server.requests.length, 1);
});

test('does not retry a used-up quota', async () => {
  server.on(CREATE, problem(429, 'quota_exceeded', atOnce));
  await assert.rejects(freshClient().tryons.create(params).then(), { code: 'quota_exceeded' });
  assert.equal(server.requests.length, 1);
});

test('does not retry what the problem calls not retryable, whatever its status', async () => {
  server.on(GET, problem(503, 'service_unavailable', { ...atOnce, retryable: false }));
  await assert.rejects(freshClient().tryons.get('tryon_1').then(), { retryable: false });
  assert.equal(server.requests.length, 1);
});

test('waits for a request with the same idempotency key that is still running', async () => {
  const running = problem(409, 'idempotency_in_progress', { ...atOnce, retryable: true });
  server.on(CREATE, running, { status: 202, json: tryonLike() });
  await freshClient().tryons.create(params);
  assert.equal(server.requests.length, 2);
});

test('waits as long as Retry-After says', async () => {
  server.on(GET, problem(429, 'rate_limited', { headers: { 'Retry-After': '1' } }), { json: tryonLike() });
  const start = performance.now();
  await freshClient().tryons.get('tryon_1');
  const tookMs = performance.now() - start;
  assert.ok(tookMs >= 990 && tookMs < 2_500, `${tookMs} ms`);
});

test('does not wait for a Retry-After of more than a minute, and says how long it is', async () => {
  server.on(GET, problem(429, 'rate_limited', { headers: { 'Retry-After': '61' } }));
  await assert.rejects(freshClient().tryons.get('tryon_1').then(), (error) => {
    assert.ok(error instanceof RateLimitError);
    assert.equal(error.retryAfterMs, 61_000);
    return true;
  });
  assert.equal(server.requests.length, 1);
});

test('gives each attempt its own timeout', async () => {
  server.on(GET, saysNothing, saysNothing, { json: tryonLike() });
  const tryon = await freshClient({ timeoutMs: 80 }).tryons.get('tryon_1');
  assert.equal(tryon.id, 'tryon_1');
  assert.equal(server.requests.length, 3);
});

test('rejects with TimeoutError, which is a ConnectionError, when no attempt is answered', async () => {
  server.on(GET, saysNothing);
  const call = freshClient().tryons.get('tryon_1', { timeoutMs: 30, maxRetries: 1 });
  await assert.rejects(call.then(), (error) => {
    assert.ok(error instanceof TimeoutError && error instanceof ConnectionError);
    assert.equal(error.code, 'timeout');
    return true;
  });
  assert.equal(server.requests.length, 2);
});

test('counts a body that does not come against the timeout', async () => {
  server.on(GET, (_request, response) => {
    response.writeHead(200, { 'Content-Type': 'application/json' });
    response.write('{"id":');
  });
  const call = freshClient({ timeoutMs: 50, maxRetries: 0 }).tryons.get('tryon_1');
  await assert.rejects(call.then(), TimeoutError);
});

test('rejects with ConnectionError, with its cause, when nobody listens', async () => {
  const client = freshClient({ baseUrl: 'http://127.0.0.1:9', maxRetries: 0 });
  await assert.rejects(client.tryons.get('tryon_1').then(), (error) => {
    assert.ok(error instanceof ConnectionError && !(error instanceof TimeoutError));
    assert.ok(error.cause instanceof Error);
    return true;
  });
});

test("rejects with the signal's own reason when the caller aborts", async () => {
  server.on(GET, saysNothing);
  const controller = new AbortController();
  const reason = new Error('the shopper left');
  const call = freshClient().tryons.get('tryon_1', { signal: controller.signal });
  setTimeout(() => controller.abort(reason), 30);
  await assert.rejects(call.then(), (error) => error === reason);
  assert.equal(server.requests.length, 1);
});

test('sends nothing when the signal has aborted before', async () => {
  const reason = { not: 'even an Error' };
  const call = freshClient().tryons.get('tryon_1', { signal: AbortSignal.abort(reason) });
  await assert.rejects(call.then(), (error) => error === reason);
  assert.equal(server.requests.length, 0);
});

test('stops waiting for a retry when the caller aborts', async () => {
  server.on(GET, problem(503, 'service_unavailable', { headers: { 'Retry-After': '30' } }));
  const signal = AbortSignal.timeout(50);
  const start = performance.now();
  await assert.rejects(
    freshClient().tryons.get('tryon_1', { signal }).then(),
    (error) => error === signal.reason,
  );
  assert.ok(performance.now() - start < 2_000);
});

test('takes a 404 to a repeated DELETE for the first one having got through', async () => {
  server.on('DELETE /v1/tryons/tryon_1', hangUp, problem(404, 'tryon_not_found'));
  assert.equal(await freshClient().tryons.delete('tryon_1'), undefined);
});

test('calls the fetch it is given with a URL and its init', async () => {
  const seen: [string, string | undefined][] = [];
  const client = freshClient({
    fetch: (url, init) => {
      seen.push([url, init.method]);
      return Promise.resolve(Response.json(tryonLike()));
    },
  });
  await client.tryons.get('tryon_1');
  assert.deepEqual(seen, [[`${server.url}/v1/tryons/tryon_1`, 'GET']]);
});
