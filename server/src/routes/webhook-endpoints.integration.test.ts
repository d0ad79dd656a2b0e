import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { cancelTryon } from '@tryon/core/tryons/settle';
import { readContract } from '../contract/document.js';
import { createValidators } from '../contract/validators.js';
import { startTestServer, type TestMerchant, type TestServer } from '../testing/test-server.js';

describe('webhook endpoints', () => {
  let server: TestServer;
  before(async () => {
    server = await startTestServer();
  });
  after(() => server.close());

  const PATH = '/v1/webhook-endpoints';
  const URL_OF_SHOP = 'https://shop.example/hooks/tryon';
  const call = (method: string, path: string, json?: unknown, key = server.merchant.sk, headers = {}) =>
    server.call(method, path, { key, headers, ...(json === undefined ? {} : { json }) });
  const register = (json: object = {}, key?: string) =>
    call('POST', PATH, { url: URL_OF_SHOP, ...json }, key);

  async function endTryon(merchant: TestMerchant): Promise<string> {
    const made = await server.call('POST', '/v1/tryons', {
      key: merchant.sk,
      json: { model_image: 'img_sandbox_amara', garment_image: 'img_sandbox_tee-navy' },
    });
    await cancelTryon(server.database.sql, merchant.id, made.json.id);
    return made.json.id;
  }

  test('registers an endpoint and shows its secret this once', async () => {
    const made = await register({ description: 'orders' });
    assert.equal(made.status, 201, made.text);
    assert.match(made.json.secret, /^whsec_/);
    assert.equal(made.json.events.length, 5, 'all types by default');
    const read = await call('GET', `${PATH}/${made.json.id}`);
    assert.equal(read.json.secret, undefined);
    assert.equal(read.json.description, 'orders');
    const list = await call('GET', PATH);
    assert.ok(list.json.data.some((one: { id: string }) => one.id === made.json.id));
    const [stored] = await server.database
      .sql`select secret from webhook_endpoints where id = ${made.json.id}`;
    assert.ok(!Buffer.from(stored?.['secret']).includes('whsec'), 'encrypted where it is stored');
  });

  test('a repetition answers the same endpoint with its secret, and the database never holds it in clear', async () => {
    const headers = { 'Idempotency-Key': 'register-once' };
    const first = await call('POST', PATH, { url: URL_OF_SHOP }, server.merchant.sk, headers);
    const again = await call('POST', PATH, { url: URL_OF_SHOP }, server.merchant.sk, headers);
    assert.equal(again.headers.get('idempotency-replayed'), 'true');
    assert.deepEqual(again.json, first.json);
    const [row] = await server.database.sql`
    select response_body::text as body from idempotency_keys where key = 'register-once'`;
    assert.ok(!row?.['body'].includes(first.json.secret));
  });

  /** What a kill -9 between a transaction and its answer leaves behind. */
  const loseAnswer = (key: string) => server.database.sql`update idempotency_keys set response_status = null,
  response_headers = null, response_body = null, locked_until = now() - interval '1 second' where key = ${key}`;

  test('a request that died after it had registered an endpoint registers no second one', async () => {
    const headers = { 'Idempotency-Key': 'register-crash' };
    const merchant = await server.addMerchant();
    const first = await call('POST', PATH, { url: URL_OF_SHOP }, merchant.sk, headers);
    await loseAnswer('register-crash');
    const again = await call('POST', PATH, { url: URL_OF_SHOP }, merchant.sk, headers);
    assert.equal(again.status, 201, again.text);
    assert.deepEqual(again.json, first.json, 'its secret, too, which nobody has seen yet');
    assert.equal((await call('GET', PATH, undefined, merchant.sk)).json.data.length, 1);
  });

  test('a request that died after it had rotated a secret does not rotate it again', async () => {
    const { json } = await register();
    const rotate = (headers = {}) =>
      call('POST', `${PATH}/${json.id}/rotate-secret`, {}, server.merchant.sk, headers);
    const headers = { 'Idempotency-Key': 'rotate-crash' };
    const first = await rotate(headers);
    await loseAnswer('rotate-crash');
    const again = await rotate(headers);
    assert.equal(again.json.secret, first.json.secret);
    assert.notEqual((await rotate()).json.secret, first.json.secret);
  });

  test('refuses addresses that webhooks must not go to, and says why', async () => {
    for (const url of [
      'http://shop.example/hook',
      'https://user:pass@shop.example/',
      'https://shop.example:8443/',
      'https://10.0.0.1/hook',
      'https://localhost/hook',
    ]) {
      const refused = await register({ url });
      assert.equal(refused.status, 422, url);
      assert.equal(refused.json.code, 'webhook_url_refused');
      assert.equal(refused.json.errors[0].pointer, '#/url');
    }
  });

  test('is for secret keys, of one merchant, and keeps test and live apart', async () => {
    const { json } = await register();
    const other = await server.addMerchant();
    assert.equal((await call('GET', PATH, undefined, server.merchant.pk)).status, 403);
    assert.equal((await call('GET', `${PATH}/${json.id}`, undefined, server.merchant.liveSk)).status, 404);
    for (const [method, path, body] of [
      ['GET', ''],
      ['PATCH', '', { description: 'mine' }],
      ['DELETE', ''],
      ['GET', '/deliveries'],
      ['POST', '/test', {}],
      ['POST', '/rotate-secret', {}],
      ['POST', '/redeliver', { from: '2026-01-01T00:00:00Z' }],
    ] as const)
      assert.equal(
        (await call(method, `${PATH}/${json.id}${path}`, body, other.sk)).status,
        404,
        `${method} ${path}`,
      );
  });

  test('changes, disables, enables and deletes', async () => {
    const { json } = await register();
    const path = `${PATH}/${json.id}`;
    assert.deepEqual((await call('PATCH', path, { events: ['tryon.failed'] })).json.events, ['tryon.failed']);
    assert.equal((await call('PATCH', path, { status: 'disabled' })).json.disabled_reason, 'merchant');
    assert.equal((await call('PATCH', path, { status: 'enabled' })).json.disabled_reason, null);
    assert.equal((await call('DELETE', path)).status, 204);
    assert.equal((await call('GET', path)).status, 404);
  });

  test('at most sixteen, also when they race', async () => {
    const { sk } = await server.addMerchant();
    const outcomes = await Promise.all(Array.from({ length: 20 }, () => register({}, sk)));
    assert.equal(outcomes.filter((one) => one.status === 201).length, 16);
    assert.equal(outcomes.find((one) => one.status !== 201)?.json.code, 'too_many_webhook_endpoints');
  });

  test('lists what was sent, and sends it again', async () => {
    const merchant = await server.addMerchant();
    const { json } = await register({}, merchant.sk);
    const id = await endTryon(merchant);
    const page = await call('GET', `${PATH}/${json.id}/deliveries?status=pending`, undefined, merchant.sk);
    assert.equal(page.json.data.length, 1);
    const [delivery] = page.json.data;
    assert.equal(delivery.event_type, 'tryon.canceled');
    const body = JSON.parse(delivery.request_body);
    assert.equal(body.data.id, id);
    const again = await call(
      'POST',
      `/v1/webhook-deliveries/${delivery.id}/redeliver`,
      undefined,
      merchant.sk,
    );
    assert.equal(again.status, 202, again.text);
    assert.equal(again.json.event_id, delivery.event_id);
    assert.equal(again.json.replay_of, delivery.id);
    const tested = await call('POST', `${PATH}/${json.id}/test`, undefined, merchant.sk);
    assert.equal(tested.json.event_type, 'webhook_endpoint.test');
    await server.database
      .sql`update webhook_deliveries set status = 'failed', ended_at = now() where endpoint_id = ${json.id}`;
    const range = { from: new Date(Date.now() - 60_000).toISOString() };
    const replayed = await call('POST', `${PATH}/${json.id}/redeliver`, range, merchant.sk);
    assert.deepEqual(replayed.json, { count: 2, has_more: false, next_cursor: null });
  });

  test('rotating answers a new secret and says until when the old one signs', async () => {
    const { json } = await register();
    const rotated = await call('POST', `${PATH}/${json.id}/rotate-secret`, { overlap_hours: 1 });
    assert.notEqual(rotated.json.secret, json.secret);
    const leftMs = new Date(rotated.json.previous_secret_expires_at).getTime() - Date.now();
    assert.ok(leftMs > 3_500_000 && leftMs <= 3_600_000);
    const ended = await call('POST', `${PATH}/${json.id}/rotate-secret`, { overlap_hours: 0 });
    assert.equal(ended.json.previous_secret_expires_at, null);
  });

  test('what is sent is what the contract says of it', async () => {
    const merchant = await server.addMerchant();
    await register({}, merchant.sk);
    await endTryon(merchant);
    const [event] = await server.database.sql`
    select payload from webhook_events where merchant_id = ${merchant.id}`;
    const payload = JSON.parse(event?.['payload']);
    assert.deepEqual(Object.keys(payload), ['type', 'timestamp', 'data']);
    const contract = await readContract(server.openapiFile);
    const schema = createValidators(contract).answer('/components/schemas/TryonEvent');
    assert.ok(schema(payload), JSON.stringify(schema.errors));
  });
});
