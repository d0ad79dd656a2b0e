import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import sharp from 'sharp';
import { FAULTS, seedOf } from './faults.js';
import { type FakeProviders, startFakeProviders } from './start-fake-providers.js';
import { DISABLED_KEY } from './state.js';
import { pictureUris } from './testing/pictures.js';
import { receive } from './testing/receiver.js';

describe('fashn routes', () => {
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

  async function call(method: string, path: string, body?: unknown, key = fake.keys.fashn) {
    const response = await fetch(fake.fashnUrl + path, {
      method,
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(10_000),
    });
    const answer = (await response.json()) as Record<string, unknown>;
    return { status: response.status, headers: response.headers, answer };
  }

  const run = (more: object = {}) =>
    call('POST', '/v1/run', { model_name: 'tryon-v1.6', inputs: { ...inputs, ...more } });

  async function ended(id: unknown) {
    const seen: unknown[] = [];
    for (let i = 0; i < 400; i++) {
      const told = await call('GET', `/v1/status/${String(id)}`);
      if (told.answer['status'] === 'completed' || told.answer['status'] === 'failed')
        return { ...told, seen };
      seen.push(told.answer['status']);
      await sleep(10);
    }
    throw new Error('the run never ended');
  }

  test('runs a try-on through its states to a picture of the right size, and charges one credit', () =>
    atEase(runThrough));

  async function runThrough() {
    const before = await call('GET', '/v1/credits');
    const { status, answer } = await run({ seed: 7, mode: 'performance' });
    assert.equal(status, 200);
    assert.deepEqual(Object.keys(answer), ['id', 'error']);
    const end = await ended(answer['id']);
    assert.deepEqual([...new Set(end.seen)], ['starting', 'in_queue', 'processing']);
    assert.deepEqual(Object.keys(end.answer), ['id', 'status', 'output', 'error']);
    assert.equal(end.headers.get('x-fashn-credits-used'), '1');
    const [url] = end.answer['output'] as string[];
    assert.match(url ?? '', /\/output_0\.png$/);
    const picture = await (await fetch(url!)).arrayBuffer();
    const { width, height, format } = await sharp(new Uint8Array(picture)).metadata();
    assert.deepEqual({ width, height, format }, { width: 864, height: 1296, format: 'png' });
    const total = (told: typeof before) => (told.answer['credits'] as { total: number }).total;
    assert.equal(total(await call('GET', '/v1/credits')), total(before) - 1);
  }

  test('makes the same picture of the same seed and inputs, and another of another seed', async () => {
    const bytesOf = async (seed: number) => {
      const end = await ended((await run({ seed, return_base64: true, output_format: 'jpeg' })).answer['id']);
      const [uri] = end.answer['output'] as string[];
      assert.match(uri ?? '', /^data:image\/jpeg;base64,/);
      return uri;
    };
    const [first, again, other] = [await bytesOf(1), await bytesOf(1), await bytesOf(2)];
    assert.equal(first, again);
    assert.notEqual(first, other);
  });

  test('answers 200 for a run that has failed', async () => {
    fake.faults.next('no-pose');
    const end = await ended((await run()).answer['id']);
    assert.equal(end.status, 200);
    assert.equal((end.answer['error'] as { name: string }).name, 'PoseError');
    assert.equal(end.answer['output'], null);
    assert.equal(end.headers.get('x-fashn-credits-used'), '0');
  });

  test('says OutOfCredits with 429, as it says that there are too many runs', async () => {
    fake.setCredits(0);
    const poor = await run();
    fake.setCredits(1_000_000);
    assert.deepEqual([poor.status, poor.answer['error']], [429, 'OutOfCredits']);
    const open = await Promise.all(Array.from({ length: 7 }, () => run()));
    const refused = open.filter(({ status }) => status === 429);
    assert.deepEqual(
      refused.map(({ answer }) => answer['error']),
      ['ConcurrencyLimitExceeded'],
    );
    await Promise.all(open.filter(({ status }) => status === 200).map(({ answer }) => ended(answer['id'])));
  });

  test('refuses a wrong key, a disabled key, an unknown model, a wrong input and a body that is no JSON', async () => {
    const body = { model_name: 'tryon-v1.6', inputs };
    assert.equal((await call('POST', '/v1/run', body, 'wrong')).status, 401);
    assert.equal((await call('POST', '/v1/run', body, DISABLED_KEY)).status, 403);
    assert.equal((await call('POST', '/v1/run', { ...body, model_name: 'tryon-v9' })).status, 404);
    assert.match(String((await run({ num_samples: 5 })).answer['message']), /num_samples/);
    assert.match(String((await run({ sync_mode: true })).answer['message']), /sync_mode/);
    assert.equal((await call('POST', '/v1/run', undefined)).status, 400);
  });

  test('loads links when the run begins, so that one which has expired by then fails the run', async () => {
    const gone = `${fake.fashnUrl}/files/none/person.png`;
    const end = await ended((await run({ model_image: gone })).answer['id']);
    const { name, message } = end.answer['error'] as { name: string; message: string };
    assert.equal(name, 'ImageLoadError');
    assert.match(message, /model image.*404/);
  });

  test('takes its fault from a seed or from a picture’s URL', async () => {
    assert.equal(FAULTS.find(({ seed }) => seed === seedOf('pipeline'))?.name, 'pipeline');
    const bySeed = await ended((await run({ seed: seedOf('pipeline') })).answer['id']);
    assert.equal((bySeed.answer['error'] as { name: string }).name, 'PipelineError');
    const url = 'https://shop.example/tee.jpg?fake=moderated';
    const byUrl = await ended((await run({ garment_image: url })).answer['id']);
    assert.equal((byUrl.answer['error'] as { name: string }).name, 'ContentModerationError');
  });

  test('counts a submit whose answer was lost as bought', async () => {
    const seed = 31_337;
    for (const fault of ['submit-cut', 'submit-cut-json', 'submit-html-502'] as const) {
      fake.faults.next(fault);
      await assert.rejects(run({ seed }), fault);
    }
    assert.equal(fake.boughtBySeed().get(seed), 3);
  });

  test('tells the webhook of the end with the status envelope, again until it is taken', async () => {
    await using inbox = await receive({ refuseFirst: 1 });
    const { answer } = await call('POST', `/v1/run?webhook_url=${encodeURIComponent(inbox.url)}`, {
      model_name: 'tryon-v1.6',
      inputs,
    });
    const [refused, taken] = await inbox.wait(2);
    assert.equal(refused?.body, taken?.body);
    const told = JSON.parse(taken?.body ?? '') as Record<string, unknown>;
    assert.equal(told['id'], answer['id']);
    assert.equal(told['status'], 'completed');
  });
});
