import assert from 'node:assert/strict';
import { test } from 'node:test';
import { clientTokenMatches, hashClientToken, mintClientToken } from './client-token.js';
import { hashKey, keyFromBody, mintKey, parseKey } from './key.js';
import { originAllowed } from './origins.js';

test('mints keys that say what they are and differ', () => {
  const key = mintKey('sk', true);
  assert.match(key, /^sk_live_[0-9a-z]{38}$/);
  assert.deepEqual(parseKey(key), { kind: 'sk', livemode: true });
  assert.notEqual(mintKey('sk', true), key);
  assert.equal(hashKey(key).byteLength, 32);
});

test('tells a mistyped key by its checksum, whichever character is wrong', () => {
  const key = mintKey('pk', false);
  for (let i = 8; i < key.length; i++) {
    const wrong = key.slice(0, i) + (key[i] === '2' ? '3' : '2') + key.slice(i + 1);
    assert.equal(parseKey(wrong), undefined, `character ${i}`);
  }
  assert.equal(parseKey(key.replace('pk_test', 'pk_live')), undefined);
  assert.equal(parseKey(''), undefined);
});

test('makes the same key of the same body', () => {
  const body = 'demo'.padEnd(32, '0');
  assert.equal(keyFromBody('pk', false, body), keyFromBody('pk', false, body));
  assert.throws(() => keyFromBody('pk', false, 'short'), TypeError);
});

test('a client token opens only what it was made for', () => {
  const token = mintClientToken();
  assert.ok(clientTokenMatches(token, hashClientToken(token)));
  assert.ok(!clientTokenMatches(mintClientToken(), hashClientToken(token)));
  assert.ok(!clientTokenMatches(token, null));
});

test('allows exact origins and subdomains behind a star, and nothing that only looks like them', () => {
  const allowed = ['https://shop.example', 'https://*.brand.example', 'http://localhost:4601'];
  for (const origin of [
    'https://shop.example',
    'https://www.brand.example',
    'https://a.b.brand.example',
    'http://localhost:4601',
  ]) {
    assert.ok(originAllowed(origin, allowed), origin);
  }
  for (const origin of [
    'http://shop.example',
    'https://shop.example:8443',
    'https://notshop.example',
    'https://brand.example',
    'https://evilbrand.example',
    'https://brand.example.evil.example',
    'http://www.brand.example',
    'http://localhost:4602',
    'null',
    '',
  ]) {
    assert.ok(!originAllowed(origin, allowed), origin);
  }
});
