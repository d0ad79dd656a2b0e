import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { QUEUE_LIMIT, startTestServer, type TestServer } from '../testing/test-server.js';

describe('overload', () => {
  let server: TestServer;
  before(async () => {
    server = await startTestServer();
  });
  after(() => server.close());

  const PAIR = { model_image: 'img_sandbox_amara', garment_image: 'img_sandbox_tee-navy' };
  const create = (headers = {}) =>
    server.call('POST', '/v1/tryons', { key: server.merchant.sk, json: PAIR, headers });

  test('tells each place in the queue over the event stream, without an id', async () => {
    const [first, second] = [await create(), await create()];
    const controller = new AbortController();
    const response = await fetch(`${server.url}/v1/tryons/${second.json.id}/events`, {
      headers: { Authorization: `Bearer ${server.merchant.sk}` },
      signal: controller.signal,
    });
    let text = '';
    const reading = (async () => {
      for await (const chunk of response.body ?? []) text += new TextDecoder().decode(chunk);
    })().catch(() => undefined);
    for (const until = Date.now() + 3_000; !text.includes('"queue_position":1') && Date.now() < until; )
      await new Promise((resolve) => setTimeout(resolve, 20));
    await server.call('POST', `/v1/tryons/${first.json.id}/cancel`, { key: server.merchant.sk });
    for (const until = Date.now() + 5_000; !text.includes('"queue_position":0') && Date.now() < until; )
      await new Promise((resolve) => setTimeout(resolve, 20));
    controller.abort();
    await reading;
    const moved = text.split('\n\n').find((block) => block.includes('"queue_position":0'));
    assert.ok(moved, text.slice(0, 500));
    assert.ok(!/^id:/m.test(moved));
    await server.call('POST', `/v1/tryons/${second.json.id}/cancel`, { key: server.merchant.sk });
  });

  test('refuses more than can be made soon, before anything is stored, and takes it again later', async () => {
    await server.database.sql`
    insert into tryons (id, merchant_id, api_key_id, livemode, category, mode, garment_photo_type, seed, num_samples,
      output_format, moderation_level, model_image_id, garment_image_id, request_id, expires_at)
    select 'tryon_waiting' || i, m.id, k.id, false, 'auto', 'balanced', 'auto', 1, 1, 'webp', 'conservative', 'img_1', 'img_2',
      'req_1', now() + interval '1 day'
    from generate_series(1, ${QUEUE_LIMIT}) i, merchants m, lateral (select id from api_keys where merchant_id = m.id limit 1) k
    where m.id = ${server.merchant.id}`;
    await new Promise((resolve) => setTimeout(resolve, 600));
    const headers = { 'Idempotency-Key': 'while-it-is-full' };
    const refused = await create(headers);
    assert.equal(refused.status, 503, refused.text);
    assert.equal(refused.json.code, 'queue_full');
    assert.equal(refused.json.retryable, true);
    assert.ok(Number(refused.headers.get('retry-after')) >= 2);
    await server.database.sql`update tryons set status = 'canceled' where id like 'tryon_waiting%'`;
    await new Promise((resolve) => setTimeout(resolve, 600));
    assert.equal((await create(headers)).status, 202, 'under the same idempotency key');
  });

  test('counts every call for its merchant and mode, and adds them in batches', async () => {
    const merchant = await server.addMerchant();
    for (let i = 0; i < 3; i++) await server.call('GET', '/v1/tryons', { key: merchant.sk });
    await server.call('GET', '/v1/tryons', { key: merchant.liveSk });
    // A call is counted when its answer is out, which its caller may know before the server does.
    const callsOf = async (key: string) => {
      await server.deps.apiCalls.flush();
      const { json } = await server.call('GET', '/v1/usage', { key });
      assert.equal(json.limit, 1_000);
      assert.equal(json.remaining, 1_000);
      return json.days[0]?.api_calls ?? 0;
    };
    await new Promise((resolve) => setTimeout(resolve, 100));
    assert.equal(await callsOf(merchant.sk), 3);
    assert.equal(await callsOf(merchant.liveSk), 1);
    assert.equal((await server.call('GET', '/v1/usage?period=2026-13', { key: merchant.sk })).status, 422);
  });

  test('says that it stops before it stops: not ready, and still answering', async () => {
    assert.equal((await server.call('GET', '/readiness')).status, 200);
    server.tellToStop();
    const readiness = await server.call('GET', '/readiness');
    assert.equal(readiness.status, 503);
    assert.ok(readiness.headers.get('retry-after'));
    assert.equal((await server.call('GET', '/health')).json.status, 'stopping');
    assert.equal((await create()).status, 202);
  });
});
