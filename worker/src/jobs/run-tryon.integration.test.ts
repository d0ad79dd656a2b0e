import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { newId } from '@tryon/core/ids';
import { imageStorageKey } from '@tryon/core/images/image';
import { insertImage } from '@tryon/core/images/repository';
import { mintKey } from '@tryon/core/keys/key';
import { saveKey } from '@tryon/core/keys/repository';
import { createLogger } from '@tryon/core/logger';
import { createMerchant, savePlan } from '@tryon/core/merchants/repository';
import { queueBackend } from '@tryon/core/queue/backend';
import { openTryonQueue } from '@tryon/core/queue/tryon-queue';
import { openFolderStorage } from '@tryon/core/storage/folder-storage';
import { createTestDatabase, type TestDatabase } from '@tryon/core/testing/test-database';
import { eraseTryon } from '@tryon/core/tryons/erase';
import { claimTryon } from '@tryon/core/tryons/lease';
import { findTryon } from '@tryon/core/tryons/repository';
import { cancelTryon } from '@tryon/core/tryons/settle';
import { submitTryon } from '@tryon/core/tryons/submit';
import type { Tryon } from '@tryon/core/tryons/tryon';
import { readUsage, usagePeriod } from '@tryon/core/usage/quota';
import sharp from 'sharp';
import { ProviderFailure, type TryOnProvider } from '../providers/provider.js';
import { startWorker } from '../start-worker.js';
import { expireImages } from './expire-images.js';
import { type JobDeps, JobPostponed } from './job.js';
import { requeueLost } from './requeue-lost.js';
import { MAX_ATTEMPTS, runTryon } from './run-tryon.js';

let database: TestDatabase;
let directory: string;
let deps: JobDeps;
let merchantId: string;
let apiKeyId: string;
const logger = createLogger({ name: 'test', level: 'silent' });

const picture = (background: string) =>
  sharp({ create: { width: 200, height: 300, channels: 3, background } })
    .jpeg()
    .toBuffer();

/** A provider of a shop's own, as anyone could plug in: paints one colour, after a while. */
const painter = (delayMs = 0): TryOnProvider => ({
  name: 'painter',
  async generate(_request, { signal, onProgress }) {
    onProgress('generating', 50);
    await sleep(delayMs, undefined, { signal });
    return {
      pictures: [{ bytes: await picture('#ff0000') }],
      category: 'tops',
      garmentPhotoType: 'flat-lay',
      warnings: [],
    };
  },
});

before(async () => {
  database = await createTestDatabase(process.env['TEST_DATABASE_URL']);
  directory = await mkdtemp(join(tmpdir(), 'tryon-worker-'));
  deps = {
    sql: database.sql,
    storage: await openFolderStorage({ directory }),
    queue: openTryonQueue(database.url, logger),
    provider: painter(),
    logger,
  };
  await savePlan(database.sql, { id: 'plan_1', name: 'Test', monthlyTryons: 100, monthlyTestTryons: 100 });
  merchantId = (await createMerchant(database.sql, { name: 'Shop', planId: 'plan_1' })).id;
  apiKeyId = (await saveKey(database.sql, merchantId, { key: mintKey('sk', false) })).id;
});
after(async () => {
  await deps.queue.close();
  await database.drop();
  await rm(directory, { recursive: true, force: true });
});

async function storeImage(): Promise<string> {
  const id = newId('img');
  const bytes = await picture('#00ff00');
  const storageKey = imageStorageKey(merchantId, id, 'image/jpeg');
  await deps.storage.put(storageKey, bytes, { contentType: 'image/jpeg' });
  await insertImage(database.sql, merchantId, {
    id,
    livemode: false,
    clientTokenHash: null,
    source: 'upload',
    sourceSha256: '00',
    storageKey,
    contentType: 'image/jpeg',
    width: 200,
    height: 300,
    sizeBytes: bytes.byteLength,
    sha256: '00',
    expiresAt: new Date(Date.now() + 3_600_000),
  });
  return id;
}

