import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type BagLine, countPieces, MAX_QUANTITY, readBag, withLine, withPiece, writeBag } from './bag.js';

function memory(): Pick<Storage, 'getItem' | 'setItem'> {
  const kept = new Map<string, string>();
  return {
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => {
      kept.set(key, value);
    },
  };
}

test('a bag survives being written and read', () => {
  const storage = memory();
  const lines = withPiece(withPiece([], 'tee-navy', 'M'), 'tee-navy', 'M');
  writeBag(storage, lines);
  assert.deepEqual(readBag(storage), [{ slug: 'tee-navy', size: 'M', quantity: 2 }]);
});

test('the same piece in another size is a line of its own', () => {
  const lines = withPiece(withPiece([], 'tee-navy', 'M'), 'tee-navy', null);
  assert.equal(lines.length, 2);
  assert.equal(countPieces(lines), 2);
});

test('a bag that is not one reads as empty', () => {
  const storage = memory();
  storage.setItem('plainsong.bag', '{"not":');
  assert.deepEqual(readBag(storage), []);
  storage.setItem(
    'plainsong.bag',
    '[{"slug":"<img>","size":"M","quantity":1},{"slug":"ok","size":null,"quantity":1}]',
  );
  assert.deepEqual(readBag(storage), [{ slug: 'ok', size: null, quantity: 1 }]);
});

test('choosing a size that is already in the bag joins the two lines', () => {
  const lines: BagLine[] = [
    { slug: 'tee-navy', size: 'M', quantity: 2 },
    { slug: 'tee-navy', size: null, quantity: 1 },
  ];
  assert.deepEqual(withLine(lines, 1, { slug: 'tee-navy', size: 'M', quantity: 1 }), [
    { slug: 'tee-navy', size: 'M', quantity: 3 },
  ]);
});

test('no line grows beyond the highest quantity, and removing takes the line out', () => {
  const full: BagLine = { slug: 'tee-navy', size: 'M', quantity: MAX_QUANTITY };
  assert.deepEqual(withPiece([full], 'tee-navy', 'M'), [full]);
  assert.deepEqual(withLine([full], 0, null), []);
});
