import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { setConsentWords } from '@tryon/core/merchants/repository';
import { plainJpeg } from '../testing/pictures.js';
import { startTestServer, type TestServer } from '../testing/test-server.js';

describe('consent', () => {
  let server: TestServer;
  before(async () => {
    server = await startTestServer();
  });
  after(() => server.close());

  const PAIR = { model_image: 'img_sandbox_amara', garment_image: 'img_sandbox_tee-navy' };
  const CONSENT = { version: '2026-11-2', locale: 'de-CH', agreed_at: '2026-11-21T09:29:41.000Z' };

  test('keeps which words a shopper agreed to, in which language and when, until it is erased', async () => {
    const { sk } = server.merchant;
    const made = await server.call('POST', '/v1/tryons', { key: sk, json: { ...PAIR, consent: CONSENT } });
    assert.deepEqual(made.json.consent, CONSENT);
    const path = `/v1/tryons/${made.json.id}`;
    assert.deepEqual((await server.call('GET', path, { key: sk })).json.consent, CONSENT);
    await server.call('DELETE', path, { key: sk });
    const [row] = await server.database.sql`select consent_version, consent_locale, consent_agreed_at
    from tryons where id = ${made.json.id}`;
    assert.deepEqual(Object.values(row ?? {}), [null, null, null]);
  });

  test('takes the record in a form, too, and a time to come as now', async () => {
    const form = {
      model_image: await plainJpeg(),
      garment_image: PAIR.garment_image,
      consent: JSON.stringify({ ...CONSENT, agreed_at: '2099-01-01T00:00:00Z' }),
    };
    const made = await server.call('POST', '/v1/tryons', { key: server.merchant.sk, form });
    assert.equal(made.status, 202, made.text);
    assert.ok(Math.abs(Date.parse(made.json.consent.agreed_at) - Date.now()) < 60_000);
  });

  test('refuses half a record, and what is no language', async () => {
    const { sk: key } = server.merchant;
    for (const consent of [{ version: '2026-11-2' }, { ...CONSENT, locale: 'Deutsch (CH)' }]) {
      const refused = await server.call('POST', '/v1/tryons', { key, json: { ...PAIR, consent } });
      assert.equal(refused.json.code, 'validation_failed');
    }
    assert.equal((await server.call('POST', '/v1/tryons', { key, json: PAIR })).json.consent, null);
  });

  test('tells the widget a merchant’s own words under their own version', async () => {
    const { id, pk } = await server.addMerchant();
    const consent = async () => (await server.call('GET', '/v1/widget/config', { key: pk })).json.consent;
    await setConsentWords(server.database.sql, id, { version: 'shop-3', text: 'We keep it for a day.' });
    assert.deepEqual(
      [(await consent()).version, (await consent()).text],
      ['shop-3', 'We keep it for a day.'],
    );
    await setConsentWords(server.database.sql, id, null);
    assert.deepEqual([(await consent()).version, (await consent()).text], ['2026-11-2', null]);
  });
});
