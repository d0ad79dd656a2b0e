import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ConflictError } from './errors.js';
import { openPhone } from './phone.js';
import { problem, startTestServer } from './testing/test-server.js';

const server = await startTestServer();
const address = `${server.url}/handover/pho_1#s3cret`;
const PHOTO = 'PUT /v1/photo-handovers/pho_1/photo';

test('asks for its page with the secret of the address and no key', async () => {
  server.on('GET /v1/photo-handovers/pho_1/page', { json: { merchant_name: 'A shop' } });
  assert.equal((await openPhone(address).getPage()).merchant_name, 'A shop');
  assert.equal(server.requests[0]?.headers.authorization, 'Bearer s3cret');
  assert.equal(server.requests[0]?.path, '/v1/photo-handovers/pho_1/page');
});

test('sends the photo as a form, again after a 503', async () => {
  server.on(PHOTO, problem(503, 'service_unavailable', { headers: { 'Retry-After': '0' } }), {
    json: { status: 'received' },
  });
  const receipt = await openPhone(new URL(address)).sendPhoto({ file: new Blob(['jpeg']) });
  assert.deepEqual(receipt, { status: 'received' });
  const sent = server.to(PHOTO).map(({ body }) => body.toString());
  assert.equal(sent.length, 2);
  for (const body of sent) assert.match(body, /name="file"; filename="file"[\s\S]*jpeg/);
});

test('says so when another photo has come already', async () => {
  server.on(PHOTO, problem(409, 'handover_used'));
  await assert.rejects(openPhone(address).sendPhoto({ file: new Blob(['jpeg']) }), ConflictError);
});

test('refuses what is no address of a QR code, without repeating it', () => {
  for (const url of ['', `${server.url}/handover/pho_1`, `${server.url}/#s3cret`, 'pho_1#s3cret']) {
    assert.throws(() => openPhone(url), { code: 'invalid_handover_url', message: /^(?!.*s3cret)/ });
  }
});
