import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { purgeHandovers } from '@tryon/core/handovers/repository';
import { revokeKey } from '@tryon/core/keys/repository';
import { plainJpeg } from '../testing/pictures.js';
import { type CallOptions, SHOP_ORIGIN, startTestServer, type TestServer } from '../testing/test-server.js';

describe('photo handovers', () => {
  let server: TestServer;
  before(async () => {
    server = await startTestServer();
  });
  after(() => server.close());

  const ORIGIN = { Origin: SHOP_ORIGIN };
  const CONSENT = { version: '2026-11-2', locale: 'de-CH', agreed_at: '2026-11-21T09:29:41.000Z' };

  /** What a computer and the phone that reads its QR code know. */
  async function ask(json: unknown = {}, headers: Record<string, string> = {}, pk = server.merchant.pk) {
    const all = { ...ORIGIN, ...headers };
    const answer = await server.call('POST', '/v1/photo-handovers', { key: pk, json, headers: all });
    assert.equal(answer.status, 201, answer.text);
    const { id, url, client_token: token } = answer.json;
    const path = `/v1/photo-handovers/${id}`;
    const secret = new URL(url).hash.slice(1);
    const computer = (method: string) =>
      server.call(method, path, { key: pk, headers: { ...ORIGIN, 'TryOn-Client-Token': token } });
    const phone = (method: string, place: string, options: CallOptions = {}) =>
      server.call(method, path + place, { key: secret, ...options });
    return { answer, id, url, token, path, secret, computer, phone };
  }

  const sendPhoto = async (phone: Awaited<ReturnType<typeof ask>>['phone'], width = 200) =>
    phone('PUT', '/photo', { form: { file: await plainJpeg(width) } });

  test('takes a photo from the phone to the computer, where it is the visitor’s as if they had uploaded it', async () => {
    const { answer, token, url, secret, computer, phone } = await ask({ consent: CONSENT, locale: 'de-CH' });
    assert.equal(answer.json.status, 'waiting');
    assert.match(url, /\/handover\/pho_[0-9a-z]{29}#phs_[0-9a-z]{26}$/);
    const page = await phone('GET', '/page');
    assert.equal(page.status, 200, page.text);
    assert.equal(page.json.status, 'opened');
    assert.equal(page.json.merchant_name, 'Test shop');
    assert.equal(page.json.locale, 'de-CH');
    assert.deepEqual(page.json.agreed, CONSENT);
    const opened = (await computer('GET')).json;
    assert.deepEqual([opened.status, opened.url, opened.image], ['opened', null, null]);

    assert.deepEqual((await sendPhoto(phone)).json, { status: 'received' });
    const received = (await computer('GET')).json;
    assert.equal(received.status, 'received');
    assert.equal(received.image.width, 200);
    assert.equal((await server.open(received.image.url)).status, 200);
    const tryon = (headers: Record<string, string>) =>
      server.call('POST', '/v1/tryons', {
        key: server.merchant.pk,
        json: { model_image: received.image.id, garment_image: 'img_sandbox_tee-navy' },
        headers: { ...ORIGIN, ...headers },
      });
    assert.equal((await tryon({ 'TryOn-Client-Token': token })).status, 202);
    assert.equal((await tryon({})).status, 403, 'another visitor needs more than its id');
    assert.ok(
      !server.log.some((line) => line.includes(secret) || line.includes(token)),
      'no secret in the log',
    );
  });

  test('takes one photo: the same again is the same answer, another one is refused and leaves nothing', async () => {
    const { phone, computer } = await ask();
    await sendPhoto(phone);
    const before = await server.storedFiles();
    assert.equal((await sendPhoto(phone)).status, 200, 'an answer that was lost');
    const other = await sendPhoto(phone, 210);
    assert.equal(other.json.code, 'handover_used');
    assert.equal((await phone('GET', '/page')).json.code, 'handover_used');
    assert.deepEqual(await server.storedFiles(), before);
    assert.equal((await computer('GET')).json.image.width, 200);
  });

  test('of two photos that are sent at the same time one is taken, and the other’s file does not stay', async () => {
    const { phone, computer } = await ask();
    const before = (await server.storedFiles()).length;
    const answers = await Promise.all([sendPhoto(phone, 220), sendPhoto(phone, 230)]);
    assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 409]);
    assert.equal((await server.storedFiles()).length, before + 1);
    assert.equal((await computer('GET')).json.status, 'received');
  });

  test('ends after ten minutes, and is forgotten an hour later', async () => {
    const { id, phone, computer, answer } = await ask();
    const { created_at: createdAt, expires_at: expiresAt } = answer.json;
    assert.equal(Date.parse(expiresAt) - Date.parse(createdAt), 10 * 60_000);
    const { sql } = server.database;
    const age = (time: string) =>
      sql`update photo_handovers set expires_at = now() - ${time}::interval where id = ${id}`;
    await age('1 second');
    assert.equal((await computer('GET')).json.status, 'expired');
    assert.equal((await phone('GET', '/page')).json.code, 'handover_expired');
    assert.equal((await sendPhoto(phone)).json.code, 'handover_expired');
    await purgeHandovers(sql, 10);
    assert.equal((await computer('GET')).status, 200);
    await age('61 minutes');
    assert.equal(await purgeHandovers(sql, 10), 1);
    assert.equal((await computer('GET')).json.code, 'handover_not_found');
  });

  test('opens to nobody with a wrong secret, another visitor’s token, another key, or none', async () => {
    const { path, phone, secret, computer } = await ask();
    const wrong = `${secret.slice(0, -1)}${secret.endsWith('0') ? '1' : '0'}`;
    const guessed = await phone('GET', '/page', { key: wrong });
    assert.equal(guessed.json.code, 'handover_not_found');
    assert.equal((await phone('GET', '/page', { key: server.merchant.sk })).json.code, 'handover_not_found');
    assert.equal((await server.call('GET', `${path}/page`)).json.code, 'missing_api_key');
    const other = await ask();
    assert.equal((await phone('GET', '/page', { key: other.secret })).json.code, 'handover_not_found');
    const headers = { ...ORIGIN, 'TryOn-Client-Token': other.token };
    const { pk } = server.merchant;
    assert.equal((await server.call('GET', path, { key: pk, headers })).json.code, 'handover_not_found');
    assert.equal(
      (await server.call('GET', path, { key: pk, headers: ORIGIN })).json.code,
      'client_token_required',
    );
    const stranger = await server.addMerchant();
    assert.equal((await server.call('GET', path, { key: stranger.pk })).status, 404);
    assert.equal(
      (await server.call('GET', path, { key: server.merchant.sk })).json.code,
      'secret_key_required',
    );
    assert.equal((await computer('GET')).json.status, 'waiting', 'none of them has opened it');
  });

  test('the computer takes it back: the phone sends nothing more, and a photo that came stays its visitor’s', async () => {
    const early = await ask();
    assert.equal((await early.computer('DELETE')).status, 204);
    assert.equal((await sendPhoto(early.phone)).json.code, 'handover_not_found');
    const late = await ask();
    await sendPhoto(late.phone);
    const { image } = (await late.computer('GET')).json;
    assert.equal((await late.computer('DELETE')).status, 204);
    assert.equal((await late.computer('DELETE')).status, 404);
    const headers = { ...ORIGIN, 'TryOn-Client-Token': late.token };
    const { pk } = server.merchant;
    assert.equal((await server.call('DELETE', `/v1/images/${image.id}`, { key: pk, headers })).status, 200);
  });

  test('shows no photo any more once it is erased', async () => {
    const { phone, computer, token } = await ask();
    await sendPhoto(phone);
    const { image } = (await computer('GET')).json;
    const headers = { ...ORIGIN, 'TryOn-Client-Token': token };
    await server.call('DELETE', `/v1/images/${image.id}`, { key: server.merchant.pk, headers });
    const after = (await computer('GET')).json;
    assert.deepEqual([after.status, after.image], ['received', null]);
  });

  test('a phone sends nothing with the secret of a key that was revoked', async () => {
    const { pk, id } = await server.addMerchant();
    const { phone } = await ask({}, {}, pk);
    const [key] = await server.database.sql`select id from api_keys
    where merchant_id = ${id} and kind = 'pk' and not livemode`;
    await revokeKey(server.database.sql, id, key?.['id']);
    assert.equal((await sendPhoto(phone)).json.code, 'revoked_api_key');
  });

  test('a repeated request asks once, also after a crash, whose secret nobody has', async () => {
    const headers = { 'Idempotency-Key': 'handover', 'TryOn-Client-Token': `ct_${'h'.repeat(26)}` };
    const first = await ask({}, headers);
    const again = await ask({}, headers);
    assert.equal(again.answer.headers.get('idempotency-replayed'), 'true');
    assert.equal(again.url, first.url);
    await server.database.sql`update idempotency_keys set response_status = null, response_headers = null,
    response_body = null, locked_until = now() - interval '1 second' where key = 'handover'`;
    const recovered = await ask({}, headers);
    assert.equal(recovered.id, first.id);
    assert.equal((await first.phone('GET', '/page')).json.code, 'handover_not_found');
    assert.equal((await recovered.phone('GET', '/page')).status, 200);
  });

  test('refuses what is no picture, and leaves the phone another try', async () => {
    const { phone } = await ask();
    assert.equal((await phone('PUT', '/photo', { form: { file: 'text' } })).json.code, 'validation_failed');
    const noPicture = { file: new TextEncoder().encode('not a picture') };
    assert.equal((await phone('PUT', '/photo', { form: noPicture })).json.code, 'image_unsupported');
    assert.equal((await sendPhoto(phone)).status, 200);
  });

  test('shows every phone the same page, whatever the id, that nothing but our own script may run on', async () => {
    const { id } = await ask();
    const [real, made] = await Promise.all(
      [id, 'pho_0'].map((each) => server.call('GET', `/handover/${each}`)),
    );
    assert.equal(real?.status, 200);
    assert.equal(real.text, made?.text);
    assert.match(real.text, /<noscript>/);
    assert.match(
      real.headers.get('content-security-policy') ?? '',
      /^default-src 'none'; script-src 'self';/,
    );
    assert.equal(real.headers.get('referrer-policy'), 'no-referrer');
    assert.equal(real.headers.get('cache-control'), 'no-store');
  });
});
