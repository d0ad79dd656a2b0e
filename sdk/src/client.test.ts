import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import { TryOn } from './client.js';
import { TryOnError } from './errors.js';
import type { TryOnOptions } from './options.js';
import { rawClient } from './raw.js';
import { problem, startTestServer } from './testing/test-server.js';
import { tryonLike } from './testing/test-tryon.js';

const server = await startTestServer();
const params = { model_image: 'img_1', garment_image: 'img_2' };

function freshClient(options: Partial<TryOnOptions> = {}): TryOn {
  server.requests.length = 0;
  return new TryOn({ apiKey: 'sk_test_abc', baseUrl: server.url, ...options });
}

afterEach(() => {
  Reflect.deleteProperty(globalThis, 'window');
  Reflect.deleteProperty(globalThis, 'document');
});

test('refuses a secret key in a window', () => {
  Object.assign(globalThis, { window: globalThis, document: {} });
  assert.throws(() => new TryOn({ apiKey: 'sk_live_abc' }), { code: 'secret_key_in_browser' });
  assert.ok(new TryOn({ apiKey: 'pk_live_abc' }));
});

test('takes a secret key in a worker that has a window but no document', () => {
  Object.assign(globalThis, { window: globalThis });
  assert.ok(new TryOn({ apiKey: 'sk_live_abc' }));
});

test('refuses what is no key, without repeating it', () => {
  for (const apiKey of ['', 'secret', 'sk_test_abc\n', undefined as unknown as string]) {
    assert.throws(
      () => new TryOn({ apiKey }),
      (error) =>
        error instanceof TryOnError && error.code === 'invalid_api_key' && !/secret|abc/.test(error.message),
    );
  }
});

test('says that a key was not given at all, as when its variable is not set', () => {
  for (const apiKey of ['', undefined as unknown as string]) {
    assert.throws(() => new TryOn({ apiKey }), /not set/);
  }
  assert.throws(() => new TryOn({ apiKey: '"sk_test_abc"' }), { message: /^(?!.*not set)/ });
});

test('refuses at once what is no address of the API, and takes a path of the page', () => {
  for (const baseUrl of ['tryon.shop.example', 'localhost:4600', 'ftp://shop.example', '', 'undefined']) {
    assert.throws(() => freshClient({ baseUrl }), { code: 'invalid_base_url', message: /http/ }, baseUrl);
  }
  assert.equal(freshClient({ baseUrl: '/tryon/' }).baseUrl, '/tryon');
});

test('does not mind slashes at the end of baseUrl', async () => {
  server.on('GET /v1/tryons/tryon_1', { json: tryonLike() });
  await freshClient({ baseUrl: `${server.url}//` }).tryons.get('tryon_1');
  assert.equal(server.requests[0]?.path, '/v1/tryons/tryon_1');
});

test('escapes ids', async () => {
  await assert.rejects(freshClient().tryons.get('../images/img_1?x').then());
  assert.equal(server.requests[0]?.path, '/v1/tryons/..%2Fimages%2Fimg_1%3Fx');
});

test('hands out the response and the request id beside the result', async () => {
  server.on('GET /v1/tryons/tryon_1', { json: tryonLike(), headers: { 'X-Extra': 'yes' } });
  const { data, response, requestId } = await freshClient().tryons.get('tryon_1').withResponse();
  assert.equal(data.id, 'tryon_1');
  assert.equal(response.headers.get('X-Extra'), 'yes');
  assert.equal(requestId, 'req_test');
});

test('rejects withResponse() with the same error, and nothing is left unhandled', async () => {
  server.on('GET /v1/tryons/tryon_1', problem(404, 'tryon_not_found'));
  await assert.rejects(freshClient().tryons.get('tryon_1').withResponse(), { code: 'tryon_not_found' });
});

test('answers promises that behave as promises', async () => {
  server.on('GET /v1/tryons/tryon_1', { json: tryonLike() });
  const call = freshClient().tryons.get('tryon_1');
  assert.ok(call instanceof Promise);
  let finished = 0;
  await call.finally(() => finished++);
  const [one, two] = await Promise.all([call, call.then(({ id }) => id)]);
  assert.deepEqual([one.id, two, finished], ['tryon_1', 'tryon_1', 1]);
  assert.equal(server.requests.length, 1);
});

test('resolves with nothing where nothing is answered', async () => {
  server.on('DELETE /v1/images/img_1', { status: 204 });
  assert.equal(await freshClient().images.delete('img_1'), undefined);
});

test('changes some options and keeps the others', async () => {
  server.on('GET /v1/tryons/tryon_1', problem(500, 'internal_error', { headers: { 'Retry-After': '0' } }));
  await assert.rejects(freshClient().withOptions({ maxRetries: 0 }).tryons.get('tryon_1').then());
  assert.equal(server.requests.length, 1);
  assert.equal(server.requests[0]?.headers.authorization, 'Bearer sk_test_abc');
});

test('sends extra headers', async () => {
  server.on('GET /v1/tryons/tryon_1', { json: tryonLike() });
  await freshClient().tryons.get('tryon_1', { headers: { traceparent: '00-1-1-01' } });
  assert.equal(server.requests[0]?.headers['traceparent'], '00-1-1-01');
});

test('keeps the options of a call off the wire', async () => {
  server.on('POST /v1/tryons', { status: 202, json: tryonLike() });
  await freshClient().tryons.create(params, { timeoutMs: 5_000, maxRetries: 1, idempotencyKey: 'k' });
  assert.deepEqual(JSON.parse(String(server.requests[0]?.body)), params);
});

test('gives the typed openapi-fetch client the same key and retries, with errors returned', async () => {
  const unavailable = problem(503, 'service_unavailable', { headers: { 'Retry-After': '0' } });
  server.on('POST /v1/tryons', unavailable, problem(422, 'validation_failed'));
  const { data, error } = await rawClient(freshClient()).POST('/v1/tryons', { body: params });
  assert.equal(data, undefined);
  assert.equal(error?.code, 'validation_failed');
  const [first, second] = server.requests;
  assert.equal(first?.headers.authorization, 'Bearer sk_test_abc');
  assert.equal(first?.headers['idempotency-key'], second?.headers['idempotency-key']);
  assert.deepEqual(first?.body, second?.body);
});
