import assert from 'node:assert/strict';
import { EventEmitter, once } from 'node:events';
import { after, before, describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { mintClientToken } from '@tryon/core/keys/client-token';
import { purgeVisitorErasures } from '@tryon/core/visitors/repository';
import { completeAsWorker } from '../testing/complete-as-worker.js';
import { plainJpeg } from '../testing/pictures.js';
import { slowForm } from '../testing/slow-request.js';
import { SHOP_ORIGIN, startTestServer, type TestMerchant, type TestServer } from '../testing/test-server.js';

describe('erasures', () => {
  let server: TestServer;
  before(async () => {
    server = await startTestServer();
  });
  after(() => server.close());

  const GARMENT = 'img_sandbox_tee-navy';

  /** A visitor whose page has made their token itself. */
  function visitor(merchant: TestMerchant = server.merchant, token = mintClientToken()) {
    const headers = { Origin: SHOP_ORIGIN, 'TryOn-Client-Token': token };
    const call = (method: string, path: string, options: object = {}) =>
      server.call(method, path, { key: merchant.pk, headers, ...options });
    return {
      headers: { ...headers, Authorization: `Bearer ${merchant.pk}` },
      call,
      upload: async () => (await call('POST', '/v1/images', { form: { file: await plainJpeg() } })).json,
      tryOn: (model_image: string, more: object = {}) =>
        call('POST', '/v1/tryons', { json: { model_image, garment_image: GARMENT, ...more } }),
      erase: () => call('POST', '/v1/erasures'),
      token,
    };
  }

  const photo = async () => {
    const form = new FormData();
    form.append('file', new Blob([new Uint8Array(await plainJpeg())]), 'photo.jpg');
    return form;
  };
  const photos = async () => (await server.storedFiles()).filter((key) => key.startsWith('images/'));

  test('erases everything of a visitor: photos, try-ons that run or have ended, outfits, what a phone was asked for', async () => {
    const [anna, other] = [visitor(), visitor()];
    const kept = await other.upload();
    const unused = await anna.upload();
    const done = (await anna.tryOn((await anna.upload()).id)).json;
    assert.equal(done.client_token, anna.token, 'the page’s own token counts');
    await completeAsWorker(server, server.merchant.id, done.id);
    const onTop = (await anna.tryOn(done.id, { category: 'bottoms' })).json;
    const running = (await anna.tryOn(unused.id)).json;
    const asked = (await anna.call('POST', '/v1/photo-handovers', { json: {} })).json;

    const { status, json, headers } = await anna.erase();
    assert.equal(status, 201);
    assert.deepEqual(
      [json.tryons, json.photos, json.pictures, json.provider_copies],
      [3, 3, 1, 'none'],
      'two uploads, and the copy that the outfit was put on',
    );
    const { sk: key } = server.merchant;
    assert.deepEqual((await server.call('GET', headers.get('location') ?? '', { key })).json, json);
    for (const { id } of [done, onTop, running])
      assert.equal((await server.call('GET', `/v1/tryons/${id}`, { key })).status, 404);
    assert.equal((await anna.call('GET', `/v1/images/${unused.id}`)).status, 404);
    assert.equal((await anna.call('GET', `/v1/photo-handovers/${asked.id}`)).status, 404);
    assert.equal((await other.call('GET', `/v1/images/${kept.id}`)).status, 200);
    const files = await server.storedFiles();
    for (const id of [unused.id, done.id, done.model_image, onTop.model_image])
      assert.ok(!files.some((file) => file.includes(id)), `${id} is gone`);
    const rows = await server.database.sql`select 1 from tryons where client_token_hash is not null
    and id = any(${[done.id, onTop.id, running.id]})`;
    assert.equal(rows.length, 0);

    const again = (await anna.erase()).json;
    assert.deepEqual([again.tryons, again.photos, again.pictures], [0, 0, 0]);
    assert.equal((await anna.tryOn((await anna.upload()).id)).status, 202, 'their token goes on working');
  });

  test('what was under way when a visitor had everything erased comes to nothing', async () => {
    const anna = visitor();
    const asked = (await anna.call('POST', '/v1/photo-handovers', { json: {} })).json;
    const secret = new URL(asked.url).hash.slice(1);
    const tryon = new FormData();
    tryon.append('model_image', new Blob([new Uint8Array(await plainJpeg(210))]), 'photo.jpg');
    tryon.append('garment_image', GARMENT);
    const standIn = new FormData();
    standIn.append('model_image', 'img_sandbox_amara');
    standIn.append('garment_image', GARMENT);
    const before = await photos();
    const underWay = [
      await slowForm(server, 'POST', '/v1/images', anna.headers, await photo()),
      await slowForm(server, 'POST', '/v1/tryons', anna.headers, tryon),
      await slowForm(server, 'POST', '/v1/tryons', anna.headers, standIn),
      await slowForm(
        server,
        'PUT',
        `/v1/photo-handovers/${asked.id}/photo`,
        { Authorization: `Bearer ${secret}` },
        await photo(),
      ),
    ];
    assert.equal((await anna.erase()).status, 201);
    const codes = [];
    for (const request of underWay) codes.push(((await request.finish()).body as { code: string }).code);
    assert.deepEqual(codes, ['image_not_found', 'image_not_found', 'image_not_found', 'handover_not_found']);
    const persons = (await photos()).filter((key) => !before.includes(key));
    const sandbox = await server.database.sql<{ key: string }[]>`
    select storage_key as key from images where source = 'sandbox' and deleted_at is null`;
    assert.deepEqual(
      persons.filter((file) => !sandbox.some(({ key }) => key === file)),
      [],
    );
    const empty = (await anna.erase()).json;
    assert.deepEqual([empty.tryons, empty.photos], [0, 0]);
  });

  test('a try-on that is submitted while its photo is erased is erased with it, or not accepted', async () => {
    const anna = visitor();
    const { sql } = server.database;
    for (const first of ['submission', 'erasure'] as const) {
      const { id } = await anna.upload();
      const gate = new EventEmitter();
      // Whoever of the two is first waits, for the counter or with the photo, until the other waits for them.
      const held = sql.begin(async (tx) => {
        if (first === 'submission')
          await tx`select 1 from usage_counters where merchant_id = ${server.merchant.id} for update`;
        else await tx`update images set deleted_at = now() where id = ${id}`;
        await once(gate, 'open');
      });
      const submitting = anna.tryOn(id);
      await waiting(1);
      const erasing = first === 'submission' ? anna.erase() : undefined;
      if (erasing) await waiting(2);
      gate.emit('open');
      await held;
      const [submitted, erased] = await Promise.all([submitting, erasing]);
      if (first === 'erasure') assert.equal(submitted.json.code, 'image_not_found', submitted.text);
      else {
        assert.equal(submitted.status, 202, submitted.text);
        assert.deepEqual([erased?.json.tryons, erased?.json.photos], [1, 1]);
      }
    }
  });

  test('leaves no photo behind of a try-on that is refused', async () => {
    const merchant = await server.addMerchant({ monthlyTestTryons: 0 });
    const anna = visitor(merchant);
    const before = await photos();
    const form = { model_image: await plainJpeg(220), garment_image: GARMENT };
    const tooMany = await anna.call('POST', '/v1/tryons', { form });
    assert.equal(tooMany.json.code, 'quota_exceeded', tooMany.text);
    const noGarment = await anna.call('POST', '/v1/tryons', { form: { ...form, garment_image: 'img_none' } });
    assert.equal(noGarment.json.code, 'image_not_found');
    const mine = await server.database.sql`select purged_at from images
    where merchant_id = ${merchant.id} and source = 'upload'`;
    assert.ok(mine.length === 2 && mine.every((row) => row['purged_at'] !== null));
    const left = (await photos()).filter((key) => !before.includes(key));
    assert.equal(left.length, 1, 'only the sandbox garment');
  });

  test('asks whose things are meant, and a server erases one visitor after the other', async () => {
    const { merchant } = server;
    const nobody = await server.call('POST', '/v1/erasures', { key: merchant.pk });
    assert.equal(nobody.json.code, 'client_token_required');
    const [anna, ben] = [visitor(), visitor()];
    await anna.upload();
    await ben.upload();
    const erase = (token: string) =>
      server.call('POST', '/v1/erasures', {
        key: merchant.sk,
        headers: { 'TryOn-Client-Token': token, 'Idempotency-Key': 'closing-accounts' },
      });
    assert.equal((await erase(anna.token)).json.photos, 1);
    const replayed = await erase(anna.token);
    assert.equal(replayed.headers.get('idempotency-replayed'), 'true');
    assert.equal(replayed.json.photos, 1, 'a lost receipt is the same receipt');
    assert.equal((await erase(ben.token)).json.code, 'idempotency_key_reused');
    assert.equal((await ben.erase()).json.photos, 1);
    assert.equal((await visitor(await server.addMerchant(), ben.token).erase()).json.photos, 0);
  });

  test('takes no token from a page that may be guessed', async () => {
    for (const token of ['customer-4711', 'ct_4711', `ct_${'A'.repeat(26)}`]) {
      const guessable = visitor(server.merchant, token);
      const form = { file: await plainJpeg() };
      for (const answer of [
        await guessable.call('POST', '/v1/images', { form }),
        await guessable.tryOn('img_sandbox_amara'),
        await guessable.call('POST', '/v1/photo-handovers', { json: {} }),
      ]) {
        assert.equal(answer.status, 422, answer.text);
        assert.equal(answer.json.errors[0].pointer, '#/header/tryon-client-token');
      }
    }
  });

  test('forgets after a day that somebody had everything erased', async () => {
    await visitor().erase();
    const { sql } = server.database;
    assert.equal(await purgeVisitorErasures(sql, 100), 0);
    await sql`update visitor_erasures set erased_at = now() - interval '25 hours'`;
    assert.ok((await purgeVisitorErasures(sql, 100)) > 0);
  });

  /** Until that many statements wait for a lock. */
  async function waiting(count: number): Promise<void> {
    for (let i = 0; i < 400; i++) {
      const [row] = await server.database.sql`select count(*)::int as n from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock'`;
      if (row?.['n'] >= count) return;
      await sleep(20);
    }
    assert.fail(`${count} statements do not wait for a lock`);
  }
});
