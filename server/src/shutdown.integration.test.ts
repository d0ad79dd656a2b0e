import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { type AddressInfo, createServer as createNetServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { mintKey } from '@tryon/core/keys/key';
import { saveKey } from '@tryon/core/keys/repository';
import { createMerchant, savePlan } from '@tryon/core/merchants/repository';
import { testQueueConfig } from '@tryon/core/testing/test-backends';
import { createTestDatabase, type TestDatabase } from '@tryon/core/testing/test-database';
import { plainJpeg } from './testing/pictures.js';

describe('shutdown', () => {
  const MAIN = fileURLToPath(new URL('./main.js', import.meta.url));
  const ROOT = fileURLToPath(new URL('../../', import.meta.url));
  const key = mintKey('sk', false);
  /** How long the shop takes to send its picture: long enough to be told to stop meanwhile. */
  const SHOP_MS = 1_500;

  let database: TestDatabase;
  let directory: string;
  const shop = createServer((_request, response) => {
    void (async () => {
      await sleep(SHOP_MS);
      response.writeHead(200, { 'Content-Type': 'image/jpeg' }).end(await plainJpeg());
    })();
  });
  let shopOrigin: string;

  before(async () => {
    database = await createTestDatabase(process.env['TEST_DATABASE_URL']);
    directory = await mkdtemp(join(tmpdir(), 'tryon-shutdown-'));
    const plan = { id: 'plan_1', name: 'Test', monthlyTryons: 100, monthlyTestTryons: 100 };
    await savePlan(database.sql, { ...plan, requestsPerMinute: 10_000 });
    const merchant = await createMerchant(database.sql, { name: 'Shop', planId: plan.id });
    await saveKey(database.sql, merchant.id, { key });
    await once(shop.listen(0, '127.0.0.1'), 'listening');
    shopOrigin = `http://127.0.0.1:${(shop.address() as AddressInfo).port}`;
  });
  after(async () => {
    shop.close();
    await database.drop();
    await rm(directory, { recursive: true, force: true });
  });

  interface Running {
    readonly child: ChildProcess;
    readonly url: string;
    /** Everything the process has written to its log. */
    log(): string;
    readonly exit: Promise<number | null>;
  }

  /** A server as a process of its own. */
  async function start(
    env: Record<string, string> = {},
    nodeOptions: readonly string[] = [],
  ): Promise<Running> {
    const port = await freePort();
    const url = `http://127.0.0.1:${port}`;
    const { redisUrl, redisPrefix } = testQueueConfig(database.url);
    const child = spawn(process.execPath, [...nodeOptions, MAIN], {
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      env: {
        PATH: process.env['PATH'],
        DATABASE_URL: database.url,
        ...(redisUrl && { REDIS_URL: redisUrl, REDIS_PREFIX: redisPrefix }),
        PORT: String(port),
        PUBLIC_URL: url,
        SIGNING_SECRET: 'a secret for tests that is long enough',
        STORAGE_DIR: directory,
        OPENAPI_FILE: join(ROOT, 'openapi.yaml'),
        SANDBOX_ART_DIR: join(ROOT, 'sandbox', 'art'),
        FETCH_ALLOWED_ORIGINS: shopOrigin,
        ...env,
      },
    });
    let log = '';
    for (const output of [child.stdout, child.stderr]) output?.on('data', (chunk) => (log += String(chunk)));
    const exit = once(child, 'exit').then(([code]) => code as number | null);
    const started = await Promise.race([once(child, 'message'), exit.then(() => undefined)]);
    assert.ok(started, log);
    return { child, url, log: () => log, exit };
  }

  async function freePort(): Promise<number> {
    const probe = createNetServer();
    await once(probe.listen(0, '127.0.0.1'), 'listening');
    const { port } = probe.address() as AddressInfo;
    await new Promise((resolve) => probe.close(resolve));
    return port;
  }

  const post = (url: string, json: unknown, path: string) =>
    fetch(url + path, {
      method: 'POST',
      headers: { Authorization: `Bearer ${key}`, 'Content-Type': 'application/json' },
      body: JSON.stringify(json),
    });

  test('told to stop: not ready first, then what is under way is finished, streams end, and it exits 0', async () => {
    const server = await start({ SHUTDOWN_DELAY_MS: '600' });
    const sandbox = { model_image: 'img_sandbox_amara', garment_image: 'img_sandbox_tee-navy' };
    const created = (await (await post(server.url, sandbox, '/v1/tryons')).json()) as { id: string };
    const stream = await fetch(`${server.url}/v1/tryons/${created.id}/events`, {
      headers: { Authorization: `Bearer ${key}` },
    });
    const streamed = stream.text();
    const uploading = post(server.url, { url: `${shopOrigin}/photo.jpg` }, '/v1/images');
    await sleep(300);
    server.child.kill('SIGTERM');
    await sleep(200);
    const readiness = await fetch(`${server.url}/readiness`);
    assert.equal(readiness.status, 503, await readiness.text());
    const usage = await fetch(`${server.url}/v1/usage`, { headers: { Authorization: `Bearer ${key}` } });
    assert.equal(usage.status, 200, 'a load balancer may not have noticed yet');
    await usage.text();
    const uploaded = await uploading;
    assert.equal(uploaded.status, 201, await uploaded.text());
    const events = await streamed;
    assert.match(events, /^retry: \d+\n\n/, 'a client knows when to come back');
    assert.match(events, /event: tryon\n/);
    assert.equal(await server.exit, 0, server.log());
    await assert.rejects(fetch(`${server.url}/health`));
  });

  test('a request that does not end is refused when the grace time is over, and it still exits 0', async () => {
    const server = await start({ SHUTDOWN_GRACE_MS: '400' });
    const uploading = post(server.url, { url: `${shopOrigin}/photo.jpg` }, '/v1/images');
    await sleep(300);
    server.child.kill('SIGTERM');
    const refused = await uploading;
    const problem = (await refused.json()) as { code: string };
    assert.equal(refused.status, 503, JSON.stringify(problem));
    assert.equal(problem.code, 'service_unavailable');
    assert.ok(refused.headers.get('retry-after'));
    assert.equal(await server.exit, 0, server.log());
  });

  for (const [what, code] of [
    ['an exception that nobody caught', 'setTimeout(() => { throw new Error("boom") })'],
    ['a rejection that nobody handled', 'Promise.reject(new Error("boom"))'],
  ] as const) {
    test(`${what} is logged and ends the process with 1`, async () => {
      const hook = `data:text/javascript,process.on('message', () => { ${encodeURIComponent(code)} })`;
      const server = await start({}, ['--import', hook]);
      server.child.send('go');
      assert.equal(await server.exit, 1);
      const line = server
        .log()
        .split('\n')
        .find((text) => text.includes('"level":"fatal"'));
      assert.match(line ?? '', /boom/);
    });
  }
});