async function submit(testOutcome: string | null = null): Promise<Tryon> {
  return submitTryon(database.sql, merchantId, {
    apiKeyId,
    livemode: false,
    clientTokenHash: null,
    category: 'auto',
    mode: 'balanced',
    garmentPhotoType: 'auto',
    seed: 1,
    numSamples: 1,
    outputFormat: 'jpeg',
    moderationLevel: 'conservative',
    modelImageId: await storeImage(),
    garmentImageId: await storeImage(),
    testOutcome,
    consentVersion: null,
    metadata: {},
    requestId: 'req_test',
    idempotencyKey: undefined,
  });
}

const run = (tryon: Tryon, over: Partial<JobDeps> = {}, signal = new AbortController().signal) =>
  runTryon({ ...deps, ...over }, { tryonId: tryon.id, merchantId }, { signal, notify: () => undefined });
const read = (tryon: Tryon) => findTryon(database.sql, merchantId, false, tryon.id);
const usage = () => readUsage(database.sql, merchantId, false, usagePeriod(new Date()));
const results = async () =>
  (await readdir(directory, { recursive: true })).filter((name) => name.includes('tryon_'));

test('completes a try-on, stores its picture, charges it once, and does nothing the second time', async () => {
  const tryon = await submit();
  const before = await usage();
  await run(tryon);
  await run(tryon);
  const ended = await read(tryon);
  assert.equal(ended?.status, 'completed');
  assert.equal(ended.foundCategory, 'tops');
  assert.equal(ended.output.length, 1);
  assert.ok(await deps.storage.exists(ended.output[0]?.storageKey ?? ''));
  assert.deepEqual(await usage(), { reserved: before.reserved - 1, charged: before.charged + 1 });
});

for (const outcome of ['no_person', 'garment_not_found', 'provider_error', 'content_moderated']) {
  test(`fails on purpose with ${outcome}, says what to do, and charges nothing`, async () => {
    const tryon = await submit(outcome);
    const before = await usage();
    await run(tryon);
    const ended = await read(tryon);
    assert.equal(ended?.status, 'failed');
    assert.equal(ended.error?.code, outcome);
    assert.ok((ended.error?.message.length ?? 0) > 20);
    assert.deepEqual(await usage(), { reserved: before.reserved - 1, charged: before.charged });
  });
}

test('fails with image_unreadable when a photo was erased meanwhile', async () => {
  const tryon = await submit();
  await deps.storage.delete(imageStorageKey(merchantId, tryon.modelImageId, 'image/jpeg'));
  await run(tryon);
  assert.equal((await read(tryon))?.error?.code, 'image_unreadable');
});

test('refuses a result that is one of the inputs, or no picture', async () => {
  for (const bytes of [await picture('#00ff00'), new Uint8Array([1, 2, 3])]) {
    const tryon = await submit();
    const provider: TryOnProvider = {
      name: 'echo',
      generate: async () => ({
        pictures: [{ bytes }],
        category: 'tops',
        garmentPhotoType: 'flat-lay',
        warnings: [],
      }),
    };
    await run(tryon, { provider });
    assert.equal((await read(tryon))?.error?.code, 'provider_error');
  }
});

test('leaves a try-on alone that another worker holds, and takes it over when the lease has run out', async () => {
  const tryon = await submit();
  const first = await claimTryon(database.sql, merchantId, tryon.id, 300);
  assert.ok(first.claimed);
  await assert.rejects(
    run(tryon),
    (error) => error instanceof JobPostponed && error.delayMs > 0 && error.delayMs < 500,
  );
  await sleep(350);
  await run(tryon);
  assert.equal((await read(tryon))?.attempts, 2);
  assert.equal((await read(tryon))?.status, 'completed');
});

test('a worker that lost its lease cannot settle, and its picture does not stay', async () => {
  const tryon = await submit();
  const provider = painter();
  const slow: TryOnProvider = {
    ...provider,
    async generate(request, context) {
      const result = await provider.generate(request, context);
      await cancelTryon(database.sql, merchantId, tryon.id);
      return result;
    },
  };
  const before = await results();
  await run(tryon, { provider: slow });
  assert.equal((await read(tryon))?.status, 'canceled');
  assert.deepEqual(await results(), before);
});

