import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { testBucket } from '../testing/test-backends.js';
import { openS3Storage, type S3Storage, type S3StorageOptions } from './s3-storage.js';
import { StorageError } from './storage.js';

describe('s3 storage', () => {
  const JPEG = { contentType: 'image/jpeg' } as const;
  const bucket = testBucket();
  const skip = bucket ? false : 'no S3 on this machine';

  let storage: S3Storage;
  before(() => {
    if (bucket) storage = openS3Storage(bucket);
  });
  after(() => storage?.close());

  test('gives back what was put, with its content type, and replaces it whole', { skip }, async () => {
    await storage.put('images/m1/a.jpg', Buffer.alloc(9_000, 1), JPEG);
    await storage.put('images/m1/a.jpg', Buffer.from([1, 2, 3]), JPEG);
    assert.deepEqual(await storage.get('images/m1/a.jpg'), {
      bytes: Buffer.from([1, 2, 3]),
      contentType: 'image/jpeg',
    });
    assert.equal(await storage.exists('images/m1/a.jpg'), true);
  });

  test('says of what it does not have that it is not there, and deletes it without complaint', {
    skip,
  }, async () => {
    assert.equal(await storage.get('images/m1/none.jpg'), undefined);
    assert.equal(await storage.exists('images/m1/none.jpg'), false);
    await storage.delete('images/m1/none.jpg');
  });

  test('refuses a key whose extension says something else', { skip }, async () => {
    await assert.rejects(storage.put('images/a.png', Buffer.from('a'), JPEG), RangeError);
  });

  test('lists by pages in order, and deletes all below a prefix and nothing beside it', {
    skip,
  }, async () => {
    const keys = Array.from({ length: 5 }, (_, i) => `images/m2/p${i}.jpg`);
    for (const key of [...keys, 'images/m22/other.jpg']) await storage.put(key, Buffer.from(key), JPEG);
    const first = await storage.list('images/m2/', { limit: 3 });
    assert.deepEqual(
      first.objects.map((object) => object.key),
      keys.slice(0, 3),
    );
    assert.equal(first.objects[0]?.sizeBytes, 'images/m2/p0.jpg'.length);
    const second = await storage.list('images/m2/', { limit: 3, cursor: first.cursor });
    assert.deepEqual(
      second.objects.map((object) => object.key),
      keys.slice(3),
    );
    assert.equal(second.cursor, undefined);
    await storage.deletePrefix('images/m2/');
    assert.deepEqual((await storage.list('images/m2/', { limit: 3 })).objects, []);
    assert.equal(await storage.exists('images/m22/other.jpg'), true);
  });

  test('a presigned link opens its one object for its time, and is no key to another', { skip }, async () => {
    await storage.put('results/m1/r.jpg', Buffer.from('picture'), JPEG);
    await storage.put('results/m1/s.jpg', Buffer.from('another'), JPEG);
    const { url, expiresAt } = await storage.urlFor('results/m1/r.jpg', { downloadName: 'try-on.jpg' });
    assert.ok(Math.abs(expiresAt.getTime() - Date.now() - 900_000) < 5_000);
    const response = await fetch(url);
    assert.equal(response.headers.get('content-type'), 'image/jpeg');
    assert.match(response.headers.get('content-disposition') ?? '', /try-on\.jpg/);
    assert.equal(await response.text(), 'picture');
    assert.equal((await fetch(url.replace('r.jpg', 's.jpg'))).status, 403);
    const brief = await storage.urlFor('results/m1/r.jpg', { expiresInMs: 1_000 });
    await new Promise((resolve) => setTimeout(resolve, 2_200));
    assert.equal((await fetch(brief.url)).status, 403);
    assert.equal((await fetch(url.split('?')[0] ?? '')).status, 403);
  });

  test('a wrong key or a missing bucket is a StorageError, on writing, reading and checking', {
    skip,
  }, async () => {
    const wrong: S3StorageOptions[] = [
      { ...(bucket as S3StorageOptions), credentials: { accessKeyId: 'nobody', secretAccessKey: 'nothing' } },
      { ...(bucket as S3StorageOptions), bucket: 'not-there' },
    ];
    for (const options of wrong) {
      const other = openS3Storage(options);
      const isStorageError = (error: unknown) =>
        error instanceof StorageError && error.code === 'storage_unavailable' && error.cause !== undefined;
      await assert.rejects(other.put('images/a.jpg', Buffer.from('a'), JPEG), isStorageError);
      await assert.rejects(other.get('images/a.jpg'), isStorageError);
      await assert.rejects(other.healthCheck(), isStorageError);
      other.close();
    }
  });

  test('a call that was aborted ends with the reason it was given', { skip }, async () => {
    const reason = new Error('nobody waits any more');
    await assert.rejects(
      storage.put('images/a.jpg', Buffer.from('a'), { ...JPEG, signal: AbortSignal.abort(reason) }),
      reason,
    );
  });
});
