import assert from 'node:assert/strict';
import { test } from 'node:test';
import { clientAddress } from './client-address.js';

test('counts IPv4 as it is, however it is written', () => {
  assert.equal(clientAddress('203.0.113.7'), '203.0.113.7');
  assert.equal(clientAddress('::ffff:203.0.113.7'), '203.0.113.7');
  assert.equal(clientAddress('::FFFF:203.0.113.8'), '203.0.113.8');
});

test('counts IPv6 by its first 64 bits, however it is written', () => {
  const same = [
    '2001:db8:0:2:3:4:5:6',
    '2001:0DB8:0000:0002::1',
    '2001:db8:0:2:ffff::',
    '2001:db8::2:3:4:5:6',
  ];
  assert.deepEqual([...new Set(same.map(clientAddress))], ['2001:db8:0:2::/64']);
  assert.equal(clientAddress('2001:db8:0:2::203.0.113.7'), '2001:db8:0:2::/64');
  assert.equal(clientAddress('fe80::1%eth0'), 'fe80:0:0:0::/64');
  assert.equal(clientAddress('::1'), '0:0:0:0::/64');
  assert.notEqual(clientAddress('2001:db8:0:3::1'), clientAddress('2001:db8:0:2::1'));
});

test('takes what is no address as it is', () => {
  assert.equal(clientAddress('unknown'), 'unknown');
});
