import assert from 'node:assert/strict';
import { createHash, createPublicKey, verify } from 'node:crypto';
import { after, before, beforeEach, describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import sharp from 'sharp';
import { type FakeProviders, startFakeProviders } from './start-fake-providers.js';
import { DISABLED_KEY } from './state.js';
import { pictureUris } from './testing/pictures.js';
import { type Received, receive } from './testing/receiver.js';

describe('fal routes', () => {
  const MODEL = '/fal-ai/fashn/tryon/v1.6';

  let fake: FakeProviders;
  let inputs: { model_image: string; garment_image: string };

  before(async () => {
    fake = await startFakeProviders({ timeScale: 0.02 });
    inputs = await pictureUris();
  });
  after(() => fake.close());

  /** For tests that look at a run's states: slow enough to be seen on a busy machine. */
  async function atEase(work: () => Promise<void>): Promise<void> {
    const quick = fake;
    fake = await startFakeProviders({ timeScale: 0.3 });
    try {
      await work();
    } finally {
      await fake.close();
      fake = quick;
    }
  }
  beforeEach(() => fake.faults.clear());

  interface CallOptions {
    readonly body?: unknown;
    readonly key?: string;
    readonly headers?: Record<string, string>;
  }

  async function call(method: string, url: string, { body, key = fake.keys.fal, headers }: CallOptions = {}) {
    const response = await fetch(new URL(url, fake.falUrl), {
      method,
      headers: { authorization: `Key ${key}`, 'content-type': 'application/json', ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(10_000),
    });
    const answer = (await response.json()) as Record<string, unknown>;
    return { status: response.status, headers: response.headers, answer };
  }

  async function submit(more: object = {}, path = MODEL, headers: Record<string, string> = {}) {
    const { status, answer } = await call('POST', path, { body: { ...inputs, ...more }, headers });
    assert.equal(status, 200, JSON.stringify(answer));
    return answer as Record<'request_id' | 'status_url' | 'response_url' | 'cancel_url', string>;
  }

  async function completed(statusUrl: string) {
    const seen: Record<string, unknown>[] = [];
    for (let i = 0; i < 400; i++) {
      const { answer } = await call('GET', `${statusUrl}?logs=1`);
      seen.push(answer);
      if (answer['status'] === 'COMPLETED') return seen;
      await sleep(5);
    }
    throw new Error('the run never ended');
  }

  test('runs a try-on from a falling place in the queue to a picture', () => atEase(runThrough));

  async function runThrough() {
    const run = await submit({ seed: 7, mode: 'performance', output_format: 'jpeg' });
    const early = await call('GET', run.response_url);
    assert.equal(early.status, 400);
    assert.match(String(early.answer['detail']), /still in progress/);
    const seen = await completed(run.status_url);
    const positions = seen.flatMap(({ queue_position }) =>
      queue_position === undefined ? [] : [queue_position],
    );
    assert.deepEqual([...positions].sort().reverse(), positions);
    assert.ok(new Set(positions).size > 1);
    const last = seen.at(-1)!;
    assert.ok((last['metrics'] as { inference_time: number }).inference_time > 0);
    const logs = (last['logs'] as { message: string }[]).map(({ message }) => message);
    assert.deepEqual(logs, [
      'Preprocessing images...',
      'Running try-on model...',
      'Finished running try-on model.',
    ]);
    const result = await call('GET', run.response_url);
    assert.equal(result.headers.get('x-fal-request-id'), run.request_id);
    const [image] = result.answer['images'] as Record<string, unknown>[];
    assert.deepEqual(Object.keys(image!), [
      'url',
      'content_type',
      'file_name',
      'file_size',
      'width',
      'height',
    ]);
    const bytes = new Uint8Array(await (await fetch(String(image!['url']))).arrayBuffer());
    const { width, height, format } = await sharp(bytes).metadata();
    assert.deepEqual({ width, height, format }, { width: 864, height: 1296, format: 'jpeg' });
  }

  test('knows a request only under the path without the model’s sub-path', async () => {
    const run = await submit();
    assert.ok(run.status_url.endsWith(`/fal-ai/fashn/requests/${run.request_id}/status`));
    assert.equal((await call('GET', `${MODEL}/requests/${run.request_id}/status`)).status, 404);
    assert.equal((await call('GET', run.status_url)).status, 202);
  });

  test('makes smaller pictures with the model before', async () => {
    const run = await submit({}, '/fal-ai/fashn/tryon/v1.5');
    await completed(run.status_url);
    const { answer } = await call('GET', run.response_url);
    const [image] = answer['images'] as { width: number; height: number }[];
    assert.deepEqual([image?.width, image?.height], [576, 864]);
  });

  test('says COMPLETED for a run that has failed, and why in the result', async () => {
    fake.faults.next('moderated', 'silent-completed');
    const run = await submit();
    const last = (await completed(run.status_url)).at(-1)!;
    assert.equal(last['error_type'], 'content_policy_violation');
    const result = await call('GET', run.response_url);
    assert.equal(result.status, 422);
    const [detail] = result.answer['detail'] as Record<string, unknown>[];
    assert.deepEqual(
      [detail?.['type'], detail?.['loc']],
      ['content_policy_violation', ['body', 'garment_image']],
    );
    const silent = await submit();
    assert.equal('error' in (await completed(silent.status_url)).at(-1)!, false);
    assert.equal((await call('GET', silent.response_url)).status, 422);
  });

  test('cancels a run that waits, and says when it is too late', async () => {
    const run = await submit();
    const taken = await call('PUT', run.cancel_url);
    assert.deepEqual([taken.status, taken.answer['status']], [202, 'CANCELLATION_REQUESTED']);
    await completed(run.status_url);
    assert.equal((await call('GET', run.response_url)).status, 499);
    const late = await call('PUT', run.cancel_url);
    assert.deepEqual([late.status, late.answer['status']], [400, 'ALREADY_COMPLETED']);
    fake.faults.next('cancel-ignored');
    const stubborn = await submit();
    assert.equal((await call('PUT', stubborn.cancel_url)).status, 202);
    await completed(stubborn.status_url);
    assert.equal((await call('GET', stubborn.response_url)).status, 200);
  });

  test('ends a run that hangs as soon as it is canceled', async () => {
    for (const fault of ['stuck-in-queue', 'never-ends'] as const) {
      fake.faults.next(fault);
      const run = await submit();
      await sleep(60);
      assert.equal((await call('PUT', run.cancel_url)).status, 202);
      assert.equal((await completed(run.status_url)).at(-1)?.['error_type'], 'client_cancelled', fault);
    }
  });

  test('refuses a wrong key, a disabled key, another model and an input that fal does not know', async () => {
    const body = inputs;
    assert.equal((await call('POST', MODEL, { body, key: 'wrong' })).status, 401);
    assert.equal((await call('POST', MODEL, { body, key: DISABLED_KEY })).status, 403);
    assert.equal((await call('POST', '/fal-ai/fashn/tryon/v9', { body })).status, 404);
    const { status, answer } = await call('POST', MODEL, { body: { ...body, return_base64: true } });
    assert.equal(status, 422);
    assert.match(JSON.stringify(answer['detail']), /return_base64/);
  });

  test('streams the status until COMPLETED', () => atEase(stream));

  async function stream() {
    const run = await submit({ mode: 'performance' });
    const response = await fetch(`${run.status_url}/stream?logs=1`, {
      headers: { authorization: `Key ${fake.keys.fal}` },
      signal: AbortSignal.timeout(10_000),
    });
    const lines = (await response.text()).split('\n').filter((line) => line.startsWith('data: '));
    const states = lines.map((line) => (JSON.parse(line.slice(6)) as { status: string }).status);
    assert.deepEqual([...new Set(states)], ['IN_QUEUE', 'IN_PROGRESS', 'COMPLETED']);
  }

  test('deletes a picture when its time is over, or when an administrator says so', async () => {
    const isGone = async (url: string) => (await fetch(url)).status === 404;
    const imageOf = async (headers: Record<string, string> = {}) => {
      const run = await submit({}, MODEL, headers);
      await completed(run.status_url);
      const { answer } = await call('GET', run.response_url);
      return { run, url: (answer['images'] as { url: string }[])[0]!.url };
    };
    const brief = await imageOf({
      'x-fal-object-lifecycle-preference': '{"expiration_duration_seconds":0.3}',
    });
    assert.equal(await isGone(brief.url), false);
    await sleep(350);
    assert.equal(await isGone(brief.url), true);
    const { run, url } = await imageOf();
    const path = `/v1/models/requests/${run.request_id}/payloads`;
    assert.equal((await call('DELETE', path)).status, 403);
    assert.equal(await isGone(url), false);
    const erased = await call('DELETE', path, { key: fake.keys.falAdmin });
    assert.deepEqual(erased.answer['cdn_delete_results'], [{ link: url, exception: null }]);
    assert.equal(await isGone(url), true);
  });

  async function isSigned({ headers, body }: Received): Promise<boolean> {
    const { answer } = await call('GET', fake.jwksUrl);
    const [id, user, time, signature] = ['request-id', 'user-id', 'timestamp', 'signature'].map((name) =>
      String(headers[`x-fal-webhook-${name}`]),
    );
    const message = [id, user, time, createHash('sha256').update(body).digest('hex')].join('\n');
    return (answer['keys'] as object[]).some((jwk) => {
      const key = createPublicKey({ key: jwk as never, format: 'jwk' });
      return verify(null, Buffer.from(message), key, Buffer.from(signature ?? '', 'hex'));
    });
  }

  test('signs its webhooks, also with a new key, and wrongly when asked to', async () => {
    await using inbox = await receive();
    const path = `${MODEL}?fal_webhook=${encodeURIComponent(inbox.url)}`;
    const faults = [undefined, 'webhook-rotated', 'webhook-badly-signed', 'webhook-unsigned'] as const;
    for (const [index, fault] of faults.entries()) {
      if (fault) fake.faults.next(fault);
      await submit({}, path);
      await inbox.wait(index + 1);
    }
    const all = await inbox.wait(4);
    assert.deepEqual(await Promise.all(all.map(isSigned)), [true, true, false, false]);
    const told = JSON.parse(all[0]!.body) as Record<string, unknown>;
    assert.deepEqual(Object.keys(told), ['request_id', 'gateway_request_id', 'status', 'payload']);
    assert.equal(told['status'], 'OK');
  });
});
