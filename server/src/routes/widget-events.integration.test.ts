import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { setAnalytics } from '@tryon/core/merchants/repository';
import { purgeWidgetEvents } from '@tryon/core/widget-events/repository';
import { SHOP_ORIGIN, startTestServer, type TestMerchant, type TestServer } from '../testing/test-server.js';

describe('widget events', () => {
  let server: TestServer;
  before(async () => {
    server = await startTestServer();
  });
  after(() => server.close());

  const VISITOR = 'v'.repeat(20);
  let ids = 0;
  const event = (fields: Record<string, unknown> = {}) => ({
    id: `event_${String(++ids).padStart(8, '0')}`,
    name: 'dialog_opened',
    occurred_at: new Date().toISOString(),
    ...fields,
  });
  const batch = (...events: unknown[]) => ({ visitor_id: VISITOR, group: 'offered', events });
  /** As `navigator.sendBeacon` sends it: no header of our own, so no preflight. */
  const beacon = (body: unknown, { pk }: TestMerchant = server.merchant, origin = SHOP_ORIGIN) =>
    server.call('POST', `/v1/widget/events?key=${pk}`, {
      body: typeof body === 'string' ? body : JSON.stringify(body),
      headers: { 'Content-Type': 'text/plain;charset=UTF-8', Origin: origin },
    });
  const stored = ({ id }: TestMerchant) =>
    server.database.sql`select * from widget_events where merchant_id = ${id} order by id`;

  test('takes a beacon’s events, once each however often they are sent', async () => {
    const merchant = await server.addMerchant();
    const sent = batch(event(), event({ name: 'failed', code: 'no_person', source: 'camera' }));
    const first = await beacon(sent, merchant);
    assert.equal(first.status, 202, first.text);
    assert.deepEqual(first.json, { accepted: 2, rejected: [] });
    assert.deepEqual((await beacon(sent, merchant)).json, { accepted: 2, rejected: [] });
    const json = await server.call('POST', '/v1/widget/events', { key: merchant.pk, json: sent });
    assert.deepEqual(json.json, { accepted: 2, rejected: [] });
    const rows = await stored(merchant);
    assert.deepEqual(
      rows.map(({ name, code, source, visitor_group: group }) => [name, code, source, group]),
      [
        ['dialog_opened', null, null, 'offered'],
        ['failed', 'no_person', 'camera', 'offered'],
      ],
    );
  });

  test('keeps nothing that names a visitor or their visit', async () => {
    const [one, other] = [await server.addMerchant(), await server.addMerchant()];
    const page_url = 'https://anna:secret@shop.example/p/tee?email=anna@shop.example#token';
    for (const merchant of [one, other]) await beacon(batch(event({ page_url })), merchant);
    const [[row], [elsewhere]] = [await stored(one), await stored(other)];
    assert.equal(row?.['page_url'], 'https://shop.example/p/tee');
    assert.ok(!JSON.stringify(row).includes(VISITOR) && !JSON.stringify(row).includes('anna'));
    assert.equal(row?.['visitor_hash'].length, 32);
    assert.notDeepEqual(
      row?.['visitor_hash'],
      elsewhere?.['visitor_hash'],
      'two shops cannot compare visitors',
    );
    await beacon(batch(event()), one);
    const hashes = (await stored(one)).map((each) => each['visitor_hash'].toString('hex'));
    assert.equal(new Set(hashes).size, 1, 'one shop knows its visitor again');
    assert.ok(!server.log.some((line) => line.includes(VISITOR) || line.includes('anna')));
  });

  test('believes a visitor’s clock only within the last day', async () => {
    const merchant = await server.addMerchant();
    const times = [
      '2001-01-01T00:00:00Z',
      '2099-01-01T00:00:00Z',
      new Date(Date.now() - 3_600_000).toISOString(),
    ];
    await beacon(batch(...times.map((occurred_at) => event({ occurred_at }))), merchant);
    const ages = (await stored(merchant)).map((row) =>
      Math.round((Date.now() - row['occurred_at']) / 3_600_000),
    );
    assert.deepEqual(ages, [24, 0, 1]);
  });

  test('keeps nothing for a merchant who wants no analytics, and tells the widget so', async () => {
    const merchant = await server.addMerchant();
    const config = async () => (await server.call('GET', '/v1/widget/config', { key: merchant.pk })).json;
    await setAnalytics(server.database.sql, merchant.id, { enabled: false, holdoutPercent: 10 });
    assert.deepEqual((await config()).analytics, { enabled: false, holdout_percent: 10 });
    assert.deepEqual((await beacon(batch(event()), merchant)).json, { accepted: 0, rejected: [] });
    assert.equal((await stored(merchant)).length, 0);
    await assert.rejects(
      setAnalytics(server.database.sql, merchant.id, { enabled: true, holdoutPercent: 51 }),
    );
  });

  test('asks for a publishable key on a page of its list, in the address or the header', async () => {
    assert.equal(
      (await beacon(batch(event()), undefined, 'https://evil.example')).json.code,
      'origin_not_allowed',
    );
    const { sk, pk } = server.merchant;
    const post = (path: string, key?: string) =>
      server.call('POST', path, { ...(key && { key }), json: batch(event()) });
    assert.equal((await post('/v1/widget/events')).json.code, 'missing_api_key');
    assert.equal((await post(`/v1/widget/events?key=${sk}`)).json.code, 'secret_key_required');
    assert.equal((await post('/v1/widget/events', sk)).json.code, 'secret_key_required');
    assert.equal((await post(`/v1/widget/events?key=${pk}&visitor=1`)).json.code, 'validation_failed');
    const elsewhere = await server.call('GET', `/v1/widget/config?key=${pk}`);
    assert.equal(elsewhere.status, 401, 'only a beacon’s key may stand in the address');
  });

  test('keeps the good events of a batch and names the others, each with what is wrong', async () => {
    const merchant = await server.addMerchant();
    const good = [event(), event({ name: 'submitted' })];
    const sent = batch(
      event({ name: 'clicked' }),
      good[0],
      event({ email: 'anna@shop.example' }),
      event({ occurred_at: '2016-12-31T23:59:60Z' }),
      event({ product_id: 'a\u0000b', source: 'Not A Source' }),
      'no event',
      good[1],
    );
    for (const time of ['first', 'second']) {
      const { status, json } = await beacon(sent, merchant);
      assert.equal(status, 202, `the ${time} time: ${JSON.stringify(json)}`);
      assert.equal(json.accepted, 2);
      assert.deepEqual(
        json.rejected.map(({ code, index, pointer }: Record<string, unknown>) => [code, index, pointer]),
        [
          ['validation_failed', 0, '#/events/0/name'],
          ['validation_failed', 2, '#/events/2/email'],
          ['validation_failed', 3, '#/events/3/occurred_at'],
          ['validation_failed', 4, '#/events/4/source'],
          ['validation_failed', 5, '#/events/5'],
        ],
      );
    }
    assert.deepEqual(
      (await stored(merchant)).map(({ id }) => id),
      good.map(({ id }) => id),
    );
    assert.deepEqual((await beacon(batch(event({ name: 'clicked' })), merchant)).json.accepted, 0);
    assert.ok(!server.log.some((line) => line.includes('anna@shop.example')));
  });

  test('refuses what is no batch: broken JSON, nobody’s, more than fifty, more than 64 kB', async () => {
    assert.equal((await beacon('{')).json.code, 'malformed_request');
    assert.equal((await beacon({ ...batch(event()), visitor_id: 'anna' })).json.code, 'validation_failed');
    assert.equal((await beacon({ ...batch(event({ name: 'clicked' })), group: 'x' })).status, 422);
    const many = Array.from({ length: 51 }, () => event());
    assert.equal((await beacon(batch(...many))).json.code, 'validation_failed');
    const page_url = `https://shop.example/${'a'.repeat(70_000)}`;
    assert.equal((await beacon(batch(event({ page_url })))).json.code, 'request_too_large');
  });

  test('erasing a try-on cuts the events off from it', async () => {
    const merchant = await server.addMerchant();
    const pair = { model_image: 'img_sandbox_amara', garment_image: 'img_sandbox_tee-navy' };
    const { id } = (await server.call('POST', '/v1/tryons', { key: merchant.sk, json: pair })).json;
    await beacon(batch(event({ name: 'submitted', tryon_id: id, product_id: 'sku-1' })), merchant);
    assert.equal((await stored(merchant))[0]?.['tryon_id'], id);
    await server.call('DELETE', `/v1/tryons/${id}`, { key: merchant.sk });
    const [row] = await stored(merchant);
    assert.deepEqual([row?.['tryon_id'], row?.['product_id']], [null, 'sku-1']);
    // A beacon that was on its way, or tells of the erasure itself.
    await beacon(batch(event({ name: 'photo_deleted', tryon_id: id })), merchant);
    const late = (await stored(merchant)).find(({ name }) => name === 'photo_deleted');
    assert.deepEqual(late?.['tryon_id'], null);
  });

  test('links an event with a try-on of its own merchant only', async () => {
    const [one, other] = [await server.addMerchant(), await server.addMerchant()];
    const pair = { model_image: 'img_sandbox_amara', garment_image: 'img_sandbox_tee-navy' };
    const { id } = (await server.call('POST', '/v1/tryons', { key: one.sk, json: pair })).json;
    const about = (tryon_id: string) => beacon(batch(event({ name: 'submitted', tryon_id })), other);
    for (const each of [id, 'tryon_never']) assert.equal((await about(each)).json.accepted, 1);
    assert.deepEqual(
      (await stored(other)).map((row) => row['tryon_id']),
      [null, null],
    );
  });

  test('forgets events after 400 days', async () => {
    const merchant = await server.addMerchant();
    await beacon(batch(event(), event()), merchant);
    const [first] = await stored(merchant);
    await server.database.sql`update widget_events set received_at = now() - interval '401 days'
    where id = ${first?.['id']} and merchant_id = ${merchant.id}`;
    assert.equal(await purgeWidgetEvents(server.database.sql, 10), 1);
    assert.equal((await stored(merchant)).length, 1);
  });
});
