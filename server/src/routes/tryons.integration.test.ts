import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { StorageError } from '@tryon/core/storage/storage';
import { claimTryon, recordProgress } from '@tryon/core/tryons/lease';
import { completeTryon } from '@tryon/core/tryons/settle';
import { readUsage, usagePeriod } from '@tryon/core/usage/quota';
import { completeAsWorker } from '../testing/complete-as-worker.js';
import { plainJpeg } from '../testing/pictures.js';
import { SHOP_ORIGIN, startTestServer, type TestMerchant, type TestServer } from '../testing/test-server.js';

describe('tryons', () => {
  let server: TestServer;
  before(async () => {
    server = await startTestServer();
  });
  after(() => server.close());

  const PAIR = { model_image: 'img_sandbox_amara', garment_image: 'img_sandbox_tee-navy' };
  const create = (
    json: unknown = PAIR,
    merchant: TestMerchant = server.merchant,
    headers: Record<string, string> = {},
  ) => server.call('POST', '/v1/tryons', { key: merchant.sk, json, headers });
  const usageOf = (merchant: TestMerchant, livemode = false) =>
    readUsage(server.database.sql, merchant.id, livemode, usagePeriod(new Date()));

  const complete = (merchantId: string, tryonId: string) => completeAsWorker(server, merchantId, tryonId);

  test('accepts a try-on as JSON and as a form with the files', async () => {
    const json = await create();
    assert.equal(json.status, 202, json.text);
    assert.equal(json.json.status, 'queued');
    assert.equal(json.headers.get('location'), `/v1/tryons/${json.json.id}`);
    assert.equal(json.json.client_token, undefined, 'a server needs no token');
    const form = await server.call('POST', '/v1/tryons', {
      key: server.merchant.sk,
      form: {
        model_image: await plainJpeg(),
        garment_image: 'img_sandbox_tee-navy',
        category: 'tops',
        seed: '7',
        metadata: '{"order":"12"}',
      },
    });
    assert.equal(form.status, 202, form.text);
    assert.equal(form.json.seed, 7);
    assert.deepEqual(form.json.metadata, { order: '12' });
  });

  test('takes a small data URI from a server and none from a page', async () => {
    const data = `data:image/jpeg;base64,${(await plainJpeg()).toString('base64')}`;
    assert.equal((await create({ ...PAIR, model_image: data })).status, 202);
    const page = await server.call('POST', '/v1/tryons', {
      key: server.merchant.pk,
      json: { ...PAIR, model_image: data },
    });
    assert.equal(page.status, 403);
  });

  for (const [what, body, pointer] of [
    ['an unknown property', { ...PAIR, size: 'M' }, '#/size'],
    ['a wrong enum', { ...PAIR, category: 'hats' }, '#/category'],
    ['a missing field', { model_image: 'img_sandbox_amara' }, '#/garment_image'],
    ['a number as text', { ...PAIR, seed: '7' }, '#/seed'],
    ['a reference that is none', { ...PAIR, model_image: 'ftp://x' }, '#/model_image'],
  ] as const) {
    test(`refuses ${what} and points at it`, async () => {
      const answer = await create(body);
      assert.equal(answer.status, 422, answer.text);
      assert.equal(answer.json.code, 'validation_failed');
      assert.ok(
        answer.json.errors.some((error: { pointer: string }) => error.pointer === pointer),
        answer.text,
      );
    });
  }

  test('refuses broken JSON, an unknown content type and an unknown query parameter', async () => {
    const { sk: key } = server.merchant;
    const send = (type: string) =>
      server.call('POST', '/v1/tryons', { key, body: '{"model_image":', headers: { 'Content-Type': type } });
    assert.equal((await send('application/json')).json.code, 'malformed_request');
    assert.equal((await send('application/xml')).status, 415);
    assert.equal((await server.call('GET', '/v1/tryons?colour=red', { key })).status, 422);
    assert.equal((await server.call('GET', '/v1/tryons?limit=1000', { key })).status, 422);
  });

  test('refuses an image that is not there, and an unknown test image with the list of them', async () => {
    assert.equal((await create({ ...PAIR, model_image: 'img_nope' })).json.code, 'image_not_found');
    const answer = await create({ ...PAIR, model_image: 'img_test_nope' });
    assert.match(answer.json.detail, /img_test_no_person/);
  });

  test('keeps sandbox pictures from live keys', async () => {
    const answer = await server.call('POST', '/v1/tryons', { key: server.merchant.liveSk, json: PAIR });
    assert.equal(answer.json.code, 'test_key_required');
  });

  test('answers the stored response to the same key and body, also as a form with a new boundary', async () => {
    const headers = { 'Idempotency-Key': 'order-1' };
    const [first, again] = [await create(PAIR, undefined, headers), await create(PAIR, undefined, headers)];
    assert.equal(again.status, 202);
    assert.equal(again.json.id, first.json.id);
    assert.equal(first.headers.get('idempotency-replayed'), null);
    assert.equal(again.headers.get('idempotency-replayed'), 'true');
    assert.equal(again.headers.get('location'), first.headers.get('location'));

    const form = { model_image: await plainJpeg(), garment_image: 'img_sandbox_tee-navy' };
    const send = () =>
      server.call('POST', '/v1/tryons', {
        key: server.merchant.sk,
        form,
        headers: { 'Idempotency-Key': 'order-2' },
      });
    assert.equal((await send()).json.id, (await send()).json.id);
  });

  test('refuses the same key with another body, and frees a key whose request was refused', async () => {
    const headers = { 'Idempotency-Key': 'order-3' };
    await create(PAIR, undefined, headers);
    const other = await create({ ...PAIR, category: 'tops' }, undefined, headers);
    assert.equal(other.status, 422);
    assert.equal(other.json.code, 'idempotency_key_reused');

    const mended = { 'Idempotency-Key': 'order-4' };
    assert.equal((await create({ ...PAIR, model_image: 'img_nope' }, undefined, mended)).status, 404);
    assert.equal((await create(PAIR, undefined, mended)).status, 202);
  });

  test('twenty racing requests with one key make one try-on', async () => {
    const merchant = await server.addMerchant();
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => create(PAIR, merchant, { 'Idempotency-Key': 'race' })),
    );
    for (const answer of answers) assert.ok([202, 409].includes(answer.status), answer.text);
    const ids = new Set(answers.filter((answer) => answer.status === 202).map((answer) => answer.json.id));
    assert.equal(ids.size, 1);
    assert.ok(answers.some((answer) => answer.status === 409 && answer.headers.has('retry-after')));
    assert.deepEqual(await usageOf(merchant), { reserved: 1, charged: 0 });
  });

  test('a visitor’s idempotency key answers nobody else, not even the same request', async () => {
    const headers = { Origin: SHOP_ORIGIN, 'Idempotency-Key': 'tryon-1' };
    const send = (token: string) =>
      server.call('POST', '/v1/tryons', {
        key: server.merchant.pk,
        json: PAIR,
        headers: { ...headers, 'TryOn-Client-Token': token },
      });
    const [one, other] = [`ct_${'a'.repeat(26)}`, `ct_${'b'.repeat(26)}`];
    const first = await send(one);
    assert.equal(first.status, 202);
    assert.equal((await send(one)).json.id, first.json.id);
    const refused = await send(other);
    assert.equal(refused.json.code, 'idempotency_key_reused');
    assert.ok(!refused.text.includes(one));
  });

  test('a storage that refuses keeps nobody from erasing a try-on', async () => {
    const { storage } = server.deps;
    const { json } = await create();
    const remove = storage.delete;
    await complete(server.merchant.id, json.id);
    storage.delete = async () => {
      throw new StorageError('AccessDenied');
    };
    const path = `/v1/tryons/${json.id}`;
    const erased = await server.call('DELETE', path, { key: server.merchant.sk });
    storage.delete = remove;
    assert.equal(erased.status, 200, erased.text);
    assert.equal((await server.call('GET', path, { key: server.merchant.sk })).status, 404);
    const [left] = await server.database.sql`select purged_at as at from tryons where id = ${json.id}`;
    assert.equal(left?.['at'], null, 'left to the sweep');
  });

  test('a request that died after it had made its try-on makes no second one', async () => {
    const headers = { 'Idempotency-Key': 'crash' };
    const first = await create(PAIR, undefined, headers);
    // What a kill -9 between the transaction and the answer leaves behind.
    await server.database.sql`update idempotency_keys set response_status = null, response_headers = null,
    response_body = null, locked_until = now() - interval '1 second' where key = 'crash'`;
    const again = await create(PAIR, undefined, headers);
    assert.equal(again.status, 202);
    assert.equal(again.json.id, first.json.id);
  });

  test('the last unit of the quota goes to exactly one of twenty', async () => {
    const merchant = await server.addMerchant({ monthlyTestTryons: 3 });
    await create(PAIR, merchant);
    await create(PAIR, merchant);
    const answers = await Promise.all(Array.from({ length: 20 }, () => create(PAIR, merchant)));
    const won = answers.filter((answer) => answer.status === 202);
    const lost = answers.filter((answer) => answer.status === 429);
    assert.equal(won.length, 1);
    assert.equal(lost.length, 19);
    assert.ok(
      lost.every((answer) => answer.json.code === 'quota_exceeded' && answer.headers.has('retry-after')),
    );
    assert.deepEqual(await usageOf(merchant), { reserved: 3, charged: 0 });
  });

  test('shows a completed try-on with a link, charges it once, and takes a rating', async () => {
    const merchant = await server.addMerchant();
    const { id } = (await create(PAIR, merchant)).json;
    const early = await server.call('PUT', `/v1/tryons/${id}/rating`, {
      key: merchant.sk,
      json: { rating: 'up' },
    });
    assert.equal(early.json.code, 'tryon_not_completed');
    await complete(merchant.id, id);
    const answer = await server.call('GET', `/v1/tryons/${id}`, { key: merchant.sk });
    assert.equal(answer.json.status, 'completed');
    assert.equal(answer.json.category, 'tops');
    assert.equal((await server.open(answer.json.output[0].url)).status, 200);
    assert.deepEqual(await usageOf(merchant), { reserved: 0, charged: 1 });
    const rated = await server.call('PUT', `/v1/tryons/${id}/rating`, {
      key: merchant.sk,
      json: { rating: 'down', reason: 'wrong_fit' },
    });
    assert.deepEqual(rated.json.rating, { rating: 'down', reason: 'wrong_fit' });
  });

  test('cancels what has not ended, for nothing; afterwards there is a conflict', async () => {
    const merchant = await server.addMerchant();
    const { id } = (await create(PAIR, merchant)).json;
    const canceled = await server.call('POST', `/v1/tryons/${id}/cancel`, { key: merchant.sk });
    assert.equal(canceled.json.status, 'canceled');
    assert.deepEqual(await usageOf(merchant), { reserved: 0, charged: 0 });
    const again = await server.call('POST', `/v1/tryons/${id}/cancel`, { key: merchant.sk });
    assert.equal(again.status, 409);
    assert.equal(again.json.code, 'tryon_already_ended');
  });

  test('lists the try-ons of one merchant and mode, page by page', async () => {
    const merchant = await server.addMerchant();
    const ids: string[] = [];
    for (let i = 0; i < 5; i++) ids.unshift((await create(PAIR, merchant)).json.id);
    const seen: string[] = [];
    let cursor = '';
    do {
      const page = await server.call('GET', `/v1/tryons?limit=2${cursor}`, { key: merchant.sk });
      seen.push(...page.json.data.map((tryon: { id: string }) => tryon.id));
      cursor = page.json.has_more ? `&cursor=${page.json.next_cursor}` : '';
    } while (cursor);
    assert.deepEqual(seen, ids);
    assert.equal((await server.call('GET', '/v1/tryons', { key: merchant.liveSk })).json.data.length, 0);
    const none = await server.call('GET', '/v1/tryons?status=completed', { key: merchant.sk });
    assert.equal(none.json.data.length, 0);
  });

  test('another merchant gets 404, not 403, for everything of a try-on', async () => {
    const { id } = (await create()).json;
    const { sk: key } = await server.addMerchant();
    const at = `/v1/tryons/${id}`;
    const answers = await Promise.all([
      server.call('GET', at, { key }),
      server.call('DELETE', at, { key }),
      server.call('GET', `${at}/events`, { key }),
      server.call('POST', `${at}/cancel`, { key }),
      server.call('PUT', `${at}/rating`, { key, json: { rating: 'up' } }),
    ]);
    for (const answer of answers) assert.equal(answer.status, 404, answer.text);
  });

  test('a visitor reads their own try-on with their token, and nobody else’s', async () => {
    const headers = { Origin: SHOP_ORIGIN };
    const { pk: key } = server.merchant;
    const made = await server.call('POST', '/v1/tryons', { key, json: PAIR, headers });
    const token = made.json.client_token;
    assert.ok(token);
    const at = `/v1/tryons/${made.json.id}`;
    assert.equal((await server.call('GET', at, { key, headers })).json.code, 'client_token_required');
    const own = { ...headers, 'TryOn-Client-Token': token };
    assert.equal((await server.call('GET', at, { key, headers: own })).status, 200);

    const photo = await server.call('POST', '/v1/images', { key, form: { file: await plainJpeg() } });
    const stolen = { ...PAIR, model_image: photo.json.id };
    const theft = await server.call('POST', '/v1/tryons', { key, json: stolen, headers: own });
    assert.equal(theft.status, 404, 'a photo’s id alone opens nothing');
    const mine = { 'TryOn-Client-Token': photo.json.client_token };
    assert.equal((await server.call('POST', '/v1/tryons', { key, json: stolen, headers: mine })).status, 202);
  });

  test('erases photos, result and the try-on itself', async () => {
    const made = await server.call('POST', '/v1/tryons', {
      key: server.merchant.sk,
      form: { model_image: await plainJpeg(), garment_image: 'img_sandbox_tee-navy' },
    });
    const { id, model_image: photo } = made.json;
    await complete(server.merchant.id, id);
    const link = (await server.call('GET', `/v1/tryons/${id}`, { key: server.merchant.sk })).json.output[0]
      .url;
    assert.equal((await server.call('DELETE', `/v1/tryons/${id}`, { key: server.merchant.sk })).status, 200);
    assert.equal((await server.call('GET', `/v1/tryons/${id}`, { key: server.merchant.sk })).status, 404);
    assert.equal((await server.call('GET', `/v1/images/${photo}`, { key: server.merchant.sk })).status, 404);
    assert.equal((await server.open(link)).status, 404);
    assert.ok(!(await server.storedFiles()).some((name) => name.includes(id) || name.includes(photo)));
    assert.equal((await usageOf(server.merchant)).charged >= 1, true, 'the bill stays');
  });

  test('streams each step with rising ids until the end, and resumes after the last one heard', async () => {
    const merchant = await server.addMerchant();
    const { id } = (await create(PAIR, merchant)).json;
    const stream = server.call('GET', `/v1/tryons/${id}/events`, { key: merchant.sk });
    const outcome = await claimTryon(server.database.sql, merchant.id, id);
    assert.ok(outcome.claimed);
    const { leaseToken } = outcome.claim;
    await recordProgress(server.database.sql, merchant.id, id, leaseToken, 'generating', 40);
    server.deps.signals.signal(id);
    await completeTryon(server.database.sql, merchant.id, id, leaseToken, {
      output: [
        { storageKey: `results/${merchant.id}/${id}-0.jpg`, contentType: 'image/jpeg', width: 1, height: 1 },
      ],
      marks: [],
      warnings: [],
      foundCategory: 'tops',
      foundGarmentPhotoType: 'flat-lay',
    });
    server.deps.signals.signal(id);
    const { text, headers } = await stream;
    assert.match(headers.get('content-type') ?? '', /^text\/event-stream/);
    assert.deepEqual(idsOf(text), [1, 2, 3, 4]);
    const states = dataOf(text);
    assert.deepEqual(
      states.map(({ status, progress }) => [status, progress.stage, progress.percent]),
      [
        ['queued', 'queued', 0],
        ['processing', 'preparing', 5],
        ['processing', 'generating', 40],
        ['completed', 'ended', 100],
      ],
    );
    assert.deepEqual(
      states.map(({ output }) => output.length),
      [0, 0, 0, 1],
    );
    const rest = await server.call('GET', `/v1/tryons/${id}/events`, {
      key: merchant.sk,
      headers: { 'Last-Event-ID': '2' },
    });
    assert.deepEqual(idsOf(rest.text), [3, 4]);
  });

  const idsOf = (text: string) => [...text.matchAll(/^id: (\d+)$/gm)].map((match) => Number(match[1]));
  interface Event {
    readonly status: string;
    readonly progress: { readonly stage: string; readonly percent: number };
    readonly output: readonly unknown[];
  }
  const dataOf = (text: string) =>
    [...text.matchAll(/^data: (.+)$/gm)].map((match) => JSON.parse(match[1] ?? '') as Event);

  test('keeps a sane request id and replaces a strange one', async () => {
    const sane = await server.call('GET', '/v1/tryons', {
      key: server.merchant.sk,
      headers: { 'X-Request-Id': 'shop-42-abcdef' },
    });
    assert.equal(sane.headers.get('x-request-id'), 'shop-42-abcdef');
    const strange = await server.call('GET', '/v1/tryons', {
      key: server.merchant.sk,
      headers: { 'X-Request-Id': '<script>' },
    });
    assert.match(strange.headers.get('x-request-id') ?? '', /^req_/);
  });

  test('goes on with a sane trace context: in the answer, in every line of the log, and with the try-on until it is erased', async () => {
    const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
    const { json, headers } = await create(PAIR, server.merchant, { traceparent });
    assert.equal(headers.get('traceparent'), traceparent);
    const lines = server.log.filter((line) => line.includes(json.request_id) && line.includes('"answered"'));
    assert.ok(lines.length === 1 && lines[0]?.includes('"trace_id":"0af7651916cd43dd8448eb211c80319c"'));
    const stored = async () =>
      (await server.database.sql`select trace_parent from tryons where id = ${json.id}`)[0];
    assert.equal((await stored())?.['trace_parent'], traceparent);
    await server.call('DELETE', `/v1/tryons/${json.id}`, { key: server.merchant.sk });
    assert.equal((await stored())?.['trace_parent'], null);
    const strange = await create(PAIR, server.merchant, { traceparent: '00-anna@shop.example-1-01' });
    assert.equal(strange.headers.get('traceparent'), null);
    assert.ok(!server.log.some((line) => line.includes('anna@shop.example')));
  });
});
