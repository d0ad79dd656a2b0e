import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { EventEmitter, once } from 'node:events';
import { after, before, describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { DIGITAL_SOURCE_TYPES } from '@tryon/core/results/result-mark';
import { completeAsWorker } from '../testing/complete-as-worker.js';
import { plainJpeg } from '../testing/pictures.js';
import { SHOP_ORIGIN, startTestServer, type TestServer } from '../testing/test-server.js';

describe('outfits', () => {
  let server: TestServer;
  before(async () => {
    server = await startTestServer();
  });
  after(() => server.close());

  const TOP = 'img_sandbox_tee-navy';
  const BOTTOM = 'img_sandbox_chinos-sand';
  const create = (json: Record<string, unknown>, key = server.merchant.sk, headers = {}) =>
    server.call('POST', '/v1/tryons', { key, json, headers });
  const read = (id: string) => server.call('GET', `/v1/tryons/${id}`, { key: server.merchant.sk });
  const erase = (id: string) => server.call('DELETE', `/v1/tryons/${id}`, { key: server.merchant.sk });

  /** A photo in a top, and the bottom onto that. */
  async function outfit(): Promise<{ top: string; bottom: string; photo: string }> {
    const form = { model_image: await plainJpeg(), garment_image: TOP };
    const made = await server.call('POST', '/v1/tryons', { key: server.merchant.sk, form });
    const { id: top, model_image: photo } = made.json;
    await completeAsWorker(server, server.merchant.id, top);
    const { json } = await create({ model_image: top, garment_image: BOTTOM, category: 'bottoms' });
    return { top, bottom: json.id, photo };
  }

  test('puts a second garment onto the picture that the first one made', async () => {
    const { top, bottom, photo } = await outfit();
    const { json } = await read(bottom);
    assert.equal(json.based_on, top);
    assert.notEqual(json.model_image, photo);
    const [result, person] = await Promise.all([
      read(top).then(({ json: first }) => first.output[0]),
      server.call('GET', `/v1/images/${json.model_image}`, { key: server.merchant.sk }),
    ]);
    assert.deepEqual([person.json.width, person.json.height], [result.width, result.height]);
    assert.equal((await read(top)).json.based_on, null);
  });

  test('remembers that the first picture was painted by a model, so that the second says so, too', async () => {
    const { top } = await outfit();
    const { sql } = server.database;
    const isNoted = async () => {
      const { json } = await create({ model_image: top, garment_image: BOTTOM });
      const [row] = await sql`select based_on_generated as noted from tryons where id = ${json.id}`;
      return row?.['noted'];
    };
    assert.equal(await isNoted(), false);
    await sql`insert into result_hashes (sha256, digital_source_type, tryon_id)
    values (${randomBytes(32)}, ${DIGITAL_SOURCE_TYPES.generated}, ${top})`;
    assert.equal(await isNoted(), true);
  });

  test('goes on from a completed try-on that is still there, and from no other', async () => {
    const { top, bottom } = await outfit();
    const onto = (id: string) => create({ model_image: id, garment_image: BOTTOM });
    assert.equal((await onto(bottom)).json.code, 'tryon_not_completed');
    assert.equal((await onto('tryon_0')).json.code, 'tryon_not_found');
    const stranger = await server.addMerchant();
    const stolen = await create({ model_image: top, garment_image: BOTTOM }, stranger.sk);
    assert.equal(stolen.json.code, 'tryon_not_found');
    const live = await server.call('POST', '/v1/tryons', {
      key: server.merchant.liveSk,
      form: { model_image: top, garment_image: await plainJpeg() },
    });
    assert.equal(live.json.code, 'tryon_not_found');
    const asGarment = await create({ model_image: 'img_sandbox_amara', garment_image: top });
    assert.equal(asGarment.json.code, 'validation_failed');
    await erase(top);
    assert.equal((await onto(top)).json.code, 'tryon_not_found');
  });

  test('a visitor goes on from their own try-on alone', async () => {
    const { pk } = server.merchant;
    const made = await create({ model_image: 'img_sandbox_amara', garment_image: TOP }, pk, {
      Origin: SHOP_ORIGIN,
    });
    const { id, client_token: token } = made.json;
    await completeAsWorker(server, server.merchant.id, id);
    const onto = { model_image: id, garment_image: BOTTOM };
    const as = (headers: Record<string, string>) => create(onto, pk, { Origin: SHOP_ORIGIN, ...headers });
    assert.equal((await as({})).json.code, 'client_token_required');
    assert.equal((await as({ 'TryOn-Client-Token': `ct_${'x'.repeat(26)}` })).json.code, 'tryon_not_found');
    const own = await as({ 'TryOn-Client-Token': token });
    assert.equal(own.status, 202, own.text);
    const { model_image: copy } = own.json;
    const headers = { Origin: SHOP_ORIGIN, 'TryOn-Client-Token': token };
    assert.equal((await server.call('GET', `/v1/images/${copy}`, { key: pk, headers })).status, 200);
  });

  test('erasing the first erases what is based on it, running or not, and the receipt counts all', async () => {
    const { top, bottom } = await outfit();
    await completeAsWorker(server, server.merchant.id, bottom);
    const third = (await create({ model_image: bottom, garment_image: TOP })).json.id;
    const erased = await erase(top);
    assert.equal(erased.status, 200, erased.text);
    const { id, erased_at: at, ...counts } = erased.json;
    assert.match(id, /^ers_/);
    assert.ok(Math.abs(Date.parse(at) - Date.now()) < 60_000);
    // The photo, and two copies of results.
    assert.deepEqual(counts, { tryons: 3, photos: 3, pictures: 2, provider_copies: 'none' });
    const receipt = (key: string) => server.call('GET', `/v1/erasures/${id}`, { key });
    assert.deepEqual((await receipt(server.merchant.sk)).json, erased.json);
    const { sk: stranger } = await server.addMerchant();
    for (const key of [stranger, server.merchant.liveSk])
      assert.equal((await receipt(key)).json.code, 'erasure_not_found');
    assert.equal((await receipt(server.merchant.pk)).json.code, 'secret_key_required');
    for (const gone of [top, bottom, third]) assert.equal((await read(gone)).status, 404);
    const files = await server.storedFiles();
    assert.ok(!files.some((name) => [top, bottom, third].some((each) => name.includes(each))));
    const [left] = await server.database.sql`select count(*)::int as n from images
    where merchant_id = ${server.merchant.id} and source = 'upload' and deleted_at is null
      and id in (select model_image_id from tryons where id in (${top}, ${bottom}, ${third}))`;
    assert.equal(left?.['n'], 0);
  });

  test('erasing the second leaves the first as it was', async () => {
    const { top, bottom } = await outfit();
    const { json } = await erase(bottom);
    assert.deepEqual([json.tryons, json.photos, json.pictures], [1, 1, 0]);
    assert.equal((await read(top)).json.status, 'completed');
  });

  test('what is being submitted while the first is erased is erased with it', async () => {
    const { top, bottom } = await outfit();
    await erase(bottom);
    const { sql } = server.database;
    const gate = new EventEmitter();
    // Holds the submission up where it has looked at the first try-on already: at the row that counts the quota.
    const held = sql.begin(async (tx) => {
      await tx`select 1 from usage_counters where merchant_id = ${server.merchant.id} for update`;
      await once(gate, 'open');
    });
    const submitting = create({ model_image: top, garment_image: BOTTOM });
    await waiting(1);
    const erasing = erase(top);
    await waiting(2);
    gate.emit('open');
    await held;
    const [submitted, erased] = await Promise.all([submitting, erasing]);
    assert.equal(submitted.status, 202, submitted.text);
    assert.equal(erased.json.tryons, 2);
    assert.equal((await read(submitted.json.id)).status, 404);
  });

  /** Until that many statements wait for a lock. */
  async function waiting(count: number): Promise<void> {
    for (let i = 0; i < 200; i++) {
      const [row] = await server.database.sql`select count(*)::int as n from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock'`;
      if (row?.['n'] >= count) return;
      await sleep(20);
    }
    assert.fail(`${count} statements do not wait for a lock`);
  }
});
