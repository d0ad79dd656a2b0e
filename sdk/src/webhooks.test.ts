import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Webhook } from 'standardwebhooks';
import { verifyWebhook, type WebhookEvent, WebhookVerificationError } from './webhooks.js';

const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const OTHER = 'whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD';
const body = JSON.stringify({
  type: 'quota.threshold_reached',
  timestamp: '2026-11-21T09:30:07.000Z',
  data: { period: '2026-11', threshold_percent: 80, used: 800, limit: 1000 },
});

function signed(payload = body, secret = SECRET, at = new Date()): Record<string, string> {
  return {
    'webhook-id': 'evt_1',
    'webhook-timestamp': String(Math.floor(at.getTime() / 1_000)),
    'webhook-signature': new Webhook(secret).sign('evt_1', at, payload),
  };
}

const refuses = (code: string, call: () => Promise<unknown>) =>
  assert.rejects(call, (error) => error instanceof WebhookVerificationError && error.code === code);

test('answers the event with its id, from text or bytes, from any kind of headers', async () => {
  const upper = Object.fromEntries(
    Object.entries(signed()).map(([name, value]) => [name.toUpperCase(), value]),
  );
  for (const headers of [signed(), new Headers(signed()), upper]) {
    for (const payload of [body, new TextEncoder().encode(body), Buffer.from(body)]) {
      const event = await verifyWebhook(payload, headers, SECRET);
      assert.equal(event.id, 'evt_1');
      assert.equal(event.type, 'quota.threshold_reached');
    }
  }
});

test('tells its events apart by type', async () => {
  const read = (event: WebhookEvent): number | string => {
    if (event.type === 'quota.threshold_reached') return event.data.threshold_percent;
    // @ts-expect-error: only a try-on has a mode
    void event.data.mode;
    return event.type === 'tryon.completed' ? event.data.mode : event.data.id;
  };
  assert.equal(read(await verifyWebhook(body, signed(), SECRET)), 80);
});

test('takes any of several secrets, and any of several signatures', async () => {
  assert.equal((await verifyWebhook(body, signed(), [OTHER, SECRET])).id, 'evt_1');
  const headers = signed();
  headers['webhook-signature'] =
    `${signed(body, OTHER)['webhook-signature']} ${headers['webhook-signature']}`;
  assert.equal((await verifyWebhook(body, headers, SECRET)).id, 'evt_1');
});

test('refuses a changed body, a changed id and another secret', async () => {
  await refuses('invalid_signature', () => verifyWebhook(`${body} `, signed(), SECRET));
  await refuses('invalid_signature', () =>
    verifyWebhook(body, { ...signed(), 'webhook-id': 'evt_2' }, SECRET),
  );
  await refuses('invalid_signature', () => verifyWebhook(body, signed(), OTHER));
});

test('refuses what is more than five minutes old or ahead', async () => {
  for (const minutes of [-6, 6]) {
    const at = new Date(Date.now() + minutes * 60_000);
    await refuses('timestamp_out_of_range', () => verifyWebhook(body, signed(body, SECRET, at), SECRET));
  }
});

test('names the headers that are missing', async () => {
  const { 'webhook-signature': _, ...rest } = signed();
  await assert.rejects(() => verifyWebhook(body, rest, SECRET), /lacks webhook-signature/);
  await refuses('missing_header', () => verifyWebhook(body, {}, SECRET));
});

test('takes headers of another realm, and a secret with the line end of its file', async () => {
  const found = new Map(Object.entries(signed()));
  const foreign = { get: (name: string) => found.get(name.toLowerCase()) ?? null };
  assert.equal((await verifyWebhook(body, foreign, SECRET)).id, 'evt_1');
  assert.equal((await verifyWebhook(body, signed(), `${SECRET}\n`)).id, 'evt_1');
});

test('reads the bytes it was given and no others', async () => {
  const text = `{"type":"webhook_endpoint.test","data":{"message":"né 👗"}}`;
  const whole = Buffer.concat([Buffer.from('before'), Buffer.from(text), Buffer.from('behind')]);
  const view = whole.subarray(6, whole.length - 6);
  const { buffer } = Uint8Array.from(Buffer.from(text));
  for (const payload of [text, view, buffer])
    assert.equal((await verifyWebhook(payload, signed(text), SECRET)).type, 'webhook_endpoint.test');
  const marked = Buffer.from(`\uFEFF${text}`);
  await refuses('invalid_signature', () => verifyWebhook(marked, signed(text), SECRET));
});

test('signatures of other versions and mangled ones are passed over', async () => {
  const headers = signed();
  const good = headers['webhook-signature'];
  headers['webhook-signature'] = `v1a,bm90IG91cnM= v1 , v1,short ${good}`;
  assert.equal((await verifyWebhook(body, headers, SECRET)).id, 'evt_1');
  headers['webhook-signature'] = `v2,${good?.slice(3)}`;
  await refuses('invalid_signature', () => verifyWebhook(body, headers, SECRET));
});

test('a clock may be wrong by just under five minutes, and a timestamp must be a time', async () => {
  for (const seconds of [-295, 295]) {
    const at = new Date(Date.now() + seconds * 1_000);
    assert.equal((await verifyWebhook(body, signed(body, SECRET, at), SECRET)).id, 'evt_1');
  }
  for (const timestamp of ['soon', '12e3', `${Math.floor(Date.now() / 1_000)} or so`])
    await refuses('timestamp_out_of_range', () =>
      verifyWebhook(body, { ...signed(), 'webhook-timestamp': timestamp }, SECRET),
    );
});

test('says so when the body was parsed before it could be verified', async () => {
  const parsed = JSON.parse(body) as never;
  await assert.rejects(() => verifyWebhook(parsed, signed(), SECRET), /not parsed/);
  await refuses('invalid_payload', () => verifyWebhook(parsed, signed(), SECRET));
  for (const text of ['null', '[]', '"text"', '{}'])
    await refuses('invalid_payload', () => verifyWebhook(text, signed(text), SECRET));
});

test('says so when the secret is none, or the body no JSON', async () => {
  for (const secret of ['', [], [''], undefined as never, [undefined as never], 'whsec_no base64', 'whsec_'])
    await refuses('invalid_secret', () => verifyWebhook(body, signed(), secret));
  await refuses('invalid_payload', () => verifyWebhook('no json', signed('no json'), SECRET));
  await refuses('invalid_payload', () => verifyWebhook(new Uint8Array([0xff, 0xfe]), signed(), SECRET));
});
