import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import cors from '@fastify/cors';
import Fastify from 'fastify';
import { installEmbed } from './embed.js';

describe('embed', () => {
  const LOADER = 'console.log("loader");'.repeat(20);
  const REST = 'export const rest = 1;'.repeat(20);
  const NAMES = {
    'tryon-embed.js': LOADER,
    'widget-AbCd_12-xyZ0.js': REST,
    'locales/de-AbCd_12-xyZ0.js': REST,
  };
  const cleanUps: (() => unknown)[] = [];
  const integrityOf = (text: string) => `sha384-${createHash('sha384').update(text).digest('base64')}`;

  function folder(
    change: (files: Record<string, string>) => void = () => undefined,
    version = '1.4.2',
  ): string {
    const directory = mkdtempSync(join(tmpdir(), 'tryon-embed-'));
    cleanUps.push(() => rmSync(directory, { recursive: true, force: true }));
    mkdirSync(join(directory, 'locales'));
    const files = Object.fromEntries(Object.entries(NAMES).map(([name, text]) => [name, integrityOf(text)]));
    change(files);
    for (const [name, text] of Object.entries(NAMES)) writeFileSync(join(directory, name), text);
    writeFileSync(join(directory, 'integrity.json'), JSON.stringify({ version, files }));
    writeFileSync(join(directory, 'secret.txt'), 'not published');
    return directory;
  }

  async function serve() {
    const app = Fastify({ forceCloseConnections: true });
    cleanUps.push(() => app.close());
    await app.register(cors, { origin: '*' });
    await installEmbed(app, folder());
    const url = await app.listen({ host: '127.0.0.1', port: 0 });
    return (path: string, headers: Record<string, string> = {}) =>
      fetch(url + path, { headers, redirect: 'manual' });
  }

  after(async () => {
    for (const cleanUp of cleanUps.reverse()) await cleanUp();
  });

  describe('the embed’s addresses', async () => {
    const get = await serve();

    test('roll for five minutes under v1, and stay for a year under their version', async () => {
      const rolling = await get('/embed/v1/tryon-embed.js', { Origin: 'https://shop.example' });
      assert.equal(await rolling.text(), LOADER);
      assert.match(rolling.headers.get('cache-control') ?? '', /max-age=300/);
      assert.match(rolling.headers.get('content-type') ?? '', /^text\/javascript/);
      // Without this a tag with `integrity` and `crossorigin` is refused.
      assert.equal(rolling.headers.get('access-control-allow-origin'), '*');
      const fixed = await get('/embed/1.4.2/tryon-embed.js');
      assert.equal(await fixed.text(), LOADER);
      assert.match(fixed.headers.get('cache-control') ?? '', /max-age=31536000, immutable/);
    });

    test('keep what carries a hash for a year under both, in folders, too', async () => {
      for (const path of [
        'v1/widget-AbCd_12-xyZ0.js',
        '1.4.2/widget-AbCd_12-xyZ0.js',
        'v1/locales/de-AbCd_12-xyZ0.js',
      ]) {
        const response = await get(`/embed/${path}`);
        assert.equal(await response.text(), REST);
        assert.match(response.headers.get('cache-control') ?? '', /immutable/);
      }
    });

    test('lead from the short address to the rolling one', async () => {
      const response = await get('/embed/tryon-embed.js');
      assert.equal(response.status, 302);
      assert.equal(response.headers.get('location'), '/embed/v1/tryon-embed.js');
    });

    test('publish hashes that the served bytes have', async () => {
      const { version, files } = (await (await get('/embed/v1/integrity.json')).json()) as {
        version: string;
        files: Record<string, string>;
      };
      assert.equal(version, '1.4.2');
      for (const [name, integrity] of Object.entries(files)) {
        assert.equal(integrityOf(await (await get(`/embed/1.4.2/${name}`)).text()), integrity);
      }
    });

    test('answer with nothing when the shopper has it already', async () => {
      const first = await get('/embed/v1/tryon-embed.js');
      const again = await get('/embed/v1/tryon-embed.js', {
        'If-None-Match': first.headers.get('etag') ?? '',
      });
      assert.equal(again.status, 304);
    });

    test('come plain to who takes no gzip', async () => {
      const response = await get('/embed/v1/tryon-embed.js', { 'Accept-Encoding': 'identity' });
      assert.equal(response.headers.get('content-encoding'), null);
      assert.equal(await response.text(), LOADER);
    });

    for (const path of [
      '/embed/v1/secret.txt',
      '/embed/v1/',
      '/embed/v1/../secret.txt',
      '/embed/v1/%2e%2e/package.json',
      '/embed/v1/..%2f..%2fetc%2fpasswd',
      '/embed/v1/locales',
      '/embed/1.4.1/tryon-embed.js',
      '/embed/secret.txt',
      '/embed/v1/constructor',
    ]) {
      test(`know nothing of ${path}`, async () => {
        assert.equal((await get(path)).status, 404);
      });
    }
  });

  test('keeps earlier releases for pages that are pinned to them, and their parts for loaders still in a cache', async () => {
    const archive = mkdtempSync(join(tmpdir(), 'tryon-archive-'));
    cleanUps.push(() => rmSync(archive, { recursive: true }));
    renameSync(folder(undefined, '1.3.0'), join(archive, '1.3.0'));
    const current = folder((files) => {
      delete files['widget-AbCd_12-xyZ0.js'];
    });
    const app = Fastify();
    cleanUps.push(() => app.close());
    await installEmbed(app, current, archive);
    const statusOf = async (url: string) => (await app.inject({ url })).statusCode;
    assert.equal(await statusOf('/embed/1.3.0/tryon-embed.js'), 200);
    assert.equal(await statusOf('/embed/v1/widget-AbCd_12-xyZ0.js'), 200);
    assert.equal(await statusOf('/embed/1.4.2/widget-AbCd_12-xyZ0.js'), 404);
  });

  test('refuses to start with a file that is not what was published', async () => {
    const tampered = folder((files) => {
      files['tryon-embed.js'] = integrityOf('something else');
    });
    await assert.rejects(installEmbed(Fastify(), tampered), /tryon-embed\.js of the embed is not what was/);
  });
});
