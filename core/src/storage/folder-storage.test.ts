import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { DomainError } from '../errors.js';
import { openFolderStorage } from './folder-storage.js';
import { StorageError } from './storage.js';

const JPEG = { contentType: 'image/jpeg' } as const;

async function temporaryDirectory(t: TestContext): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'tryon-storage-'));
  t.after(() => rm(directory, { recursive: true, force: true }));
  return directory;
}

async function filesBelow(directory: string): Promise<string[]> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => entry.name);
}

test('gives back what was put, with its content type', async (t) => {
  const storage = await openFolderStorage({ directory: await temporaryDirectory(t) });
  const bytes = Buffer.from([1, 2, 3]);
  await storage.put('mer_1/img_1.jpg', bytes, JPEG);
  assert.deepEqual(await storage.get('mer_1/img_1.jpg'), { bytes, contentType: 'image/jpeg' });
  assert.equal(await storage.exists('mer_1/img_1.jpg'), true);
});

test('replaces an object whole', async (t) => {
  const storage = await openFolderStorage({ directory: await temporaryDirectory(t) });
  await storage.put('a.jpg', Buffer.alloc(1_000, 1), JPEG);
  await storage.put('a.jpg', Buffer.from('short'), JPEG);
  assert.equal((await storage.get('a.jpg'))?.bytes.toString(), 'short');
});

test('says of what it does not have that it is not there', async (t) => {
  const storage = await openFolderStorage({ directory: await temporaryDirectory(t) });
  await storage.put('a.jpg', Buffer.from('a'), JPEG);
  for (const key of ['b.jpg', 'no/folder/b.jpg', 'a.jpg/b.jpg']) {
    assert.equal(await storage.get(key), undefined);
    assert.equal(await storage.exists(key), false);
  }
});

test('deletes one object, or all below a prefix, and does not mind if there is none', async (t) => {
  const directory = await temporaryDirectory(t);
  const storage = await openFolderStorage({ directory });
  for (const key of ['m1/a.jpg', 'm1/deep/b.jpg', 'm11/c.jpg'])
    await storage.put(key, Buffer.from(key), JPEG);
  await storage.delete('m11/c.jpg');
  await storage.delete('m11/c.jpg');
  assert.equal(await storage.exists('m11/c.jpg'), false);
  await storage.put('m11/c.jpg', Buffer.from('c'), JPEG);
  await storage.deletePrefix('m1/');
  await storage.deletePrefix('m1/');
  assert.deepEqual(await filesBelow(directory), ['c.jpg']);
});

test('refuses a key that leads out of its folder or contradicts the content type', async (t) => {
  const storage = await openFolderStorage({ directory: await temporaryDirectory(t) });
  for (const key of ['../a.jpg', '/tmp/a.jpg', 'a/../../a.jpg', '.unfinished/a.jpg']) {
    await assert.rejects(storage.put(key, Buffer.from('x'), JPEG), RangeError);
    await assert.rejects(storage.get(key), RangeError);
    await assert.rejects(storage.exists(key), RangeError);
    await assert.rejects(storage.delete(key), RangeError);
  }
  await assert.rejects(storage.put('a.png', Buffer.from('x'), JPEG), RangeError);
  await assert.rejects(storage.deletePrefix('../'), RangeError);
});

test('never shows a reader half an object', async (t) => {
  const storage = await openFolderStorage({ directory: await temporaryDirectory(t) });
  const versions = [Buffer.alloc(2_000_000, 1), Buffer.alloc(2_000_000, 2)];
  await storage.put('a.jpg', versions[0]!, JPEG);
  let isWriting = true;
  const writing = (async () => {
    for (let turn = 0; turn < 20; turn++) await storage.put('a.jpg', versions[turn % 2]!, JPEG);
    isWriting = false;
  })();
  while (isWriting) {
    const { bytes } = (await storage.get('a.jpg'))!;
    assert.ok(versions.some((version) => version.equals(bytes)));
  }
  await writing;
});

