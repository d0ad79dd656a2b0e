import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { startTestServer, type TestServer } from '../testing/test-server.js';

describe('strange values', () => {
  let server: TestServer;
  before(async () => {
    server = await startTestServer();
  });
  after(() => server.close());

  const pair = { model_image: 'img_sandbox_amara', garment_image: 'img_sandbox_tee-navy' };
  const tryOn = (fields: object) =>
    server.call('POST', '/v1/tryons', { key: server.merchant.sk, json: { ...pair, ...fields } });
  const consent = (agreed_at: string, version = '1') => ({ consent: { version, locale: 'en', agreed_at } });

  test('refuses text that no database can keep, and says where it stands', async () => {
    for (const [fields, pointer] of [
      [{ metadata: { order: 'a\u0000b' } }, '#/metadata/order'],
      [{ metadata: { 'a\u0000b': 'x' } }, '#/metadata'],
      [{ metadata: { order: 'half of an emoji \ud83d' } }, '#/metadata/order'],
      [consent('2026-11-21T09:30:00Z', 'v\u00001'), '#/consent/version'],
    ] as const) {
      const refused = await tryOn(fields);
      assert.equal(refused.status, 422, refused.text);
      assert.equal(refused.json.errors[0].pointer, pointer);
    }
    const emoji = await tryOn({ metadata: { order: 'a whole emoji \u{1f600}' } });
    assert.equal(emoji.json.metadata.order, 'a whole emoji \u{1f600}');
  });

  test('refuses times that are on no calendar', async () => {
    for (const agreed_at of ['2016-12-31T23:59:60Z', '0000-01-01T00:00:00Z', '2026-02-30T00:00:00Z']) {
      const refused = await tryOn(consent(agreed_at));
      assert.equal(refused.status, 422, `${agreed_at}: ${refused.text}`);
      assert.equal(refused.json.errors[0].pointer, '#/consent/agreed_at');
    }
    const offset = await tryOn(consent('2026-11-21T10:29:41.5+01:00'));
    assert.equal(offset.json.consent.agreed_at, '2026-11-21T09:29:41.500Z');
  });

  test('finds nothing at a path or a place of a list that no database knows', async () => {
    const { sk: key } = server.merchant;
    const phone = await server.call('GET', '/v1/photo-handovers/pho_%00/page', { key: 'phs_x' });
    assert.equal(phone.json.code, 'handover_not_found');
    assert.equal((await server.call('GET', '/v1/tryons/tryon_%00', { key })).status, 422);
    assert.equal((await server.call('GET', '/v1/tryons?cursor=%00', { key })).status, 422);
    assert.equal((await server.call('GET', '/v1/sandbox/models?cursor=%00')).status, 422);
  });

  test('says what a text must look like that has the wrong form', async () => {
    const wrong = await tryOn({ model_image: './me.jpg' });
    assert.match(
      wrong.json.detail,
      /^model_image must be the id of an uploaded image \(img_…\) or .*http\(s\) address/,
    );
    const id = await server.call('GET', '/v1/tryons/img_1', { key: server.merchant.sk });
    assert.match(id.json.detail, /tryon_id must look like tryon_/);
  });
});
