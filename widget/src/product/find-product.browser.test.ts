import { expect } from '@open-wc/testing';
import { categoryOf, kindOf } from './category.js';
import { findProduct } from './find-product.js';

const page = (head: string): Document => {
  const text = `<!doctype html><head><base href="https://shop.example/products/tee">${head}</head>`;
  return new DOMParser().parseFromString(text, 'text/html');
};
const jsonLd = (...values: unknown[]) =>
  values.map((value) => `<script type="application/ld+json">${JSON.stringify(value)}</script>`).join('');
const find = async (document: Document) => (await findProduct(document)).product;
const PRODUCT = { '@type': 'Product', name: 'Oxford shirt', sku: 42, image: '/a.jpg', url: '/products/tee' };

describe('findProduct', () => {
  it('reads a Product of JSON-LD, its addresses made absolute', async () => {
    expect(await find(page(jsonLd(PRODUCT)))).to.deep.equal({
      imageUrl: 'https://shop.example/a.jpg',
      id: '42',
      title: 'Oxford shirt',
      url: 'https://shop.example/products/tee',
      category: 'tops',
      source: 'json-ld',
      score: 0.95,
    });
  });

  for (const [what, value] of [
    ['in a @graph', { '@graph': [{ '@type': 'Organization', name: 'x' }, PRODUCT] }],
    ['in an array', [PRODUCT]],
    ['as mainEntity', { '@type': 'WebPage', mainEntity: PRODUCT }],
    ['as a ProductGroup with a full type', { ...PRODUCT, '@type': ['https://schema.org/ProductGroup'] }],
    ['with a list of pictures', { ...PRODUCT, image: ['/a.jpg', '/b.jpg'] }],
    ['with an ImageObject', { ...PRODUCT, image: { '@type': 'ImageObject', contentUrl: '/a.jpg' } }],
  ] as const) {
    it(`finds a product ${what}`, async () => {
      expect((await find(page(jsonLd(value))))?.imageUrl).to.equal('https://shop.example/a.jpg');
    });
  }

  it('takes, of several products, the one whose address is the page’s', async () => {
    const other = { ...PRODUCT, image: '/other.jpg', url: '/products/other' };
    const canonical = '<link rel="canonical" href="https://shop.example/products/tee">';
    expect((await find(page(canonical + jsonLd(other, PRODUCT))))?.imageUrl).to.match(/a\.jpg$/);
  });

  it('does not guess among several products when none is the page’s', async () => {
    const others = ['/x', '/y'].map((url) => ({ ...PRODUCT, url }));
    expect(await find(page(jsonLd(...others)))).to.equal(undefined);
  });

  it('passes over broken JSON and pictures that are no web address', async () => {
    const broken = '<script type="application/ld+json">{"@type": "Product",</script>';
    expect(await find(page(broken))).to.equal(undefined);
    expect(await find(page(broken + jsonLd({ ...PRODUCT, image: 'javascript:alert(1)' })))).to.equal(
      undefined,
    );
    expect((await find(page(broken + jsonLd(PRODUCT))))?.title).to.equal('Oxford shirt');
  });

  it('falls back to OpenGraph where the page calls itself a product', async () => {
    const tags =
      '<meta property="og:image" content="/og.jpg"><meta property="og:title" content="Linen trousers">';
    expect(await find(page(tags))).to.equal(undefined);
    const found = await find(page(`<meta property="og:type" content="product">${tags}`));
    expect(found?.imageUrl).to.equal('https://shop.example/og.jpg');
    expect(found?.category).to.equal('bottoms');
    expect(found?.source).to.equal('opengraph');
  });

  it('tells a category only from clear words; the last one counts', async () => {
    expect(categoryOf('Dress shirt')).to.equal('tops');
    expect(categoryOf('T-shirt dress')).to.equal('one-pieces');
    expect(categoryOf('Apparel > Skirts')).to.equal('bottoms');
    expect(categoryOf('Hørbukser')).to.equal('bottoms');
    expect(categoryOf('Linnekjol')).to.equal('bottoms');
    expect(categoryOf('Regenjas')).to.equal('tops');
    expect(categoryOf('Raincoat')).to.equal('tops');
    expect(categoryOf('Sundress')).to.equal('one-pieces');
    expect(categoryOf('Candle')).to.equal(undefined);
    expect(categoryOf(undefined)).to.equal(undefined);
  });

  for (const title of [
    'White Shirt Eau de Parfum 50 ml',
    'Wrap Dress Sewing Pattern (PDF)',
    'Quilted Dog Coat',
    'Dress for Dolls 43 cm',
    'Pendant Necklace Shirt Chain',
    'Poster “The Red Dress”',
    'Suit & Dress Garment Bag',
    'Football Shirt Mug',
  ])
    it(`does not offer to try on: ${title}`, () => expect(kindOf(title)).to.equal('others'));

  it('believes where the shop files a thing before what it is called', async () => {
    const chain = { ...PRODUCT, name: 'Shirt collar', category: 'Jewellery' };
    const { product, refusal } = await findProduct(page(jsonLd(chain)));
    expect({ product, refusal }).to.deep.equal({ product: undefined, refusal: 'not-apparel' });
  });

  for (const [what, text] of [
    ['encoded twice', JSON.stringify(JSON.stringify(PRODUCT))],
    [
      'with a byte order mark and comments',
      `\uFEFF// of the page\n${JSON.stringify(PRODUCT).replace(',', ', /* "its name" */')}`,
    ],
    [
      'with a prefix to every name',
      JSON.stringify(PRODUCT).replace(/"(name|image|url|sku)"/g, '"schema:$1"'),
    ],
  ])
    it(`reads JSON-LD ${what}`, async () => {
      const script = `<script type="application/ld+json">${text}</script>`;
      expect((await find(page(script)))?.imageUrl).to.equal('https://shop.example/a.jpg');
    });
});