test('survives writers and a deleter of the same prefix at once', async (t) => {
  const directory = await temporaryDirectory(t);
  const storage = await openFolderStorage({ directory });
  const work: Promise<void>[] = [];
  for (let turn = 0; turn < 40; turn++) {
    work.push(storage.put(`m/t/${turn}.jpg`, Buffer.from('x'), JPEG));
    if (turn % 4 === 0) work.push(storage.deletePrefix('m/'));
  }
  await Promise.all(work);
  assert.deepEqual(await readdir(join(directory, '.unfinished')), []);
});

test('answers a full or broken disk with a typed error and leaves nothing half-written', async (t) => {
  const directory = await temporaryDirectory(t);
  const storage = await openFolderStorage({ directory });
  // A file where a folder is wanted fails the rename after everything was written, for root too.
  await storage.put('m.jpg', Buffer.from('x'), JPEG);
  await assert.rejects(storage.put('m.jpg/a.jpg', Buffer.from('y'), JPEG), (error) => {
    assert.ok(error instanceof StorageError && error instanceof DomainError);
    assert.equal(error.code, 'storage_unavailable');
    assert.ok(error.cause instanceof Error);
    assert.ok(!error.message.includes(directory));
    return true;
  });
  assert.deepEqual(await filesBelow(directory), ['m.jpg']);
});

test('reports a folder that has gone away, and recovers with it', async (t) => {
  const directory = join(await temporaryDirectory(t), 'data');
  const storage = await openFolderStorage({ directory });
  await storage.healthCheck();
  await rm(directory, { recursive: true });
  await assert.rejects(storage.healthCheck(), StorageError);
  await assert.rejects(storage.put('a.jpg', Buffer.from('x'), JPEG), StorageError);
  await openFolderStorage({ directory });
  await storage.healthCheck();
});

test('cannot be opened where there is no folder to be made', async (t) => {
  const directory = await temporaryDirectory(t);
  await writeFile(join(directory, 'file'), '');
  await assert.rejects(openFolderStorage({ directory: join(directory, 'file', 'data') }), StorageError);
});

test('clears away on opening what a killed process left, but not what another is writing', async (t) => {
  const directory = await temporaryDirectory(t);
  const unfinished = join(directory, '.unfinished');
  await mkdir(unfinished);
  await writeFile(join(unfinished, 'old'), 'half');
  await writeFile(join(unfinished, 'new'), 'half');
  const twoHoursAgo = new Date(Date.now() - 2 * 60 * 60 * 1_000);
  await utimes(join(unfinished, 'old'), twoHoursAgo, twoHoursAgo);
  await openFolderStorage({ directory });
  assert.deepEqual(await readdir(unfinished), ['new']);
});

test('lets only its own user read', async (t) => {
  const directory = await temporaryDirectory(t);
  const storage = await openFolderStorage({ directory });
  await storage.put('m/a.jpg', Buffer.from('x'), JPEG);
  assert.equal((await stat(join(directory, 'm/a.jpg'))).mode & 0o077, 0);
  assert.equal((await stat(join(directory, 'm'))).mode & 0o077, 0);
});

test('stops with the reason of its signal and leaves nothing behind', async (t) => {
  const directory = await temporaryDirectory(t);
  const storage = await openFolderStorage({ directory });
  const reason = new Error('the visitor left');
  const aborted = { signal: AbortSignal.abort(reason) };
  await assert.rejects(storage.put('a.jpg', Buffer.from('x'), { ...JPEG, ...aborted }), reason);
  await assert.rejects(storage.get('a.jpg', aborted), reason);
  const controller = new AbortController();
  const writing = storage.put('a.jpg', Buffer.alloc(30_000_000), { ...JPEG, signal: controller.signal });
  controller.abort(reason);
  await assert.rejects(writing, reason);
  assert.deepEqual(await filesBelow(directory), []);
});

test('keeps an object as a plain file under its key', async (t) => {
  const directory = await temporaryDirectory(t);
  const storage = await openFolderStorage({ directory });
  await storage.put('mer_1/img_1.jpg', Buffer.from('x'), JPEG);
  assert.equal(await readFile(join(directory, 'mer_1', 'img_1.jpg'), 'utf8'), 'x');
});
