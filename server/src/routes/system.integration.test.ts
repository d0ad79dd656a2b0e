import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { recordHeartbeat } from '@tryon/core/workers/heartbeat';
import { startTestServer, type TestServer } from '../testing/test-server.js';

describe('system', () => {
  let server: TestServer;
  before(async () => {
    server = await startTestServer();
  });
  after(() => server.close());

  test('is ready when PostgreSQL and the queue answer', async () => {
    assert.equal((await server.call('GET', '/readiness')).json.status, 'ready');
  });

  test('says in its health whether a worker lives', async () => {
    const before = await server.call('GET', '/health');
    assert.equal(before.status, 200);
    assert.equal(before.json.status, 'degraded');
    await recordHeartbeat(server.database.sql, 'wrk_1', new Date());
    assert.equal((await server.call('GET', '/health')).json.status, 'ok');
  });

  test('does not store a file for everybody who asks for its health', async () => {
    const { storage } = server.deps;
    const check = storage.healthCheck;
    let checks = 0;
    storage.healthCheck = async (options) => {
      checks++;
      await check(options);
    };
    const answers = await Promise.all(Array.from({ length: 20 }, () => server.call('GET', '/health')));
    storage.healthCheck = check;
    assert.ok(
      answers.every(({ json }) => json.checks.find((c: { name: string }) => c.name === 'storage').ok),
    );
    assert.ok(checks <= 1, `${checks} checks`);
  });

  test('lists stand-ins to everybody, with pictures that are there', async () => {
    for (const path of ['/v1/sandbox/models', '/v1/sandbox/garments']) {
      const { json, headers } = await server.call('GET', path);
      assert.ok(json.data.length >= 6);
      assert.match(headers.get('cache-control') ?? '', /public/);
      const picture = await server.call('GET', new URL(json.data[0].url).pathname);
      assert.equal(picture.headers.get('content-type'), 'image/webp');
    }
  });

  test('lists stand-ins page by page, and nothing after what is none of them', async () => {
    const list = async (query: string) => (await server.call('GET', `/v1/sandbox/models?${query}`)).json;
    const all = (await list('')).data.map(({ id }: { id: string }) => id);
    const seen: string[] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const page = await list(`limit=4${cursor && `&cursor=${cursor}`}`);
      seen.push(...page.data.map(({ id }: { id: string }) => id));
      assert.equal(page.has_more, page.next_cursor !== null);
      cursor = page.next_cursor;
    }
    assert.deepEqual(seen, all);
    assert.deepEqual((await list('cursor=img_sandbox_nobody')).data, []);
  });

  test('tells the widget what it needs, and leaves the words of consent to it', async () => {
    const { json } = await server.call('GET', '/v1/widget/config', { key: server.merchant.pk });
    assert.equal(json.merchant_name, 'Test shop');
    assert.equal(json.sandbox_models, true);
    assert.deepEqual(json.consent, {
      version: '2026-11-2',
      text: null,
      photo_retention_hours: 24,
      privacy_url: null,
    });
    assert.deepEqual(json.analytics, { enabled: true, holdout_percent: 0 });
  });

  test('hands out the contract it runs on', async () => {
    assert.match((await server.call('GET', '/openapi.yaml')).text, /^openapi: 3\.1/);
  });

  test('answers a problem where there is nothing', async () => {
    const answer = await server.call('GET', '/v1/nowhere', { key: server.merchant.sk });
    assert.equal(answer.status, 404);
    assert.equal(answer.json.code, 'not_found');
  });

  test('serves the reference and the page that problems point at', async () => {
    for (const [path, what] of [
      ['/docs/', /swagger-ui/],
      ['/docs/errors', /id="quota_exceeded"/],
    ] as const) {
      const page = await server.call('GET', path);
      assert.equal(page.status, 200, path);
      assert.match(page.text, what);
      assert.match(page.headers.get('content-security-policy') ?? '', /default-src/);
    }
  });

  test('a connection that is kept open gathers no listeners', async () => {
    const warnings: string[] = [];
    const onWarning = ({ name, message }: Error) => warnings.push(`${name}: ${message}`);
    process.on('warning', onWarning);
    for (let i = 0; i < 30; i++) await server.call('GET', '/v1/sandbox/models');
    await new Promise((resolve) => setImmediate(resolve));
    process.off('warning', onWarning);
    assert.deepEqual(warnings, []);
  });
});
