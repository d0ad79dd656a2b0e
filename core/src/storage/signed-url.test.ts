import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { openFolderStorage } from './folder-storage.js';
import { createUrlSigner } from './signed-url.js';
import { withSignedUrls } from './with-signed-urls.js';

const SECRET = 'a secret of more than 32 characters, for tests';
const NOON = Date.UTC(2026, 0, 1, 12);
const signer = createUrlSigner(SECRET, 'https://api.tryon.example/', () => NOON);
const expiresAt = new Date(NOON + 60_000);

const tokenOf = (url: string): string => url.slice(url.lastIndexOf('/') + 1);

test('signs an absolute URL below /files/ and reads it back', () => {
  const url = signer.sign('m/a.jpg', { expiresAt, downloadName: 'try-on.jpg' });
  assert.match(url, /^https:\/\/api\.tryon\.example\/files\/[A-Za-z0-9._-]+$/);
  const expected = {
    ok: true,
    key: 'm/a.jpg',
    contentType: 'image/jpeg',
    expiresAt,
    downloadName: 'try-on.jpg',
  };
  assert.deepEqual(signer.verify(tokenOf(url)), expected);
});

test('refuses a URL from its last millisecond on', () => {
  const token = tokenOf(signer.sign('m/a.jpg', { expiresAt }));
  const at = (time: number) => createUrlSigner(SECRET, 'https://api.tryon.example', () => time).verify(token);
  assert.equal(at(expiresAt.getTime() - 1).ok, true);
  assert.deepEqual(at(expiresAt.getTime()), { ok: false, reason: 'expired' });
});

test('refuses a token of which any character was changed', () => {
  const token = tokenOf(signer.sign('m/a.jpg', { expiresAt }));
  for (let index = 0; index < token.length; index++) {
    for (const other of ['A', 'B', 'C', '-', '.']) {
      if (token[index] === other) continue;
      const verdict = signer.verify(token.slice(0, index) + other + token.slice(index + 1));
      assert.equal(verdict.ok, false, `${other} at ${index}`);
    }
  }
  const last = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  const accepted = [...last].filter((letter) => signer.verify(token.slice(0, -1) + letter).ok);
  assert.deepEqual(accepted, [token.at(-1)]);
});

test('refuses another signer, another secret and the plain secret as key', () => {
  const token = tokenOf(signer.sign('m/a.jpg', { expiresAt }));
  const other = createUrlSigner(`${SECRET}!`, 'https://api.tryon.example', () => NOON);
  assert.deepEqual(other.verify(token), { ok: false, reason: 'forged' });
  const [payload] = token.split('.');
  const mac = createHmac('sha256', SECRET).update(payload!).digest('base64url');
  assert.deepEqual(signer.verify(`${payload}.${mac}`), { ok: false, reason: 'forged' });
});

test('answers anything that is no token without throwing', () => {
  const signature = 'A'.repeat(43);
  for (const token of [
    '',
    '.',
    'a.b',
    `.${signature}`,
    `%.${signature}`,
    'a'.repeat(5_000),
    `a.${signature}.a`,
    '../x',
  ]) {
    assert.deepEqual(signer.verify(token), { ok: false, reason: 'malformed' }, token.slice(0, 20));
  }
  assert.deepEqual(signer.verify(`e30.${signature}`), { ok: false, reason: 'forged' });
});

test('signs only keys of the storage and plain download names', () => {
  assert.throws(() => signer.sign('../a.jpg', { expiresAt }), RangeError);
  for (const downloadName of ['', '../a.jpg', 'a"b.jpg', 'a\r\nb.jpg', '.hidden', 'a'.repeat(101)]) {
    assert.throws(() => signer.sign('a.jpg', { expiresAt, downloadName }), RangeError);
  }
});

test('accepts its own URL for the longest key and name', () => {
  const url = signer.sign(`${'a'.repeat(508)}.jpg`, { expiresAt, downloadName: 'b'.repeat(100) });
  assert.equal(signer.verify(tokenOf(url)).ok, true);
});

test('wants a secret of at least 32 characters', () => {
  assert.throws(() => createUrlSigner('short', 'https://api.tryon.example'), /32/);
});

test('lets a folder answer with URLs that last 15 minutes unless told otherwise', async (t) => {
  const directory = await mkdtemp(join(tmpdir(), 'tryon-urls-'));
  t.after(() => rm(directory, { recursive: true, force: true }));
  const storage = withSignedUrls(await openFolderStorage({ directory }), signer, () => NOON);
  const { url, expiresAt: end } = await storage.urlFor('m/a.jpg');
  assert.equal(end.getTime() - NOON, 15 * 60 * 1_000);
  const verdict = signer.verify(tokenOf(url));
  assert.deepEqual(verdict.ok && [verdict.key, verdict.expiresAt], ['m/a.jpg', end]);
  assert.equal((await storage.urlFor('m/a.jpg', { expiresInMs: 1_000 })).expiresAt.getTime() - NOON, 1_000);
  await storage.put('m/a.jpg', Buffer.from('x'), { contentType: 'image/jpeg' });
  assert.equal(await storage.exists('m/a.jpg'), true);
});
