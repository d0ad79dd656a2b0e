import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { imageStorageKey } from '@tryon/core/images/image';
import { findResultByHash } from '@tryon/core/results/repository';
import { DIGITAL_SOURCE_TYPES } from '@tryon/core/results/result-mark';
import { eraseTryon } from '@tryon/core/tryons/erase';
import { claimTryon } from '@tryon/core/tryons/lease';
import { cancelTryon } from '@tryon/core/tryons/settle';
import type { Tryon } from '@tryon/core/tryons/tryon';
import { type LocalProvider, ProviderFailure } from '../providers/provider.js';
import { startWorker } from '../start-worker.js';
import { GARMENT_COLOUR, type JobBench, openJobBench, PHOTO_COLOUR, picture } from '../testing/job-bench.js';
import { expireImages } from './expire-images.js';
import { JobPostponed } from './job.js';
import { requeueLost } from './requeue-lost.js';
import { runTryon } from './run-tryon.js';
import { MAX_ATTEMPTS } from './settle-fault.js';

describe('run tryon', () => {
  /** A provider of a shop's own, as anyone could plug in: paints one colour, after a while. */
  const painter = (delayMs = 0): LocalProvider => ({
    kind: 'local',
    name: 'preview',
    async generate(request, { signal, onProgress }) {
      await Promise.all([request.person.bytes(), request.garment.bytes()]);
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
  const only = (provider: LocalProvider) => new Map([['preview', provider]]);

  let bench: JobBench;
  before(async () => {
    bench = await openJobBench(painter());
  });
  after(() => bench.close());

  test('completes a try-on, stores its picture, charges it once, and does nothing the second time', async () => {
    const tryon = await bench.submit();
    const before = await bench.usage();
    await bench.run(tryon);
    await bench.run(tryon);
    const ended = await bench.read(tryon);
    assert.equal(ended?.status, 'completed');
    assert.equal(ended.foundCategory, 'tops');
    assert.equal(ended.output.length, 1);
    assert.ok(await bench.deps.storage.exists(ended.output[0]?.storageKey ?? ''));
    assert.deepEqual(await bench.usage(), { reserved: before.reserved - 1, charged: before.charged + 1 });
  });

  for (const outcome of ['no_person', 'garment_not_found', 'provider_error', 'content_moderated']) {
    test(`fails on purpose with ${outcome}, says what to do, and charges nothing`, async () => {
      const tryon = await bench.submit({ testOutcome: outcome });
      const before = await bench.usage();
      await bench.run(tryon);
      const ended = await bench.read(tryon);
      assert.equal(ended?.status, 'failed');
      assert.equal(ended.error?.code, outcome);
      assert.ok((ended.error?.message.length ?? 0) > 20);
      assert.deepEqual(await bench.usage(), { reserved: before.reserved - 1, charged: before.charged });
    });
  }

  test('fails with image_unreadable when a photo was erased meanwhile', async () => {
    const tryon = await bench.submit();
    await bench.deps.storage.delete(imageStorageKey(bench.merchantId, tryon.modelImageId, 'image/jpeg'));
    await bench.run(tryon);
    assert.equal((await bench.read(tryon))?.error?.code, 'image_unreadable');
  });

  test('remembers the hash of the very bytes that it stored, until the try-on is erased', async () => {
    const tryon = await bench.submit();
    await bench.run(tryon);
    const { sql, storage } = bench.deps;
    const [picture] = (await bench.read(tryon))?.output ?? [];
    const stored = await storage.get(picture?.storageKey ?? '');
    const sha256 = createHash('sha256')
      .update(stored?.bytes ?? '')
      .digest('hex');
    const merchant = { merchantId: bench.merchantId, livemode: false };
    const known = await findResultByHash(sql, merchant, sha256);
    assert.deepEqual([known?.tryonId, known?.digitalSourceType], [tryon.id, DIGITAL_SOURCE_TYPES.composed]);
    await eraseTryon(sql, bench.merchantId, tryon.id);
    assert.equal((await findResultByHash(sql, merchant, sha256))?.tryonId, null);
  });

  test('refuses a result that is one of the inputs, or no picture', async () => {
    const inputs = [await picture(PHOTO_COLOUR), await picture(GARMENT_COLOUR)];
    for (const bytes of [...inputs, new Uint8Array([1, 2, 3])]) {
      const tryon = await bench.submit();
      const provider: LocalProvider = {
        kind: 'local',
        name: 'preview',
        generate: async () => ({
          pictures: [{ bytes }],
          category: 'tops',
          garmentPhotoType: 'flat-lay',
          warnings: [],
        }),
      };
      await bench.run(tryon, { providers: only(provider) });
      assert.equal((await bench.read(tryon))?.error?.code, 'provider_error');
    }
  });

  test('leaves a try-on alone that another worker holds, and takes it over when the lease has run out', async () => {
    const tryon = await bench.submit();
    const first = await claimTryon(bench.database.sql, bench.merchantId, tryon.id, 300);
    assert.ok(first.claimed);
    await assert.rejects(
      bench.run(tryon),
      (error) => error instanceof JobPostponed && error.delayMs > 0 && error.delayMs < 500,
    );
    await sleep(350);
    await bench.run(tryon);
    assert.equal((await bench.read(tryon))?.attempts, 2);
    assert.equal((await bench.read(tryon))?.status, 'completed');
  });

  test('a worker that lost its lease cannot settle, and its picture does not stay', async () => {
    const tryon = await bench.submit();
    const provider = painter();
    const slow: LocalProvider = {
      ...provider,
      async generate(request, context) {
        const result = await provider.generate(request, context);
        await cancelTryon(bench.database.sql, bench.merchantId, tryon.id);
        return result;
      },
    };
    const before = await bench.results();
    await bench.run(tryon, { providers: only(slow) });
    assert.equal((await bench.read(tryon))?.status, 'canceled');
    assert.deepEqual(await bench.results(), before);
  });

  test('a worker that was taken over while it stored neither overwrites nor removes what the other completed with', async () => {
    const tryon = await bench.submit();
    const { sql, storage } = bench.deps;
    const before = await bench.results();
    const stalled: typeof storage = {
      ...storage,
      async put(key, bytes, options) {
        await storage.put(key, bytes, options);
        await sql`update tryons set lease_expires_at = now() where id = ${tryon.id}`;
        await bench.run(tryon, { providers: only(painter()) });
        await storage.put(key, Buffer.from('what the first worker made'), options);
      },
    };
    await bench.run(tryon, { storage: stalled });
    const ended = await bench.read(tryon);
    assert.equal(ended?.status, 'completed');
    const key = ended.output[0]?.storageKey ?? '';
    assert.ok(await storage.exists(key), 'the picture that was charged is there');
    assert.notEqual((await storage.get(key))?.bytes.toString(), 'what the first worker made');
    assert.deepEqual((await bench.results()).length, before.length + 1, 'the loser left nothing behind');
  });

  test('a try-on erased while its picture is written leaves no file, though the storage finishes what was broken off', async () => {
    const tryon = await bench.submit();
    const { sql, storage } = bench.deps;
    const before = await bench.results();
    const slow: typeof storage = {
      ...storage,
      async put(key, bytes, { contentType, signal }) {
        await storage.put(key, bytes, { contentType });
        await eraseTryon(sql, bench.merchantId, tryon.id);
        // Longer than the lease keeper takes to see it.
        await sleep(1_500, undefined, { signal });
      },
    };
    await bench.run(tryon, { storage: slow });
    assert.equal(await bench.read(tryon), undefined);
    assert.deepEqual(await bench.results(), before);
  });

  test('a cancel stops the provider within seconds', async () => {
    const tryon = await bench.submit();
    const startedAt = Date.now();
    const running = bench.run(tryon, { providers: only(painter(30_000)) });
    await sleep(200);
    await cancelTryon(bench.database.sql, bench.merchantId, tryon.id);
    await running;
    assert.ok(Date.now() - startedAt < 10_000);
    assert.equal((await bench.read(tryon))?.status, 'canceled');
  });

  test('tries again after a fault and gives up after five, at no cost', async () => {
    const tryon = await bench.submit();
    const before = await bench.usage();
    let calls = 0;
    const provider: LocalProvider = {
      kind: 'local',
      name: 'preview',
      generate: () => {
        calls++;
        return Promise.reject(new Error('the model fell over'));
      },
    };
    for (let i = 1; i < MAX_ATTEMPTS; i++)
      await assert.rejects(bench.run(tryon, { providers: only(provider) }), JobPostponed);
    await bench.run(tryon, { providers: only(provider) });
    assert.equal(calls, MAX_ATTEMPTS);
    assert.equal((await bench.read(tryon))?.error?.code, 'internal_error');
    assert.deepEqual(await bench.usage(), { reserved: before.reserved - 1, charged: before.charged });
  });

  test('work that ignores its deadline is left behind, and the try-on fails without it', async () => {
    const tryon = await bench.submit();
    const before = await bench.usage();
    const deaf: LocalProvider = { ...painter(), generate: () => new Promise(() => undefined) };
    await bench.database.sql`update tryons set deadline_at = now() where id = ${tryon.id}`;
    await runTryon(
      { ...bench.deps, providers: only(deaf) },
      { tryonId: tryon.id, merchantId: bench.merchantId },
      { signal: new AbortController().signal, notify: () => undefined, overrunMs: 200 },
    );
    assert.equal((await bench.read(tryon))?.error?.code, 'timeout');
    assert.deepEqual(await bench.usage(), { reserved: before.reserved - 1, charged: before.charged });
  });

  test('the sweep ends a try-on long past its deadline though a worker goes on renewing its lease', async () => {
    const tryon = await bench.submit();
    const claimed = await claimTryon(bench.database.sql, bench.merchantId, tryon.id);
    assert.ok(claimed.claimed);
    const lease = bench.deps.leases.keep(claimed.claim);
    const { sql } = bench.database;
    await sql`update tryons set deadline_at = now() - interval '50 seconds' where id = ${tryon.id}`;
    await requeueLost(bench.deps);
    assert.equal((await bench.read(tryon))?.status, 'processing', 'within its grace');
    await sql`update tryons set deadline_at = now() - interval '61 seconds' where id = ${tryon.id}`;
    await requeueLost(bench.deps);
    assert.equal((await bench.read(tryon))?.error?.code, 'timeout');
    await sleep(1_500);
    assert.ok(lease.signal.aborted, 'the worker hears of it');
    lease.stop();
  });

  test('hands a try-on back when the worker stops, without spending an attempt', async () => {
    const tryon = await bench.submit();
    const stopping = new AbortController();
    const running = bench.run(tryon, { providers: only(painter(30_000)) }, stopping.signal);
    await sleep(200);
    stopping.abort(new Error('stop'));
    await assert.rejects(running, JobPostponed);
    assert.equal((await bench.read(tryon))?.attempts, 0);
    await bench.run(tryon);
    assert.equal((await bench.read(tryon))?.status, 'completed');
  });

  test('erasing a try-on while it runs leaves no file of it', async () => {
    const tryon = await bench.submit();
    const running = bench.run(tryon, { providers: only(painter(300)) });
    await sleep(100);
    const erasure = await eraseTryon(bench.database.sql, bench.merchantId, tryon.id);
    for (const key of erasure?.storageKeys ?? []) await bench.deps.storage.delete(key);
    await running;
    assert.equal(await bench.read(tryon), undefined);
    assert.ok(!(await bench.results()).some((name) => name.includes(tryon.id)));
  });

  test('the sweep erases what has expired, with its files', async () => {
    const tryon = await bench.submit();
    await bench.run(tryon);
    const { output, modelImageId } = (await bench.read(tryon)) as Tryon;
    await bench.database.sql`update images set expires_at = now() where id = ${modelImageId}`;
    await bench.database.sql`update tryons set expires_at = now() where id = ${tryon.id}`;
    await expireImages(bench.deps);
    assert.equal(await bench.read(tryon), undefined);
    assert.equal(await bench.deps.storage.exists(output[0]?.storageKey ?? ''), false);
    assert.equal(
      await bench.deps.storage.exists(imageStorageKey(bench.merchantId, modelImageId, 'image/jpeg')),
      false,
    );
  });

  test('a running worker does what is queued, and what the queue forgot', async () => {
    const worker = await startWorker(bench.deps, bench.backend, { concurrency: { preview: 2, remote: 2 } });
    try {
      const [queued, forgotten] = [await bench.submit(), await bench.submit()];
      await bench.deps.queue.enqueue({ tryonId: queued.id, merchantId: bench.merchantId, lane: 'preview' });
      await bench.deps.queue.enqueue({ tryonId: queued.id, merchantId: bench.merchantId, lane: 'preview' });
      await bench.database
        .sql`update tryons set created_at = now() - interval '1 minute' where id = ${forgotten.id}`;
      await requeueLost(bench.deps);
      for (let i = 0; i < 100; i++) {
        const states = [(await bench.read(queued))?.status, (await bench.read(forgotten))?.status];
        if (states.every((status) => status === 'completed')) break;
        await sleep(100);
      }
      assert.equal((await bench.read(queued))?.status, 'completed');
      assert.equal((await bench.read(forgotten))?.status, 'completed');
      assert.equal((await bench.read(queued))?.attempts, 1);
    } finally {
      await worker.stop();
    }
  });

  test('a failure that the provider names is told in its words', async () => {
    const tryon = await bench.submit();
    const provider: LocalProvider = {
      kind: 'local',
      name: 'preview',
      generate: () => Promise.reject(new ProviderFailure('person_occluded', 'Please uncross your arms.')),
    };
    await bench.run(tryon, { providers: only(provider) });
    assert.equal((await bench.read(tryon))?.error?.message, 'Please uncross your arms.');
  });
});
