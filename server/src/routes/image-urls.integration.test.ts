import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, describe, test } from 'node:test';
import { art } from '../testing/pictures.js';
import { startTestServer, type TestServer } from '../testing/test-server.js';

describe('image urls', () => {
  let server: TestServer;
  let shop: Server;
  let origin: string;
  let served = 0;
  before(async () => {
    const tee = await art('garments/tee-navy.webp');
    shop = createServer((request, response) => {
      served++;
      if (request.url === '/tee.webp') response.setHeader('Content-Type', 'image/webp').end(tee);
      else if (request.url === '/page')
        response.setHeader('Content-Type', 'text/html').end('<html>a page</html>');
      else if (request.url === '/away')
        response.writeHead(302, { Location: 'http://127.0.0.1:1/secret' }).end();
      else if (request.url === '/endless') {
        const timer = setInterval(() => response.write(Buffer.alloc(1_000_000)), 1);
        response.on('close', () => clearInterval(timer));
      } else response.writeHead(404).end();
    });
    await new Promise<void>((resolve) => shop.listen(0, '127.0.0.1', resolve));
    origin = `http://127.0.0.1:${(shop.address() as AddressInfo).port}`;
    server = await startTestServer({
      allowedOrigins: [origin],
      lookup: async () => [{ address: '10.0.0.7', family: 4 }],
    });
  });
  after(async () => {
    await server.close();
    shop.closeAllConnections();
    shop.close();
  });

  const create = (url: string) =>
    server.call('POST', '/v1/images', { key: server.merchant.sk, json: { url } });

  test('fetches a picture by its address', async () => {
    const answer = await create(`${origin}/tee.webp`);
    assert.equal(answer.status, 201, answer.text);
    assert.equal(answer.json.width, 768);
  });

  test('stores a product picture once for each content, and no second try-on decodes it again', async () => {
    const make = () =>
      server.call('POST', '/v1/tryons', {
        key: server.merchant.sk,
        json: { model_image: 'img_sandbox_kenji', garment_image: `${origin}/tee.webp` },
      });
    const [first, second] = [await make(), await make()];
    assert.equal(first.status, 202, first.text);
    assert.equal(second.json.garment_image, first.json.garment_image);
    const racing = await Promise.all(Array.from({ length: 6 }, make));
    assert.deepEqual(
      new Set(racing.map((answer) => answer.json.garment_image)),
      new Set([first.json.garment_image]),
    );
  });

  for (const [what, url, code] of [
    ['to loopback', 'https://127.0.0.1/x.jpg', 'image_url_refused'],
    ['to loopback, spelt oddly', 'https://0x7f.1/x.jpg', 'image_url_refused'],
    ['to the metadata service', 'https://169.254.169.254/latest/meta-data', 'image_url_refused'],
    ['to a name that leads to a private address', 'https://private.example/x.jpg', 'image_url_refused'],
    ['over plain http', 'http://shop.example/x.jpg', 'image_url_refused'],
    ['with a password in it', 'https://me:pass@shop.example/x.jpg', 'image_url_refused'],
  ] as const) {
    test(`refuses an address ${what}`, async () => {
      const answer = await create(url);
      assert.equal(answer.status, 422, answer.text);
      assert.equal(answer.json.code, code);
      assert.ok(!answer.text.includes('10.0.0.7'), 'does not tell where a name leads');
    });
  }

  test('refuses a redirect into a private address', async () => {
    const answer = await create(`${origin}/away`);
    assert.equal(answer.json.code, 'image_url_refused', answer.text);
  });

  test('stops at 10 MB of an endless body', async () => {
    const answer = await create(`${origin}/endless`);
    assert.equal(answer.status, 413, answer.text);
    assert.equal(answer.json.code, 'image_url_too_large');
  });

  test('says so when there is a page and no picture', async () => {
    const answer = await create(`${origin}/page`);
    assert.equal(answer.status, 422);
    assert.equal(answer.json.code, 'image_url_not_a_picture');
  });

  test('says so when nothing is there', async () => {
    const answer = await create(`${origin}/nothing`);
    assert.equal(answer.json.code, 'image_url_unreachable', answer.text);
    assert.ok(served > 0);
  });
});
