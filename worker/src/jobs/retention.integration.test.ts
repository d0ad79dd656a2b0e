import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { eraseImage } from '@tryon/core/images/erase-image';
import { setPhotoRetention } from '@tryon/core/merchants/repository';
import { openRun } from '@tryon/core/provider-runs/open-run';
import { findRun, storeRequestId } from '@tryon/core/provider-runs/repository';
import { eraseTryon } from '@tryon/core/tryons/erase';
import { claimTryon } from '@tryon/core/tryons/lease';
import { cancelTryon, failTryon } from '@tryon/core/tryons/settle';
import type { Tryon } from '@tryon/core/tryons/tryon';
import type { RemoteProvider } from '../providers/provider.js';
import { type JobBench, openJobBench, picture } from '../testing/job-bench.js';
import { closeRuns } from './close-runs.js';
import { expireImages } from './expire-images.js';
import { purgeIdempotencyKeys } from './purge-idempotency-keys.js';
import { removeOrphans } from './remove-orphans.js';

describe('retention', () => {
  const erased: string[] = [];
  const provider: RemoteProvider = {
    kind: 'remote',
    name: 'forgetful',
    capabilities: {
      categories: ['tops', 'bottoms', 'one-pieces'],
      guessesCategory: true,
      modes: ['performance', 'balanced', 'quality'],
      maxSamples: 4,
      expectedMs: { performance: 10, balanced: 10, quality: 10 },
      priceMicros: { performance: 75_000, balanced: 75_000, quality: 75_000 },
    },
    submitTimeoutMs: 1_000,
    start: async ({ tryonId }) => ({ requestId: `run-${tryonId}` }),
    resume: async () => ({
      status: 'completed',
      result: {
        pictures: [{ bytes: await picture('#0000ff') }],
        category: 'tops',
        garmentPhotoType: 'model',
        warnings: [],
      },
    }),
    erase: async ({ requestId }) => void erased.push(requestId),
  };

  let bench: JobBench;
  before(async () => {
    bench = await openJobBench(provider);
  });
  after(() => bench.close());

  const submit = () => bench.submit({ livemode: true });
  const photoOf = async (imageId: string) => {
    const [row] = await bench.deps.sql<{ storageKey: string; deletedAt: Date | null }[]>`
    select storage_key as "storageKey", deleted_at as "deletedAt" from images where id = ${imageId}`;
    return {
      deleted: row?.deletedAt !== null,
      stored: await bench.deps.storage.exists(row?.storageKey ?? ''),
    };
  };

  test('a merchant that keeps no photos keeps none once the try-on has ended, however it ended', async () => {
    await setPhotoRetention(bench.deps.sql, bench.merchantId, 0);
    const made = await submit();
    await bench.run(made);
    assert.equal((await bench.read(made))?.status, 'completed');
    assert.deepEqual(await photoOf(made.modelImageId), { deleted: true, stored: false });
    const canceled = await submit();
    await cancelTryon(bench.deps.sql, bench.merchantId, canceled.id);
    await expireImages(bench.deps);
    assert.deepEqual(await photoOf(canceled.modelImageId), { deleted: true, stored: false });
  });

  test('a photo that another try-on still waits for stays until that has ended', async () => {
    await setPhotoRetention(bench.deps.sql, bench.merchantId, 0);
    const [first, second] = [await submit(), await submit()];
    await bench.deps.sql`update tryons set model_image_id = ${first.modelImageId} where id = ${second.id}`;
    await bench.run(first);
    assert.deepEqual(await photoOf(first.modelImageId), { deleted: false, stored: true });
    await bench.run(second);
    assert.deepEqual(await photoOf(first.modelImageId), { deleted: true, stored: false });
  });

  test('a garment that the shop uploaded outlives the try-ons that show it, one that a visitor uploaded does not', async () => {
    await setPhotoRetention(bench.deps.sql, bench.merchantId, 0);
    const { sql } = bench.deps;
    const first = await submit();
    await bench.run(first);
    const { garmentImageId } = first;
    assert.deepEqual(await photoOf(garmentImageId), { deleted: false, stored: true });
    const second = await bench.submit({ livemode: true, garmentImageId });
    await bench.run(second);
    assert.equal((await bench.read(second))?.status, 'completed');
    await sql`update tryons set erased_at = now() where id = ${first.id}`;
    await eraseTryon(sql, bench.merchantId, second.id);
    assert.deepEqual(await photoOf(garmentImageId), { deleted: false, stored: true });
    await sql`update images set client_token_hash = ${Buffer.from('hash')} where id = ${garmentImageId}`;
    const third = await bench.submit({ livemode: true, garmentImageId });
    await bench.run(third);
    assert.deepEqual(await photoOf(garmentImageId), { deleted: true, stored: false });
  });

  test('erasing a try-on leaves its photo to another one that still waits for it, and no longer', async () => {
    await setPhotoRetention(bench.deps.sql, bench.merchantId, 24);
    const first = await submit();
    const { modelImageId } = first;
    const second = await bench.submit({ livemode: true, modelImageId });
    await eraseTryon(bench.deps.sql, bench.merchantId, first.id);
    await expireImages(bench.deps);
    assert.deepEqual(await photoOf(modelImageId), { deleted: false, stored: true });
    await bench.run(second);
    assert.equal((await bench.read(second))?.status, 'completed');
    await bench.deps
      .sql`update images set expires_at = expires_at - interval '1 minute' where id = ${modelImageId}`;
    await expireImages(bench.deps);
    assert.deepEqual(await photoOf(modelImageId), { deleted: true, stored: false });
  });

  test('a try-on whose photo was erased while it was submitted is not accepted, and reserves nothing', async () => {
    const { modelImageId } = await submit();
    await bench.deps.sql`update images set deleted_at = now() where id = ${modelImageId}`;
    const before = await bench.usage(true);
    await assert.rejects(bench.submit({ livemode: true, modelImageId }), { code: 'image_not_found' });
    assert.deepEqual(await bench.usage(true), before);
  });

  test('a shorter time counts for photos that are stored already', async () => {
    await setPhotoRetention(bench.deps.sql, bench.merchantId, 24);
    const tryon = await submit();
    await bench.run(tryon);
    assert.deepEqual(await photoOf(tryon.modelImageId), { deleted: false, stored: true });
    await bench.deps
      .sql`update images set created_at = now() - interval '3 hours' where id = ${tryon.modelImageId}`;
    await setPhotoRetention(bench.deps.sql, bench.merchantId, 2);
    await expireImages(bench.deps);
    assert.deepEqual(await photoOf(tryon.modelImageId), { deleted: true, stored: false });
  });

  test('erasing forgets the pictures, the events and the stored answer, and has the provider erase its copy', async () => {
    await setPhotoRetention(bench.deps.sql, bench.merchantId, 24);
    const { sql } = bench.deps;
    const tryon = await submit();
    await bench.run(tryon);
    const output = (await bench.read(tryon))?.output[0]?.storageKey ?? '';
    await sql`insert into idempotency_keys (merchant_id, livemode, key, request_hash, resource_id, locked_until)
    values (${bench.merchantId}, true, 'key-of-a-request', ${Buffer.from('hash')}, ${tryon.id}, now())`;
    const erasure = await eraseTryon(sql, bench.merchantId, tryon.id);
    // The garment is the shop's own, uploaded with its secret key.
    assert.deepEqual(erasure?.erased, { tryons: 1, photos: 1, pictures: 1, providerCopies: 'requested' });
    for (const key of erasure.storageKeys) await bench.deps.storage.delete(key);
    assert.equal(await bench.read(tryon), undefined);
    assert.equal(await bench.deps.storage.exists(output), false);
    assert.deepEqual(await photoOf(tryon.modelImageId), { deleted: true, stored: false });
    const [row] =
      await sql`select model_image_id as model, garment_image_id as garment, metadata, client_token_hash as token
    from tryons where id = ${tryon.id}`;
    assert.deepEqual({ ...row }, { model: '', garment: '', metadata: {}, token: null });
    assert.equal((await sql`select 1 from tryon_events where tryon_id = ${tryon.id}`).length, 0);
    assert.equal((await sql`select 1 from idempotency_keys where resource_id = ${tryon.id}`).length, 0);
    const [charge] =
      await sql`select charged_units as units from usage_reservations where tryon_id = ${tryon.id}`;
    assert.equal(charge?.['units'], 1, 'the bill stays');
    await closeRuns(bench.deps);
    assert.equal(erased.filter((run) => run === `run-${tryon.id}`).length, 1);
    assert.equal((await findRun(sql, bench.merchantId, tryon.id))?.state, 'ended');
  });

  test('erasing a photo alone has the provider erase its copy, at once or when its run is over, and the receipt says so', async () => {
    const { sql } = bench.deps;
    await setPhotoRetention(sql, bench.merchantId, 24);
    const done = await submit();
    await bench.run(done);
    const waiting = await submit();
    const claimed = await claimTryon(sql, bench.merchantId, waiting.id);
    assert.ok(claimed.claimed);
    const { leaseToken } = claimed.claim;
    const ref = { tryonId: waiting.id, n: 1 };
    const opened = await openRun(sql, bench.merchantId, {
      ...ref,
      leaseToken,
      provider: provider.name,
      reservedMicros: 0,
    });
    assert.equal(opened, 'opened');
    await storeRequestId(sql, bench.merchantId, ref, { requestId: `run-${waiting.id}` });

    const first = await eraseImage(sql, bench.merchantId, done.modelImageId);
    assert.equal(first?.providerCopies, 'requested');
    const second = await eraseImage(sql, bench.merchantId, waiting.modelImageId);
    assert.equal(second?.providerCopies, 'requested');
    assert.equal(
      await eraseImage(sql, bench.merchantId, done.modelImageId),
      undefined,
      'one receipt for one photo',
    );
    await closeRuns(bench.deps);
    const erasedOf = (tryon: Tryon) => erased.filter((run) => run === `run-${tryon.id}`).length;
    assert.deepEqual([erasedOf(done), erasedOf(waiting)], [1, 0]);
    await failTryon(
      sql,
      bench.merchantId,
      waiting.id,
      leaseToken,
      { code: 'no_person', message: '', retryable: false },
      { runFinished: true },
    );
    await closeRuns(bench.deps);
    await closeRuns(bench.deps);
    assert.deepEqual([erasedOf(done), erasedOf(waiting)], [1, 1]);

    const [shops] = await sql<
      { id: string }[]
    >`select garment_image_id as id from tryons where id = ${done.id}`;
    const garment = await eraseImage(sql, bench.merchantId, shops?.id ?? '');
    assert.equal(garment?.providerCopies, 'none', 'a garment of the shop shows no shopper');
  });

  test('erasing at the moment of completion leaves no file, whoever is first', async (t) => {
    const seed = Math.floor(Math.random() * 1e6);
    t.diagnostic(`seed ${seed}`);
    for (let i = 0; i < 12; i++) {
      const tryon = await submit();
      const running = bench.run(tryon);
      await sleep((seed * (i + 1)) % 60);
      const erasure = await eraseTryon(bench.deps.sql, bench.merchantId, tryon.id);
      for (const key of erasure?.storageKeys ?? []) await bench.deps.storage.delete(key);
      await running;
      assert.ok(!(await bench.results()).some((name) => name.includes(tryon.id)), `round ${i}`);
    }
  });

  const later = () => Date.now() + 2 * 3_600_000;

  test('files that no row owns are removed once they are old enough, and no others', async () => {
    const { storage } = bench.deps;
    const tryon = await submit();
    await bench.run(tryon);
    const kept = (await bench.read(tryon))?.output[0]?.storageKey ?? '';
    const orphans = [
      `images/${bench.merchantId}/img_nobodys.jpg`,
      `results/${bench.merchantId}/tryon_nobodys-0.jpg`,
      kept.replace('-0.', '-3.'),
      kept.replace(/-[^-]+-0[.]/, '-0.'),
    ];
    for (const key of orphans)
      await storage.put(key, await picture('#123456'), { contentType: 'image/jpeg' });
    await removeOrphans(bench.deps);
    for (const key of orphans) assert.equal(await storage.exists(key), true, `${key} is young`);
    await removeOrphans(bench.deps, undefined, later);
    for (const key of orphans) assert.equal(await storage.exists(key), false, key);
    assert.equal(await storage.exists(kept), true);
    assert.deepEqual(await photoOf(tryon.modelImageId), { deleted: false, stored: true });
  });

  test('a database that knows most of the files not removes none of them', async () => {
    const { storage, sql } = bench.deps;
    const tryon = await submit();
    await bench.run(tryon);
    const strange = Array.from({ length: 60 }, (_, i) => `images/${bench.merchantId}/img_strange${i}.jpg`);
    const bytes = await picture('#123456');
    for (const key of strange) await storage.put(key, bytes, { contentType: 'image/jpeg' });
    await assert.rejects(removeOrphans(bench.deps, undefined, later), { code: 'strange_files' });
    for (const key of strange) assert.equal(await storage.exists(key), true, key);
    // What the database knows to be erased is no riddle, however much of it there is.
    await sql`insert into images (id, merchant_id, livemode, source, source_sha256, storage_key, content_type, width,
      height, size_bytes, sha256, expires_at, deleted_at, purged_at)
    select substring(k from '([^/]+)[.]jpg$'), ${bench.merchantId}, true, 'upload', '', k, 'image/jpeg', 1, 1, 1, '',
      now(), now(), now() from unnest(${strange}::text[]) as k`;
    await removeOrphans(bench.deps, undefined, later);
    for (const key of strange) assert.equal(await storage.exists(key), false, key);
  });

  test('a sweep removes all that is due, and one file that cannot be removed stops nothing', async () => {
    const { sql, storage } = bench.deps;
    await setPhotoRetention(sql, bench.merchantId, 24);
    const tryons = [await submit(), await submit(), await submit()];
    for (const tryon of tryons) await bench.run(tryon);
    const [poison, ...photos] = tryons.map((tryon) => tryon.modelImageId);
    const results = await Promise.all(
      tryons.map(async (tryon) => (await bench.read(tryon))?.output[0]?.storageKey ?? ''),
    );
    // More than a page of photos, and the one that cannot be removed is the first of them.
    await sql`update images set expires_at = now() - interval '2 hours' where id = ${poison ?? ''}`;
    await sql`insert into images (id, merchant_id, livemode, source, source_sha256, storage_key, content_type, width,
      height, size_bytes, sha256, expires_at)
    select 'img_due' || n, ${bench.merchantId}, true, 'upload', '', 'images/' || ${bench.merchantId}::text || '/img_due' || n
      || '.jpg', 'image/jpeg', 1, 1, 1, '', now() - interval '1 hour' from generate_series(1, 1200) n`;
    await sql`update tryons set expires_at = now() - interval '1 hour'
    where id = any(${tryons.map((tryon) => tryon.id)})`;
    const refusing = {
      ...storage,
      delete: async (key: string) => {
        if (key.includes(poison ?? '')) throw new Error('AccessDenied');
        await storage.delete(key);
      },
    };
    await expireImages({ ...bench.deps, storage: refusing });
    const left = () => sql`select id from images
    where purged_at is null and (id like 'img_due%' or deleted_at is not null)`;
    assert.ok(!(await left()).some((row) => row['id'].startsWith('img_due')));
    assert.deepEqual(await photoOf(poison ?? ''), { deleted: true, stored: true });
    for (const key of results) assert.equal(await storage.exists(key), false, key);
    for (const id of photos) assert.deepEqual(await photoOf(id), { deleted: true, stored: false });
    await expireImages(bench.deps);
    assert.deepEqual(await photoOf(poison ?? ''), { deleted: true, stored: false });
    assert.deepEqual([...(await left())], []);
  });

  test('a photo whose time is up stays for as long as a try-on that was accepted with it needs it', async () => {
    const tryon = await submit();
    await bench.deps.sql`update images set expires_at = now() - interval '1 hour'
    where id in (${tryon.modelImageId}, ${tryon.garmentImageId})`;
    await expireImages(bench.deps);
    assert.deepEqual(await photoOf(tryon.modelImageId), { deleted: false, stored: true });
    await bench.run(tryon);
    assert.equal((await bench.read(tryon))?.status, 'completed');
    await expireImages(bench.deps);
    assert.deepEqual(await photoOf(tryon.modelImageId), { deleted: true, stored: false });
  });

  test('a day after its file the row of an erased photo goes, too', async () => {
    const { sql } = bench.deps;
    const tryon = await submit();
    const erasure = await eraseTryon(sql, bench.merchantId, tryon.id);
    for (const key of erasure?.storageKeys ?? []) await bench.deps.storage.delete(key);
    await expireImages(bench.deps);
    const rows = () => sql`select 1 from images where id = ${tryon.modelImageId}`;
    assert.equal((await rows()).length, 1);
    await sql`update images set purged_at = now() - interval '25 hours' where id = ${tryon.modelImageId}`;
    await expireImages(bench.deps);
    assert.equal((await rows()).length, 0);
  });

  test('all idempotency keys past their day are forgotten in one go', async () => {
    const { sql } = bench.deps;
    await sql`insert into idempotency_keys (merchant_id, livemode, key, request_hash, locked_until, created_at)
    select ${bench.merchantId}, true, 'old' || n, '', now(), now() - interval '25 hours' from generate_series(1, 25) n`;
    await purgeIdempotencyKeys(bench.deps, new AbortController().signal, 10);
    assert.equal((await sql`select 1 from idempotency_keys where key like 'old%'`).length, 0);
  });
});
