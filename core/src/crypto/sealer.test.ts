import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createSealer } from './sealer.js';

const SECRET = 'a secret for tests that is long enough';

test('opens what it sealed, and seals the same text differently each time', () => {
  const sealer = createSealer(SECRET, 'test');
  const sealed = sealer.seal('whsec_ü');
  assert.equal(sealer.open(sealed), 'whsec_ü');
  assert.notDeepEqual(sealer.seal('whsec_ü'), sealed);
  assert.ok(!sealed.includes('whsec'));
});

test('opens nothing of another secret or purpose, and nothing that was changed', () => {
  const sealed = createSealer(SECRET, 'test').seal('text');
  assert.throws(() => createSealer(`${SECRET}!`, 'test').open(sealed));
  assert.throws(() => createSealer(SECRET, 'other').open(sealed));
  for (let i = 0; i < sealed.length; i++) {
    const changed = Buffer.from(sealed);
    changed[i] = (changed[i] ?? 0) ^ 1;
    assert.throws(() => createSealer(SECRET, 'test').open(changed), `byte ${i}`);
  }
});

test('wants a secret that is long enough', () => {
  assert.throws(() => createSealer('short', 'test'), RangeError);
});
