// Runs in a process of its own: it measures its memory and sets libvips up.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DomainError } from '@tryon/core/errors';
import sharp from 'sharp';
import { createImageNormaliser } from './image-normaliser.js';

const MEGABYTE = 1024 * 1024;

/** 16 megapixels, stored on its side, so that the whole picture has to be in memory to be turned. */
async function largestPhoto(): Promise<Buffer> {
  return await sharp({ create: { width: 4_000, height: 4_000, channels: 3, background: '#a86' } })
    .withMetadata({ orientation: 6 })
    .png()
    .toBuffer();
}

test('takes 50 large uploads at once without holding 50 pictures in memory', async () => {
  const normaliser = createImageNormaliser();
  const photo = await largestPhoto();
  await normaliser.normalise(photo);
  const before = process.memoryUsage.rss();
  let peak = before;
  const sampling = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage.rss());
  }, 5);
  const images = await Promise.all(Array.from({ length: 50 }, () => normaliser.normalise(photo)));
  clearInterval(sampling);
  assert.equal(images.length, 50);
  // Decoded all together they would take 50 x 48 MB.
  assert.ok(peak - before < 600 * MEGABYTE, `${Math.round((peak - before) / MEGABYTE)} MB more`);
});

test('refuses at once, with a time to come again, when too many wait', async () => {
  const normaliser = createImageNormaliser({ maxParallel: 1, maxQueued: 2 });
  const photo = await largestPhoto();
  const results = await Promise.allSettled(Array.from({ length: 5 }, () => normaliser.normalise(photo)));
  assert.deepEqual(
    results.map((result) => result.status),
    ['fulfilled', 'fulfilled', 'fulfilled', 'rejected', 'rejected'],
  );
  const { reason } = results[4] as PromiseRejectedResult;
  assert.ok(reason instanceof DomainError);
  assert.equal(reason.code, 'service_unavailable');
  assert.equal(reason.retryAfterMs, 2_000);
});

test('goes on after a picture that cannot be read', async () => {
  const normaliser = createImageNormaliser({ maxParallel: 1, maxQueued: 1 });
  await assert.rejects(normaliser.normalise(Buffer.from('no picture')), { code: 'image_unsupported' });
  assert.equal((await normaliser.normalise(await largestPhoto())).width, 1_536);
});

test('drops a waiting upload whose visitor has left', async () => {
  const normaliser = createImageNormaliser({ maxParallel: 1, maxQueued: 1 });
  const photo = await largestPhoto();
  const running = normaliser.normalise(photo);
  const controller = new AbortController();
  const waiting = normaliser.normalise(photo, { signal: controller.signal });
  controller.abort();
  await assert.rejects(waiting, { name: 'AbortError' });
  await running;
});
