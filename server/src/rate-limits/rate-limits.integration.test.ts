import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { mintKey } from '@tryon/core/keys/key';
import { REMEMBERED_MS } from '../plugins/remembered-keys.js';
import { SHOP_ORIGIN, startTestServer, type TestServer } from '../testing/test-server.js';
import { parseRateLimits } from './tiers.js';

describe('rate limits', () => {
  let server: TestServer;
  before(async () => {
    server = await startTestServer(
      {},
      { ip: 12, visitor: 5, sandbox: 3, events: 3, callbacks: 3, bad_keys: 4 },
    );
  });
  after(() => server.close());

  /** As a proxy in front of the server says it. */
  const from = (ip: string) => ({ 'X-Forwarded-For': ip });

  const statuses = async (times: number, call: () => Promise<{ status: number }>) => {
    const seen: number[] = [];
    for (let i = 0; i < times; i++) seen.push((await call()).status);
    return seen;
  };

  test('a plan limits all secret keys of its merchant together, and says how many are left', async () => {
    const { sk } = await server.addMerchant({ requestsPerMinute: 3 });
    const call = () => server.call('GET', '/v1/usage', { key: sk });
    const first = await call();
    assert.equal(first.headers.get('ratelimit-policy'), '"plan";q=3;w=60');
    assert.match(first.headers.get('ratelimit') ?? '', /^"plan";r=2;t=\d+$/);
    assert.equal(first.headers.get('x-ratelimit-limit'), '3');
    assert.equal(first.headers.get('x-ratelimit-remaining'), '2');
    assert.ok(Number(first.headers.get('x-ratelimit-reset')) > Date.now() / 1_000 - 1);
    assert.deepEqual(await statuses(3, call), [200, 200, 429]);
    const refused = await call();
    assert.equal(refused.json.code, 'rate_limited');
    assert.equal(refused.json.retryable, true);
    const wait = Number(refused.headers.get('retry-after'));
    assert.ok(wait >= 1 && wait <= 60);
  });

  test('live and test keys, and other merchants, do not count for each other', async () => {
    const one = await server.addMerchant({ requestsPerMinute: 1 });
    const other = await server.addMerchant({ requestsPerMinute: 1 });
    for (const key of [one.sk, one.liveSk, other.sk])
      assert.equal((await server.call('GET', '/v1/usage', { key })).status, 200);
    assert.equal((await server.call('GET', '/v1/usage', { key: one.sk })).status, 429);
  });

  test('a key may have a lower limit of its own', async () => {
    const { id, sk } = await server.addMerchant();
    await server.database.sql`update api_keys set requests_per_minute = 2 where merchant_id = ${id}`;
    assert.deepEqual(await statuses(3, () => server.call('GET', '/v1/usage', { key: sk })), [200, 200, 429]);
  });

  test('a visitor’s reads are limited per visitor and never eat the shop’s plan', async () => {
    const { pk } = await server.addMerchant({ requestsPerMinute: 1 });
    const config = (token: string) =>
      server.call('GET', '/v1/widget/config', {
        key: pk,
        headers: { Origin: SHOP_ORIGIN, 'TryOn-Client-Token': token },
      });
    assert.deepEqual(await statuses(6, () => config('ct_visitor_one')), [200, 200, 200, 200, 200, 429]);
    assert.equal((await config('ct_visitor_two')).status, 200, 'another visitor is not held up');
  });

  test('many visitors of one address are limited together', async () => {
    const seen = await statuses(12, () =>
      server.call('GET', '/v1/widget/config', {
        key: server.merchant.pk,
        headers: { Origin: SHOP_ORIGIN, 'TryOn-Client-Token': `ct_${Math.random()}`.padEnd(20, 'x') },
      }),
    );
    assert.ok(seen.includes(429));
  });

  test('the public lists are limited by address', async () => {
    assert.deepEqual(await statuses(4, () => server.call('GET', '/v1/sandbox/models')), [200, 200, 200, 429]);
  });

  test('what is measured of visitors uses nothing up that they need for a try-on', async () => {
    const { pk: key } = await server.addMerchant({ requestsPerMinute: 1 });
    const headers = { Origin: SHOP_ORIGIN, ...from('203.0.113.20') };
    const event = { id: 'a'.repeat(8), name: 'button_shown', occurred_at: new Date().toISOString() };
    const json = { visitor_id: 'v'.repeat(16), group: 'offered', events: [event] };
    const send = () => server.call('POST', '/v1/widget/events', { key, json, headers });
    assert.deepEqual(await statuses(4, send), [202, 202, 202, 429]);
    const config = await server.call('GET', '/v1/widget/config', { key, headers });
    assert.equal(config.headers.get('x-ratelimit-remaining'), '4');
  });

  test('whoever calls what is made for providers is limited by address, before the body is read', async () => {
    const call = () =>
      server.call('POST', `/v1/provider-callbacks/fal/${'0'.repeat(32)}`, {
        json: {},
        headers: from('203.0.113.30'),
      });
    assert.deepEqual(await statuses(4, call), [404, 404, 404, 429]);
  });

  test('a flood of keys that do not exist is refused before the database is asked', async () => {
    const wrong = mintKey('sk', false);
    assert.deepEqual(
      await statuses(6, () => server.call('GET', '/v1/usage', { key: wrong })),
      [401, 401, 401, 401, 401, 429],
    );
  });

  test('keys that do exist go on working at an address that sent many that do not', async () => {
    const headers = from('203.0.113.7');
    const { sk } = await server.addMerchant();
    const usage = (key: string) => server.call('GET', '/v1/usage', { key, headers });
    assert.equal((await usage(sk)).status, 200);
    const wrong = mintKey('sk', false);
    assert.equal((await statuses(6, () => usage(wrong))).at(-1), 429);
    // Longer than a key is taken for what it was.
    await new Promise((resolve) => setTimeout(resolve, REMEMBERED_MS + 50));
    assert.equal((await usage(sk)).status, 200);
    assert.equal((await usage(wrong)).status, 429);
  });

  test('what was refused to a visitor or a key does not use up the plan of the others', async () => {
    const { id, pk, sk, liveSk } = await server.addMerchant({ requestsPerMinute: 8 });
    const create = (ip: string) =>
      server.call('POST', '/v1/tryons', {
        key: pk,
        json: { model_image: 'img_sandbox_amara', garment_image: 'img_sandbox_tee-navy' },
        headers: { Origin: SHOP_ORIGIN, ...from(ip) },
      });
    assert.deepEqual(
      await statuses(10, () => create('203.0.113.8')),
      [202, 202, 202, 202, 202, 429, 429, 429, 429, 429],
    );
    assert.equal((await create('203.0.113.9')).status, 202, 'another visitor still may');
    const usage = (key: string) => server.call('GET', '/v1/usage', { key, headers: from('203.0.113.10') });
    assert.equal((await usage(sk)).headers.get('x-ratelimit-remaining'), '1');

    await server.database
      .sql`update api_keys set requests_per_minute = 2 where merchant_id = ${id} and livemode`;
    await statuses(6, () => usage(liveSk));
    await server.database.sql`update api_keys set requests_per_minute = null where merchant_id = ${id}`;
    await new Promise((resolve) => setTimeout(resolve, REMEMBERED_MS + 50));
    const { headers } = await usage(liveSk);
    assert.equal(headers.get('x-ratelimit-remaining'), '5', 'two were let through, and this one');
  });

  test('one household’s IPv6 addresses are one address, and others are not', async () => {
    const list = (ip: string) => server.call('GET', '/v1/sandbox/garments', { headers: from(ip) });
    let host = 0;
    assert.deepEqual(await statuses(4, () => list(`2001:db8:1:2:${++host}::${host}`)), [200, 200, 200, 429]);
    assert.equal((await list('2001:db8:1:3::1')).status, 200);
    assert.equal((await list('::ffff:198.51.100.1')).status, 200);
    assert.deepEqual(await statuses(4, () => list('::ffff:198.51.100.2')), [200, 200, 200, 429]);
  });

  test('health and readiness are never limited', async () => {
    assert.ok((await statuses(20, () => server.call('GET', '/readiness'))).every((status) => status === 200));
  });

  test('says what is wrong with an operator’s limits', () => {
    assert.equal(parseRateLimits('ip=600, sandbox=60').ip, 600);
    assert.equal(parseRateLimits('ip=600').visitor, 100);
    assert.throws(() => parseRateLimits('ipp=1'), /ipp/);
    assert.throws(() => parseRateLimits('ip=0'), /whole number/);
    assert.throws(() => parseRateLimits('ip=x'), /whole number/);
  });
});
