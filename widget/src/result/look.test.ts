import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Product, ProductCategory } from '../product/product.js';
import type { FinishedTryon } from '../session/state.js';
import { goesWith, lookOf } from './look.js';

const piece = (name: string, category?: ProductCategory): Product => ({
  imageUrl: `https://shop.example/${name}.jpg`,
  title: name,
  source: 'json-ld',
  score: 1,
  ...(category && { category }),
});
const worn = (id: string, product: Product, basedOn?: string): FinishedTryon =>
  ({ tryon: { id }, product, photoUrl: undefined, ...(basedOn && { basedOn }) }) as FinishedTryon;

const tee = piece('tee', 'tops');
const jeans = piece('jeans', 'bottoms');
const history = [worn('c', jeans, 'a'), worn('b', piece('dress', 'one-pieces')), worn('a', tee)];

describe('an outfit', () => {
  test('is told in the order its pieces were put on', () => {
    assert.deepEqual(
      lookOf(history, 'c').map(({ product }) => product.title),
      ['tee', 'jeans'],
    );
    assert.deepEqual(
      lookOf(history, 'b').map(({ product }) => product.title),
      ['dress'],
    );
  });

  test('of which a piece is forgotten begins with what is left, and one that goes in a circle ends', () => {
    assert.equal(lookOf([worn('c', jeans, 'gone')], 'c').length, 1);
    assert.ok(lookOf([worn('x', tee, 'y'), worn('y', jeans, 'x')], 'x').length < 10);
  });

  test('takes trousers to a top and a top to trousers, and nothing it is not sure of', () => {
    const look = lookOf(history, 'a');
    assert.equal(goesWith(jeans, look, tee), true);
    assert.equal(goesWith(piece('shirt', 'tops'), look, tee), false);
    assert.equal(goesWith(piece('dress', 'one-pieces'), look, tee), false);
    assert.equal(goesWith(piece('something'), look, tee), false);
    assert.equal(goesWith(jeans, [], piece('something')), false);
    // Both halves are on already.
    assert.equal(goesWith(piece('shirt', 'tops'), lookOf(history, 'c'), jeans), false);
  });
});