test('a cancel stops the provider within seconds', async () => {
  const tryon = await submit();
  const startedAt = Date.now();
  const running = run(tryon, { provider: painter(30_000) });
  await sleep(200);
  await cancelTryon(database.sql, merchantId, tryon.id);
  await running;
  assert.ok(Date.now() - startedAt < 10_000);
  assert.equal((await read(tryon))?.status, 'canceled');
});

test('tries again after a fault and gives up after five, at no cost', async () => {
  const tryon = await submit();
  const before = await usage();
  let calls = 0;
  const provider: TryOnProvider = {
    name: 'broken',
    generate: () => {
      calls++;
      return Promise.reject(new Error('the model fell over'));
    },
  };
  for (let i = 1; i < MAX_ATTEMPTS; i++) await assert.rejects(run(tryon, { provider }), JobPostponed);
  await run(tryon, { provider });
  assert.equal(calls, MAX_ATTEMPTS);
  assert.equal((await read(tryon))?.error?.code, 'internal_error');
  assert.deepEqual(await usage(), { reserved: before.reserved - 1, charged: before.charged });
});

test('hands a try-on back when the worker stops, without spending an attempt', async () => {
  const tryon = await submit();
  const stopping = new AbortController();
  const running = run(tryon, { provider: painter(30_000) }, stopping.signal);
  await sleep(200);
  stopping.abort(new Error('stop'));
  await assert.rejects(running, JobPostponed);
  assert.equal((await read(tryon))?.attempts, 0);
  await run(tryon);
  assert.equal((await read(tryon))?.status, 'completed');
});

test('erasing a try-on while it runs leaves no file of it', async () => {
  const tryon = await submit();
  const running = run(tryon, { provider: painter(300) });
  await sleep(100);
  const erasure = await eraseTryon(database.sql, merchantId, tryon.id);
  for (const key of erasure?.storageKeys ?? []) await deps.storage.delete(key);
  await running;
  assert.equal(await read(tryon), undefined);
  assert.ok(!(await results()).some((name) => name.includes(tryon.id)));
});

test('the sweep erases what has expired, with its files', async () => {
  const tryon = await submit();
  await run(tryon);
  const { output, modelImageId } = (await read(tryon)) as Tryon;
  await database.sql`update images set expires_at = now() where id = ${modelImageId}`;
  await database.sql`update tryons set expires_at = now() where id = ${tryon.id}`;
  await expireImages(deps);
  assert.equal(await read(tryon), undefined);
  assert.equal(await deps.storage.exists(output[0]?.storageKey ?? ''), false);
  assert.equal(await deps.storage.exists(imageStorageKey(merchantId, modelImageId, 'image/jpeg')), false);
});

test('a running worker does what is queued, and what the queue forgot', async () => {
  const backend = queueBackend(database.url);
  const worker = await startWorker(deps, backend, { concurrency: 2 });
  try {
    const [queued, forgotten] = [await submit(), await submit()];
    await deps.queue.enqueue({ tryonId: queued.id, merchantId });
    await deps.queue.enqueue({ tryonId: queued.id, merchantId });
    await database.sql`update tryons set updated_at = now() - interval '1 minute' where id = ${forgotten.id}`;
    await requeueLost(deps);
    for (let i = 0; i < 100; i++) {
      const states = [(await read(queued))?.status, (await read(forgotten))?.status];
      if (states.every((status) => status === 'completed')) break;
      await sleep(100);
    }
    assert.equal((await read(queued))?.status, 'completed');
    assert.equal((await read(forgotten))?.status, 'completed');
    assert.equal((await read(queued))?.attempts, 1);
  } finally {
    await worker.stop();
  }
});

test('a failure that the provider names is told in its words', async () => {
  const tryon = await submit();
  const provider: TryOnProvider = {
    name: 'picky',
    generate: () => Promise.reject(new ProviderFailure('person_occluded', 'Please uncross your arms.')),
  };
  await run(tryon, { provider });
  assert.equal((await read(tryon))?.error?.message, 'Please uncross your arms.');
});
