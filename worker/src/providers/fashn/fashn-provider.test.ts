import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { type FakeProviders, startFakeProviders } from '@tryon/fake-providers/start-fake-providers';
import { receive } from '@tryon/fake-providers/testing/receiver';
import sharp from 'sharp';
import { servePictures } from '../../testing/picture-links.js';
import { drawnPictures, follow, requestFor } from '../../testing/remote-runs.js';
import { SubmitRefused } from '../provider.js';
import { type FashnOptions, fashnProvider } from './fashn-provider.js';

describe('fashn provider', () => {
  let fake: FakeProviders;
  let pictures: { person: Buffer; garment: Buffer };

  before(async () => {
    fake = await startFakeProviders({ timeScale: 0.02 });
    pictures = await drawnPictures();
  });
  after(() => fake.close());
  beforeEach(() => fake.faults.clear());

  const provider = (more: Partial<FashnOptions> = {}) =>
    fashnProvider({ apiKey: fake.keys.fashn, baseUrl: `${fake.fashnUrl}/`, inputs: 'bytes', ...more });

  test('sends the request in FASHN’s words and gets the pictures without a public server', async () => {
    const request = requestFor(pictures, { numSamples: 4, outputFormat: 'png', mode: 'balanced' });
    const fashn = provider();
    const run = await fashn.start(request, {});
    const sent = fake.submits().at(-1);
    assert.equal(sent?.headers['x-request-id'], request.requestId);
    assert.equal(sent?.headers['traceparent'], request.traceParent);
    const { model_image, garment_image, ...inputs } = sent?.inputs ?? {};
    assert.match(String(model_image), /^data:image\/jpeg;base64,/);
    assert.match(String(garment_image), /^data:image\/webp;base64,/);
    assert.deepEqual(inputs, {
      category: 'tops',
      mode: 'balanced',
      garment_photo_type: 'flat-lay',
      moderation_level: 'permissive',
      segmentation_free: true,
      seed: request.seed,
      num_samples: 4,
      output_format: 'png',
      return_base64: true,
      sync_mode: false,
    });
    const { result, costMicros } = await follow(fashn, run, request);
    assert.equal(result?.pictures.length, 4);
    assert.equal(costMicros, 4 * 75_000);
    const { width, height, format } = await sharp(result!.pictures[3]!.bytes).metadata();
    assert.deepEqual({ width, height, format }, { width: 864, height: 1296, format: 'png' });
    const end = fake.runs().find(({ id }) => id === run.requestId)?.end;
    const urls = end?.kind === 'completed' ? end.outputs.map(({ url }) => url) : [];
    assert.equal(urls.length, 4);
    assert.deepEqual(urls.filter(fake.isStored), []);
    assert.equal(fashn.erase, undefined);
    assert.equal(fashn.cancel, undefined);
  });

  test('counts the cost in the credits that FASHN names', async () => {
    const fashn = provider({ creditMicros: 40_000, creditsPerPicture: 2 });
    assert.equal(fashn.capabilities.priceMicros.quality, 80_000);
    const request = requestFor(pictures);
    const done = await follow(fashn, await fashn.start(request, {}), request);
    assert.equal(done.costMicros, 40_000);
    fake.faults.next('pipeline');
    const failed = await follow(fashn, await fashn.start(request, {}), request);
    assert.equal(failed.failure?.costMicros, 0);
  });

  test('sends links, and hears that one has expired', async () => {
    await using links = await servePictures();
    const fashn = provider({ inputs: 'url' });
    const person = links.picture(pictures.person, 60_000);
    const good = requestFor(pictures, { person, garment: links.picture(pictures.garment, 60_000) });
    assert.ok((await follow(fashn, await fashn.start(good, {}), good)).result);
    const brief = requestFor(pictures, { person, garment: links.picture(pictures.garment, 5) });
    const { failure } = await follow(fashn, await fashn.start(brief, {}), brief);
    assert.deepEqual([failure?.code, failure?.blame], ['image_unreadable', 'garment']);
  });

  test('fetches a picture that comes as a link after all', async () => {
    fake.faults.next('base64-ignored');
    const fashn = provider();
    const request = requestFor(pictures);
    assert.equal((await follow(fashn, await fashn.start(request, {}), request)).result?.pictures.length, 1);
  });

  test('tells an empty balance from too many runs, which have the same status', async () => {
    const refusal = () =>
      provider()
        .start(requestFor(pictures), {})

        .then(
          () => assert.fail('it was taken'),
          (error: SubmitRefused) => error.reason,
        );
    fake.setCredits(0);
    assert.equal(await refusal(), 'credits');
    fake.setCredits(1_000);
    const full = await startFakeProviders({ fashnConcurrency: 1 });
    try {
      const there = provider({ baseUrl: full.fashnUrl });
      await there.start(requestFor(pictures), {});
      await assert.rejects(
        there.start(requestFor(pictures), {}),
        (error) => error instanceof SubmitRefused && error.reason === 'busy',
      );
    } finally {
      await full.close();
    }
  });

  test('refuses a model that FASHN does not know, and names the right one', async () => {
    await assert.rejects(
      provider({ modelName: 'tryon-v9' }).start(requestFor(pictures), {}),
      (error) => error instanceof SubmitRefused && error.reason === 'auth',
    );
    const request = requestFor(pictures);
    const older = provider({ modelName: 'tryon-v1.5' });
    const { result } = await follow(older, await older.start(request, {}), request);
    assert.equal((await sharp(result!.pictures[0]!.bytes).metadata()).width, 576);
  });

  test('has FASHN call the run’s own address, which is all that counts of an unsigned call', async () => {
    await using inbox = await receive();
    const fashn = provider();
    const { requestId } = await fashn.start(requestFor(pictures), {
      callbackUrl: `${inbox.url}/a-token?b=c&d`,
    });
    const [received] = await inbox.wait(1);
    assert.equal((JSON.parse(received?.body ?? '') as { id: string }).id, requestId);
    assert.equal(fake.submits().at(-1)?.webhookUrl, `${inbox.url}/a-token?b=c&d`);
    assert.equal(fashn.readCallback, undefined);
  });

  test('keeps what FASHN wrote about a photo out of the error, which reaches the log', async () => {
    await using links = await servePictures();
    const person = links.picture(pictures.person, 5);
    const request = requestFor(pictures, { person, garment: links.picture(pictures.garment, 60_000) });
    const fashn = provider({ inputs: 'url' });
    const { failure } = await follow(fashn, await fashn.start(request, {}), request);
    const told = `${failure?.stack} ${String(failure?.cause)}`;
    assert.match(told, /FASHN said: ImageLoadError/);
    assert.doesNotMatch(told, /model image|403|picture-\d/);
  });
});
