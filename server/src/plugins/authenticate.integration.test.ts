import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { mintKey } from '@tryon/core/keys/key';
import { listKeys, revokeKey, saveKey } from '@tryon/core/keys/repository';
import { SHOP_ORIGIN, startTestServer, type TestServer } from '../testing/test-server.js';
import { REMEMBERED_MS } from './remembered-keys.js';

describe('authenticate', () => {
  let server: TestServer;
  before(async () => {
    server = await startTestServer();
  });
  after(() => server.close());

  const CONFIG = '/v1/widget/config';

  test('asks for a key when there is none, and says how to send it', async () => {
    const answer = await server.call('GET', '/v1/tryons');
    assert.equal(answer.status, 401);
    assert.equal(answer.json.code, 'missing_api_key');
    assert.match(answer.json.detail, /Authorization: Bearer/);
    assert.match(answer.headers.get('www-authenticate') ?? '', /Bearer/);
    assert.equal(answer.json.request_id, answer.headers.get('x-request-id'));
  });

  test('refuses a key that does not exist, one with a typo, and another scheme', async () => {
    for (const key of [mintKey('sk', false), `${server.merchant.sk.slice(0, -1)}!`, 'nonsense']) {
      const answer = await server.call('GET', '/v1/tryons', { key });
      assert.equal(answer.status, 401);
      assert.equal(answer.json.code, 'invalid_api_key');
    }
    const basic = await server.call('GET', '/v1/tryons', { headers: { Authorization: 'Basic abc' } });
    assert.equal(basic.json.code, 'missing_api_key');
  });

  /** Keys are remembered for a moment. */
  const forgotten = () => new Promise((resolve) => setTimeout(resolve, REMEMBERED_MS + 50));

  test('refuses a revoked key within a second, and a rolled key after its overlap', async () => {
    const { id } = server.merchant;
    const [gone, rolled] = [mintKey('sk', false), mintKey('sk', false)];
    const goneKey = await saveKey(server.database.sql, id, { key: gone });
    const rolledKey = await saveKey(server.database.sql, id, { key: rolled });
    assert.equal((await server.call('GET', '/v1/tryons', { key: gone })).status, 200);
    await revokeKey(server.database.sql, id, goneKey.id);
    await revokeKey(server.database.sql, id, rolledKey.id, new Date(Date.now() + 60_000));
    await forgotten();
    const answer = await server.call('GET', '/v1/tryons', { key: gone });
    assert.equal(answer.status, 401);
    assert.equal(answer.json.code, 'revoked_api_key');
    assert.equal((await server.call('GET', '/v1/tryons', { key: rolled })).status, 200);
    await revokeKey(server.database.sql, id, rolledKey.id, new Date(Date.now() - 1));
    await forgotten();
    assert.equal((await server.call('GET', '/v1/tryons', { key: rolled })).json.code, 'revoked_api_key');
  });

  test('lets a publishable key in from its shop and not from a foreign page', async () => {
    const key = server.merchant.pk;
    const good = await server.call('GET', CONFIG, { key, headers: { Origin: SHOP_ORIGIN } });
    assert.equal(good.status, 200);
    assert.equal(good.headers.get('access-control-allow-origin'), '*');
    for (const origin of [
      'https://evil.example',
      'https://shop.example.evil.example',
      'null',
      'http://shop.example',
    ]) {
      const answer = await server.call('GET', CONFIG, { key, headers: { Origin: origin } });
      assert.equal(answer.status, 403, origin);
      assert.equal(answer.json.code, 'origin_not_allowed');
      assert.ok(answer.json.detail.includes(origin));
      assert.equal(answer.headers.get('access-control-allow-origin'), '*', 'the page can read why');
    }
  });

  test('refuses a secret key that a browser sends, and says what to do', async () => {
    const answer = await server.call('GET', '/v1/tryons', {
      key: server.merchant.sk,
      headers: { Origin: SHOP_ORIGIN },
    });
    assert.equal(answer.status, 403);
    assert.equal(answer.json.code, 'secret_key_in_browser');
    assert.match(answer.json.detail, /Revoke it now/);
  });

  test('refuses a publishable key where a secret one is needed, and the other way round', async () => {
    assert.equal(
      (await server.call('GET', '/v1/tryons', { key: server.merchant.pk })).json.code,
      'secret_key_required',
    );
    assert.equal((await server.call('GET', CONFIG, { key: server.merchant.sk })).status, 403);
  });

  test('refuses the keys of a suspended merchant', async () => {
    const merchant = await server.addMerchant();
    await server.database.sql`update merchants set status = 'suspended' where id = ${merchant.id}`;
    assert.equal(
      (await server.call('GET', '/v1/tryons', { key: merchant.sk })).json.code,
      'merchant_suspended',
    );
  });

  test('settles who asks before it reads the body', async () => {
    const body = 'x'.repeat(2_000_000);
    const answer = await server.call('POST', '/v1/tryons', {
      body,
      headers: { 'Content-Type': 'application/json' },
    });
    assert.equal(answer.json.code, 'missing_api_key');
  });

  test('notes when a key was last used', async () => {
    await server.call('GET', '/v1/tryons', { key: server.merchant.sk });
    const [key] = await listKeys(server.database.sql, server.merchant.id, 'sk');
    assert.ok(key);
    const used = (await listKeys(server.database.sql, server.merchant.id, 'sk')).filter(
      (one) => one.lastUsedAt,
    );
    assert.ok(used.length > 0);
  });

  test('no key and no token ever reaches the log', async () => {
    const { sk, pk } = server.merchant;
    await server.call('GET', '/v1/tryons', { key: sk });
    await server.call('GET', '/v1/tryons/tryon_1', {
      key: pk,
      headers: { 'TryOn-Client-Token': 'ct_averysecrettoken00000000' },
    });
    const lines = server.log.join('\n');
    assert.ok(lines.length > 0);
    for (const secret of [sk, pk, 'ct_averysecrettoken']) assert.ok(!lines.includes(secret));
  });
});
