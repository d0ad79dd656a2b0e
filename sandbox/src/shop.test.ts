import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import type { FastifyInstance } from 'fastify';
import { buildShop } from './shop.js';

const API_URL = 'http://127.0.0.1:4600';
const KEY = 'pk_test_demo0123456789';
const TIMEOUT_MS = 5000;

const get = (url: string): Promise<Response> => fetch(url, { signal: AbortSignal.timeout(TIMEOUT_MS) });

function structuredData(page: string): Record<string, unknown> {
  const block = /<script type="application\/ld\+json">(.*?)<\/script>/s.exec(page)?.[1];
  assert.ok(block, 'the page has a JSON-LD block');
  return JSON.parse(block) as Record<string, unknown>;
}

function metaContent(page: string, property: string): string | undefined {
  return new RegExp(`<meta property="${property}" content="([^"]*)"`).exec(page)?.[1];
}

describe('the demo shop', () => {
  let shop: FastifyInstance;
  let origin: string;
  let productPaths: string[];

  before(async () => {
    shop = buildShop({ apiUrl: `${API_URL}/`, publishableKey: KEY });
    origin = await shop.listen({ host: '127.0.0.1', port: 0 });
    const home = await (await get(`${origin}/`)).text();
    productPaths = [...home.matchAll(/href="(\/products\/[a-z0-9-]+)"/g)].map((match) => match[1] ?? '');
  });
  after(() => shop.close());

  test('the home page links to ten pieces', () => {
    assert.equal(new Set(productPaths).size, 10);
  });

  test('every product page tells machines what it sells, with a picture that is there', async () => {
    for (const path of productPaths) {
      const response = await get(`${origin}${path}`);
      assert.equal(response.status, 200);
      const page = await response.text();
      const product = structuredData(page);
      assert.equal(product['@type'], 'Product');
      assert.equal(product['url'], `${origin}${path}`);
      assert.match(page, new RegExp(`<link rel="canonical" href="${origin}${path}">`));
      const image = (product['image'] as string[])[0] ?? '';
      assert.equal(metaContent(page, 'og:image'), image);
      const offer = product['offers'] as Record<string, string>;
      assert.match(offer['price'] ?? '', /^\d+\.\d{2}$/);
      assert.equal(offer['priceCurrency'], 'EUR');
      const picture = await get(image);
      assert.equal(picture.status, 200);
      assert.equal(picture.headers.get('content-type'), 'image/webp');
      assert.ok((await picture.arrayBuffer()).byteLength > 5000);
    }
  });

  test('a product page carries exactly one embed tag, the one the developer view shows', async () => {
    const page = await (await get(`${origin}${productPaths[0]}`)).text();
    const tag = `<script async src="${API_URL}/embed/v1/tryon-embed.js" data-key="${KEY}"></script>`;
    assert.equal(page.split(tag).length, 2);
    assert.ok(page.includes(tag.replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')));
  });

  test('pages without a product load nothing from the try-on service', async () => {
    for (const path of ['/', '/bag', '/privacy', '/collection/tops']) {
      const page = await (await get(`${origin}${path}`)).text();
      assert.doesNotMatch(page, /<script[^>]+tryon-embed/);
    }
  });

  test('every page sends a strict policy that names the try-on service and allows nothing inline', async () => {
    for (const path of ['/', '/collection/bottoms', productPaths[0] ?? '', '/bag', '/privacy', '/nowhere']) {
      const response = await get(`${origin}${path}`);
      const policy = response.headers.get('content-security-policy') ?? '';
      assert.match(policy, /default-src 'none'/);
      assert.match(policy, /script-src 'self' http:\/\/127\.0\.0\.1:4600(;|$)/);
      assert.match(policy, /img-src 'self' http:\/\/127\.0\.0\.1:4600 blob: data:/);
      assert.match(policy, /connect-src 'self' http:\/\/127\.0\.0\.1:4600/);
      assert.doesNotMatch(policy, /unsafe/);
      const page = await response.text();
      assert.doesNotMatch(page, /<style|\sstyle="|\son[a-z]+="/);
      for (const [, attributes] of page.matchAll(/<script([^>]*)>/g)) {
        assert.match(attributes ?? '', / src="|application\/(ld\+)?json/);
      }
    }
  });

  test('only the pages of the playground may frame each other, and they allow nothing else inline either', async () => {
    for (const path of ['/playground', '/playground/theme', '/playground/preview']) {
      const response = await get(`${origin}${path}`);
      assert.equal(response.status, 200);
      const policy = response.headers.get('content-security-policy') ?? '';
      assert.match(
        policy,
        path === '/playground' ? /frame-ancestors 'none'/ : /frame-ancestors 'self'; frame-src 'self'/,
      );
      assert.doesNotMatch(policy, /unsafe/);
      assert.doesNotMatch(await response.text(), /<style|\sstyle="|\son[a-z]+="|sk_(test|live)_/);
    }
  });

  test('without a secret key the playground says that there are no webhooks, and takes none', async () => {
    assert.match(await (await get(`${origin}/playground`)).text(), /started without a secret test key/);
    assert.equal((await get(`${origin}/playground/webhooks`)).status, 404);
  });

  test('every style, script and picture that a page names is served', async () => {
    for (const path of [
      '/',
      productPaths[0] ?? '',
      '/bag',
      '/playground',
      '/playground/theme',
      '/playground/preview',
    ]) {
      const page = await (await get(`${origin}${path}`)).text();
      const named = [...page.matchAll(/(?:href|src|srcset)="(\/(?:assets|art)\/[^", ]+)/g)].map(
        (match) => match[1] ?? '',
      );
      assert.ok(named.length > 3);
      for (const name of new Set(named)) assert.equal((await get(`${origin}${name}`)).status, 200, name);
    }
  });

  test('every picture states its size, so that nothing moves while it loads', async () => {
    for (const path of ['/', '/collection/tops', productPaths[3] ?? '']) {
      const page = await (await get(`${origin}${path}`)).text();
      for (const [tag] of page.matchAll(/<img[^>]*>/g)) assert.match(tag, / width="\d+"\s+height="\d+"/);
    }
  });

  test('a category shows its own pieces only', async () => {
    const page = await (await get(`${origin}/collection/bottoms`)).text();
    assert.ok(page.includes('/products/jeans-blue'));
    assert.ok(!page.includes('/products/tee-navy'));
  });

  test('an unknown address answers a 404 page, and hidden files stay hidden', async () => {
    for (const path of ['/nowhere', '/products/nothing', '/art/catalog.json', '/art/..%2fpackage.json']) {
      const response = await get(`${origin}${path}`);
      assert.ok(response.status === 404 || response.status === 403, `${path}: ${response.status}`);
      assert.match(response.headers.get('content-type') ?? '', /text\/html/);
      assert.match(await response.text(), /<h1>/);
    }
    assert.equal((await get(`${origin}/nowhere`)).status, 404);
  });

  test('an address that tries to write markup into the page is only text', async () => {
    const page = await (await get(`${origin}/%22%3E%3Cscript%3Ealert(1)%3C/script%3E`)).text();
    assert.doesNotMatch(page, /<script>alert/);
  });
});

test('texts of the catalogue are escaped everywhere they appear', async (t) => {
  const artDir = await mkdtemp(join(tmpdir(), 'shop-art-'));
  t.after(() => rm(artDir, { recursive: true }));
  const hostile = `"><script>alert('x')</script>`;
  const garment = {
    id: 'img_sandbox_x',
    slug: 'x',
    title: hostile,
    price: '10.00',
    currency: 'EUR',
    category: 'tops',
    file: 'garments/x.webp',
    width: 768,
    height: 960,
    alt: hostile,
    description: hostile,
    details: [hostile],
    colours: [{ name: hostile, hex: '#000000' }],
    sizes: [hostile],
    hour: '04:00',
  };
  await writeFile(join(artDir, 'catalog.json'), JSON.stringify({ garments: [garment] }));
  const shop = buildShop({ apiUrl: API_URL, publishableKey: KEY, artDir });
  t.after(() => shop.close());
  const origin = await shop.listen({ host: '127.0.0.1', port: 0 });
  for (const path of ['/', '/collection/tops', '/products/x', '/bag']) {
    const page = await (await get(`${origin}${path}`)).text();
    assert.doesNotMatch(page, /<script>alert/, path);
    assert.doesNotMatch(page, /="">/, path);
  }
  const product = structuredData(await (await get(`${origin}/products/x`)).text());
  assert.equal(product['name'], hostile);
});

test('behind a proxy the shop names its public address', async (t) => {
  const shop = buildShop({ apiUrl: API_URL, publishableKey: KEY, publicUrl: 'https://plainsong.example/' });
  t.after(() => shop.close());
  const origin = await shop.listen({ host: '127.0.0.1', port: 0 });
  const page = await (await get(`${origin}/products/tee-navy`)).text();
  assert.deepEqual(structuredData(page)['image'], ['https://plainsong.example/art/garments/tee-navy.webp']);
});

test('a shop without a catalogue says so when it starts', async (t) => {
  const shop = buildShop({ apiUrl: API_URL, publishableKey: KEY, artDir: join(tmpdir(), 'no-such-art') });
  t.after(() => shop.close());
  await assert.rejects(async () => shop.ready(), { code: 'catalog_invalid' });
});
