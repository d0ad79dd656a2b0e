import assert from 'node:assert/strict';
import { test } from 'node:test';
import { TryOn } from './client.js';
import { problem, type Received, startTestServer } from './testing/test-server.js';
import { tryonLike } from './testing/test-tryon.js';
import type { ImageFile, ImageInput } from './types.js';

const TRYONS = 'POST /v1/tryons';
const IMAGES = 'POST /v1/images';
const server = await startTestServer();
const client = new TryOn({ apiKey: 'sk_test_abc', baseUrl: server.url });
const bytes = Uint8Array.from({ length: 3_000 }, (_, index) => (index * 7) % 256);

function streamOf(...chunks: Uint8Array<ArrayBuffer>[]): ReadableStream<Uint8Array> {
  return new Blob(chunks).stream();
}

/** The form as the server reads it from the bytes it got. */
function formOf({ headers, body }: Received): Promise<FormData> {
  return new Response(new Uint8Array(body), {
    headers: { 'Content-Type': String(headers['content-type']) },
  }).formData();
}

async function fileIn(
  form: FormData,
  name: string,
): Promise<{ name: string; type: string; bytes: Uint8Array }> {
  const part = form.get(name);
  assert.ok(part instanceof File, `${name} should be a file`);
  return { name: part.name, type: part.type, bytes: new Uint8Array(await part.arrayBuffer()) };
}

async function sent(
  model_image: ImageInput,
  garment_image: ImageInput,
  more: object = {},
): Promise<Received> {
  server.requests.length = 0;
  server.on(TRYONS, { status: 202, json: tryonLike() });
  await client.tryons.create({ model_image, garment_image, ...more });
  assert.equal(server.requests.length, 1);
  return server.requests[0] as Received;
}

test('sends named pictures as JSON, in the words of the contract', async () => {
  const request = await sent('img_1', new URL('https://shop.example/a tee.jpg'), { num_samples: 2 });
  assert.equal(request.headers['content-type'], 'application/json');
  assert.deepEqual(JSON.parse(request.body.toString()), {
    model_image: 'img_1',
    garment_image: 'https://shop.example/a%20tee.jpg',
    num_samples: 2,
  });
});

const files: [string, () => ImageFile][] = [
  ['a File', () => new File([bytes], 'me.jpg', { type: 'image/jpeg' })],
  ['a Blob', () => new Blob([bytes])],
  ['a Uint8Array', () => bytes],
  ['a Buffer', () => Buffer.from(bytes)],
  ['an ArrayBuffer', () => bytes.slice().buffer],
  ['a ReadableStream', () => streamOf(bytes.slice(0, 1_000), bytes.slice(1_000))],
];

for (const [name, make] of files) {
  test(`sends ${name} and an id in one multipart request`, async () => {
    const form = await formOf(await sent(make(), 'img_2'));
    assert.deepEqual((await fileIn(form, 'model_image')).bytes, bytes);
    assert.equal(form.get('garment_image'), 'img_2');
  });

  test(`uploads ${name}`, async () => {
    server.requests.length = 0;
    server.on(IMAGES, { status: 201, json: { id: 'img_9' } });
    assert.equal((await client.images.create({ file: make() })).id, 'img_9');
    const form = await formOf(server.requests[0] as Received);
    assert.deepEqual((await fileIn(form, 'file')).bytes, bytes);
  });
}

test('writes the other fields of a form as text, metadata as JSON, and leaves out what is undefined', async () => {
  const more = { seed: 7, category: 'tops', metadata: { sku: '1' }, mode: undefined };
  const form = await formOf(await sent('img_1', bytes, more));
  assert.equal(form.get('seed'), '7');
  assert.equal(form.get('category'), 'tops');
  assert.deepEqual(JSON.parse(String(form.get('metadata'))), { sku: '1' });
  assert.ok(!form.has('mode'));
});

test('does not tell the server what the shopper called their photo, but keeps its type', async () => {
  const photo = new File([bytes], 'anna-on-holiday.jpg', { type: 'image/jpeg' });
  const request = await sent(photo, 'img_2');
  const part = await fileIn(await formOf(request), 'model_image');
  assert.deepEqual([part.name, part.type], ['model_image', 'image/jpeg']);
  assert.ok(!request.body.includes('anna'));
});

test('sends the same form again on a retry, a stream too', async () => {
  server.requests.length = 0;
  const unavailable = problem(503, 'service_unavailable', { headers: { 'Retry-After': '0' } });
  server.on(TRYONS, unavailable, { status: 202, json: tryonLike() });
  await client.tryons.create({ model_image: streamOf(bytes), garment_image: 'img_2' });
  const [first, second] = await Promise.all(server.requests.map(formOf));
  assert.ok(first && second);
  assert.deepEqual(await fileIn(first, 'model_image'), await fileIn(second, 'model_image'));
});

test('uploads by address', async () => {
  server.requests.length = 0;
  server.on(IMAGES, { status: 201, json: { id: 'img_9' } });
  await client.images.create({ url: new URL('https://shop.example/tee.jpg') });
  assert.equal(server.requests[0]?.body.toString(), '{"url":"https://shop.example/tee.jpg"}');
});

test('refuses what is no picture before anything is sent', async () => {
  server.requests.length = 0;
  for (const wrong of [undefined, null, 7, {}, ['img_1']]) {
    const call = client.tryons.create({ model_image: wrong as unknown as string, garment_image: 'img_2' });
    await assert.rejects(call.then(), { code: 'invalid_image' });
  }
  assert.equal(server.requests.length, 0);
});

test('stops reading a stream that does not end', async () => {
  let canceled = false;
  const endless = new ReadableStream<Uint8Array>({
    pull: (controller) => controller.enqueue(new Uint8Array(1_000_000)),
    cancel: () => {
      canceled = true;
    },
  });
  await assert.rejects(client.images.create({ file: endless }).then(), { code: 'image_too_large' });
  assert.ok(canceled);
});
