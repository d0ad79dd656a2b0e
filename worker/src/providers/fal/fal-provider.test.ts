import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { type FakeProviders, startFakeProviders } from '@tryon/fake-providers/start-fake-providers';
import sharp from 'sharp';
import { servePictures } from '../../testing/picture-links.js';
import { drawnPictures, follow, requestFor } from '../../testing/remote-runs.js';
import { InputUnavailable, ProviderFailure, type StartedRun, SubmitRefused } from '../provider.js';
import { type FalOptions, falProvider } from './fal-provider.js';

describe('fal provider', () => {
  let fake: FakeProviders;
  let pictures: { person: Buffer; garment: Buffer };

  before(async () => {
    fake = await startFakeProviders({ timeScale: 0.02 });
    pictures = await drawnPictures();
  });
  after(() => fake.close());
  beforeEach(() => fake.faults.clear());

  const provider = (more: Partial<FalOptions> = {}) =>
    falProvider({
      apiKey: fake.keys.fal,
      baseUrl: fake.falUrl,
      jwksUrl: fake.jwksUrl,
      platformUrl: fake.falPlatformUrl,
      inputs: 'bytes',
      allowedOrigins: [fake.falUrl],
      ...more,
    });
  const signal = () => AbortSignal.timeout(10_000);

  test('sends the request in fal’s words, keeps nothing there for long, and brings the picture home', async () => {
    const request = requestFor(pictures, { numSamples: 2, outputFormat: 'webp', category: 'auto' });
    const fal = provider();
    const run = await fal.start(request, {});
    const sent = fake.submits().at(-1);
    const { model_image, garment_image, ...inputs } = sent?.inputs ?? {};
    assert.match(String(model_image), /^data:image\/jpeg;base64,/);
    assert.match(String(garment_image), /^data:image\/webp;base64,/);
    assert.deepEqual(inputs, {
      category: 'auto',
      mode: 'performance',
      garment_photo_type: 'flat-lay',
      moderation_level: 'permissive',
      segmentation_free: true,
      seed: request.seed,
      num_samples: 2,
      output_format: 'png',
      return_base64: false,
      sync_mode: false,
    });
    assert.equal(sent?.headers['x-request-id'], request.requestId);
    assert.equal(sent?.headers['traceparent'], request.traceParent);
    assert.equal(sent?.headers['x-fal-store-io'], '0');
    assert.equal(sent?.headers['x-fal-object-lifecycle-preference'], '{"expiration_duration_seconds":3600}');
    assert.equal(sent?.headers['x-fal-request-timeout'], '60');
    const { result, costMicros } = await follow(fal, run, request);
    assert.equal(result?.pictures.length, 2);
    assert.equal(costMicros, 150_000);
    assert.equal(result?.category, null);
    assert.equal(result?.garmentPhotoType, 'flat-lay');
    const { width, height, format } = await sharp(result!.pictures[0]!.bytes).metadata();
    assert.deepEqual({ width, height, format }, { width: 864, height: 1296, format: 'png' });
  });

  test('sends links where our storage can be reached, and says so before the run is opened', async () => {
    await using links = await servePictures();
    const fal = provider({ inputs: 'url' });
    assert.equal(fal.inputs, 'url');
    const linked = (expiresInMs: number) =>
      requestFor(pictures, {
        person: links.picture(pictures.person, expiresInMs),
        garment: links.picture(pictures.garment, 60_000),
      });
    const good = linked(60_000);
    assert.ok((await follow(fal, await fal.start(good, {}), good)).result);
    assert.match(fake.submits().at(-1)?.inputs?.model_image ?? '', /^http:/);
    const brief = linked(5);
    const { failure } = await follow(fal, await fal.start(brief, {}), brief);
    assert.deepEqual([failure?.code, failure?.blame], ['provider_error', 'ours']);
  });

  test('sends nothing when a picture cannot be loaded', async () => {
    const before = fake.submits().length;
    for (const problem of [
      new InputUnavailable(new Error('the bucket is away')),
      new ProviderFailure('image_unreadable', 'gone'),
    ]) {
      const garment = { bytes: () => Promise.reject(problem), url: () => Promise.reject(problem) };
      for (const inputs of ['url', 'bytes'] as const) {
        const request = requestFor(pictures, { person: { ...garment }, garment });
        await assert.rejects(provider({ inputs }).start(request, {}), problem);
      }
    }
    assert.equal(fake.submits().length, before);
  });

  test('asks under the address without the model’s sub-path, also when fal’s own addresses are lost', async () => {
    const request = requestFor(pictures);
    const fal = provider();
    const { requestId, handle } = await fal.start(request, {});
    assert.equal(handle?.['status_url'], `${fake.falUrl}/fal-ai/fashn/requests/${requestId}/status`);
    assert.ok((await follow(fal, { requestId }, request)).result);
  });

  test('shows its key to nobody but fal, whatever addresses an answer or the database holds', async () => {
    fake.faults.next('foreign-urls');
    const fal = provider();
    const request = requestFor(pictures);
    const { requestId, handle } = await fal.start(request, {});
    assert.deepEqual(handle, {});
    const elsewhere = { status_url: 'https://elsewhere.example/', response_url: 'no url at all' };
    assert.ok((await follow(fal, { requestId, handle: elsewhere }, request)).result);
  });

  test('tells how far a run is from its place in the queue and its log', async () => {
    const slow = await startFakeProviders({ timeScale: 0.25 });
    try {
      const fal = provider({ baseUrl: slow.falUrl, allowedOrigins: [slow.falUrl] });
      const request = requestFor(pictures);
      const { states } = await follow(fal, await fal.start(request, {}), request);
      const running = states.flatMap((state) => (state.status === 'running' ? [state] : []));
      assert.ok(
        running.some(({ stage, queuePosition }) => stage === 'preparing' && queuePosition !== undefined),
      );
      assert.ok(running.some(({ stage, percent }) => stage === 'generating' && percent === 50));
      const percents = running.map(({ percent }) => percent ?? 0);
      assert.deepEqual(
        [...percents].sort((a, b) => a - b),
        percents,
      );
    } finally {
      await slow.close();
    }
  });

  test('waits when the result is not there yet although the status says so', async () => {
    fake.faults.next('result-early');
    const request = requestFor(pictures);
    const fal = provider();
    const { states, result, errors } = await follow(fal, await fal.start(request, {}), request);
    assert.ok(result);
    assert.deepEqual(errors, []);
    assert.deepEqual(
      states.find((state) => state.status === 'running' && state.stage === 'finishing'),
      { status: 'running', stage: 'finishing', pollAfterMs: 500 },
    );
  });

  test('asks again when fal says, if it asks too often', async () => {
    fake.faults.next('poll-limited');
    const request = requestFor(pictures);
    const fal = provider();
    const run = await fal.start(request, {});
    assert.deepEqual(await fal.resume(run, request, signal()), { status: 'running', pollAfterMs: 1_000 });
  });

  test('cancels, and believes fal only as far as it goes', async () => {
    const fal = provider();
    const request = requestFor(pictures);
    const run = await fal.start(request, {});
    assert.equal(await fal.cancel?.(run, signal()), 'may_finish');
    const { failure } = await follow(fal, run, request);
    assert.deepEqual([failure?.code, failure?.costMicros], ['provider_error', 0]);
    assert.equal(await fal.cancel?.(run, signal()), 'finished');
    fake.faults.next('cancel-ignored');
    const stubborn = await fal.start(request, {});
    assert.equal(await fal.cancel?.(stubborn, signal()), 'may_finish');
    assert.ok((await follow(fal, stubborn, request)).result);
    assert.equal(await fal.cancel?.({ requestId: 'unheard-of' }, signal()), 'finished');
    await assert.rejects(provider({ apiKey: 'wrong' }).cancel!(run, signal()), /401/);
  });

  test('says what a run cost that nobody waits for: nothing if the cancel came in time, and its pictures if not', async () => {
    const fal = provider({ adminKey: fake.keys.falAdmin });
    const request = requestFor(pictures, { numSamples: 2 });
    const ended = async (run: StartedRun) => {
      await follow(fal, run, request);
      return fal.settled?.(run, signal());
    };
    fake.faults.next('stuck-in-queue');
    const inTime = await fal.start(request, {});
    assert.deepEqual(await fal.settled?.(inTime, signal()), { status: 'running' });
    await fal.cancel?.(inTime, signal());
    assert.deepEqual(await ended(inTime), { status: 'ended', costMicros: 0 });
    fake.faults.next('cancel-ignored');
    const tooLate = await fal.start(request, {});
    await fal.cancel?.(tooLate, signal());
    assert.deepEqual(await ended(tooLate), { status: 'ended', costMicros: 150_000 });
    await fal.erase?.(tooLate, signal());
    assert.deepEqual(await fal.settled?.(tooLate, signal()), { status: 'unknown' });
    for (const fault of ['moderated', 'silent-completed'] as const) {
      fake.faults.next(fault);
      assert.deepEqual(await ended(await fal.start(request, {})), { status: 'ended', costMicros: 0 }, fault);
    }
    assert.deepEqual(await fal.settled?.({ requestId: 'unheard-of' }, signal()), { status: 'unknown' });
    await assert.rejects(provider({ apiKey: 'wrong' }).settled!(tooLate, signal()), /401/);
  });

  test('has the pictures deleted at once with an administrator’s key, and by their age without one', async () => {
    assert.equal(provider().erase, undefined);
    const fal = provider({ adminKey: fake.keys.falAdmin });
    const request = requestFor(pictures);
    const run = await fal.start(request, {});
    await follow(fal, run, request);
    const stored = fake.runs().find(({ id }) => id === run.requestId);
    const url = stored?.end?.kind === 'completed' ? stored.end.outputs[0]!.url : '';
    assert.equal(fake.isStored(url), true);
    await assert.rejects(provider({ adminKey: fake.keys.fal }).erase!(run, signal()), /403/);
    await fal.erase?.(run, signal());
    assert.equal(fake.isStored(url), false);
    await fal.erase?.(run, signal());
    await fal.erase?.({ requestId: 'unheard-of' }, signal());
    const brief = provider({ keepResultMs: 1_000 });
    await follow(brief, await brief.start(request, {}), request);
    const end = fake.runs().at(-1)?.end;
    const briefUrl = end?.kind === 'completed' ? end.outputs[0]!.url : '';
    assert.equal(fake.isStored(briefUrl), true);
    await sleep(1_100);
    assert.equal(fake.isStored(briefUrl), false);
  });

  test('has fal drop a run that nobody begins before the try-on is given up', async () => {
    const quick = await startFakeProviders({ timeScale: 0.005 });
    try {
      quick.faults.next('stuck-in-queue');
      const fal = provider({ baseUrl: quick.falUrl });
      const request = requestFor(pictures);
      const { failure, states } = await follow(fal, await fal.start(request, {}), request);
      assert.ok(states.every((state) => state.status === 'running' && state.queuePosition === 3));
      assert.deepEqual([failure?.code, failure?.blame], ['provider_timeout', 'ours']);
    } finally {
      await quick.close();
    }
  });

  test('takes another model', async () => {
    const fal = provider({ modelPath: '/fal-ai/fashn/tryon/v1.5', pictureMicros: 50_000 });
    const request = requestFor(pictures);
    const { result, costMicros } = await follow(fal, await fal.start(request, {}), request);
    const { width, height } = await sharp(result!.pictures[0]!.bytes).metadata();
    assert.deepEqual([width, height, costMicros], [576, 864, 50_000]);
  });

  test('says that nothing was bought when fal cannot be reached at all', async () => {
    const gone = await startFakeProviders();
    await gone.close();
    const start = provider({ baseUrl: gone.falUrl }).start(requestFor(pictures), {});
    await assert.rejects(start, (error) => error instanceof SubmitRefused && error.reason === 'down');
  });

  test('honours Retry-After of a refusal, and waits long where people have to act', async () => {
    const refusal = async (fault: 'rate-limited' | 'out-of-credits') => {
      fake.faults.next(fault);
      return provider()
        .start(requestFor(pictures), {})

        .then(
          () => assert.fail('it was taken'),
          (error: SubmitRefused) => error,
        );
    };
    assert.equal((await refusal('rate-limited')).retryAfterMs, 2_000);
    assert.ok((await refusal('out-of-credits')).retryAfterMs >= 60_000);
  });

  test('stops asking when it is told to, and then says why', async () => {
    fake.faults.next('poll-hangs');
    const fal = provider();
    const request = requestFor(pictures);
    const run = await fal.start(request, {});
    const reason = new Error('the shopper has left');
    const asking = new AbortController();
    const answer = fal.resume(run, request, asking.signal);
    setTimeout(() => asking.abort(reason), 50);
    await assert.rejects(answer, reason);
  });
});
