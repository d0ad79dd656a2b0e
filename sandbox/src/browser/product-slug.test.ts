import assert from 'node:assert/strict';
import { test } from 'node:test';
import { slugIn } from './product-slug.js';

test('the product page, the full picture and the small picture all name the piece', () => {
  assert.equal(slugIn({ url: 'http://shop.test/products/tee-navy?size=m' }), 'tee-navy');
  assert.equal(slugIn({ title: 'x', image: 'http://shop.test/art/garments/tee-navy.webp' }), 'tee-navy');
  assert.equal(slugIn({ image: '/art/garments-384/tee-navy.webp' }), 'tee-navy');
});

test('a product of some other shop names no piece', () => {
  assert.equal(slugIn({ url: 'http://shop.test/about', title: 'tee-navy' }), undefined);
  assert.equal(slugIn(null), undefined);
});
