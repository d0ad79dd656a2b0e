import assert from 'node:assert/strict';
import { test } from 'node:test';
import { TryOn } from './client.js';
import {
  ApiError,
  AuthenticationError,
  ConflictError,
  isTryOnError,
  NotFoundError,
  PermissionError,
  RateLimitError,
  ServerError,
  TryOnError,
  TryOnFailedError,
  ValidationError,
} from './errors.js';
import { problem, startTestServer } from './testing/test-server.js';
import { failed } from './testing/test-tryon.js';

const GET = 'GET /v1/tryons/tryon_1';
const server = await startTestServer();
const client = new TryOn({ apiKey: 'sk_test_abc', baseUrl: server.url, maxRetries: 0 });

/** The error that reading a try-on rejects with. */
function refusal(): Promise<unknown> {
  return client.tryons.get('tryon_1').then(
    () => assert.fail('it should have been refused'),
    (error) => error,
  );
}

const classes = [
  [400, ValidationError],
  [401, AuthenticationError],
  [403, PermissionError],
  [404, NotFoundError],
  [409, ConflictError],
  [413, ValidationError],
  [415, ValidationError],
  [418, ApiError],
  [422, ValidationError],
  [429, RateLimitError],
  [500, ServerError],
  [503, ServerError],
] as const;

for (const [status, type] of classes) {
  test(`turns a ${status} into ${type.name}`, async () => {
    server.on(GET, problem(status, 'some_code'));
    const error = await refusal();
    assert.ok(error instanceof type && error instanceof ApiError && error instanceof TryOnError);
    assert.equal(error.name, type.kind);
    assert.equal(error.status, status);
    assert.equal(error.code, 'some_code');
    assert.equal(error.detail, 'It is some_code.');
    assert.equal(error.requestId, 'req_test');
    assert.match(error.message, /some_code.*req_test/);
  });
}

test('points at each wrong field', async () => {
  const errors = [{ pointer: '#/category', detail: 'must be one of auto, tops' }];
  server.on(GET, problem(422, 'validation_failed', { errors }));
  const error = await refusal();
  assert.ok(error instanceof ValidationError);
  assert.deepEqual(error.errors, errors);
});

test("makes an error of an empty 502, of a proxy's page and of a 200 that is not JSON", async () => {
  server.on(GET, { status: 502, text: '' });
  const empty = await refusal();
  assert.ok(empty instanceof ServerError && empty.retryable);
  assert.equal(empty.code, 'unexpected_response');
  assert.equal(empty.problem, undefined);
  assert.match(empty.message, /baseUrl/);

  server.on(GET, { status: 403, text: '<h1>Forbidden</h1>', headers: { 'Content-Type': 'text/html' } });
  assert.ok((await refusal()) instanceof PermissionError);

  for (const text of ['', '<h1>Sign in to the hotel</h1>']) {
    server.on(GET, { status: 200, text });
    const error = await refusal();
    assert.ok(isTryOnError(error));
    assert.equal(error.code, 'unexpected_response');
  }
});

test('knows its errors across two copies of the package', async () => {
  // Another address makes the loader evaluate the module a second time.
  const address = new URL('./errors.js?copy', import.meta.url).href;
  const copy = (await import(address)) as typeof import('./errors.js');
  assert.notEqual(copy.TryOnError, TryOnError);
  const foreign = new copy.TryOnFailedError(failed);
  assert.ok(foreign instanceof TryOnFailedError && foreign instanceof TryOnError && isTryOnError(foreign));
  assert.ok(!(foreign instanceof ApiError));
});

test("keeps a caller's own subclass apart from its base", () => {
  class MyError extends TryOnError {}
  const mine = new MyError('mine', 'of my own');
  assert.ok(mine instanceof MyError && mine instanceof TryOnError);
  assert.ok(!(new TryOnError('other', 'not mine') instanceof MyError));
});

test('takes nothing else for one of its errors', () => {
  for (const value of [null, undefined, 'x', new Error('x'), { code: 'x' }]) assert.ok(!isTryOnError(value));
});

test("gives a failed try-on's own code, message and whether another try can help", () => {
  const error = new TryOnFailedError(failed);
  assert.equal(error.code, 'no_person');
  assert.equal(error.message, 'No person could be seen.');
  assert.equal(error.retryable, false);
  assert.equal(error.tryon, failed);
});
