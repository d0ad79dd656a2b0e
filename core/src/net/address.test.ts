import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isPublicAddress } from './address.js';

const PUBLIC = {
  IPv4: [
    '1.1.1.1',
    '8.8.8.8',
    '93.184.216.34',
    '172.15.255.255',
    '172.32.0.1',
    '100.63.255.255',
    '100.128.0.1',
    '223.255.255.254',
  ],
  IPv6: ['2606:4700:4700::1111', '2a00:1450:4001::1'],
  'carrying a public IPv4 address': ['::ffff:8.8.8.8', '64:ff9b::808:808', '2002:808:808::1'],
};

const NOT_PUBLIC = {
  loopback: ['127.0.0.1', '127.255.255.254', '::1'],
  private: ['10.0.0.1', '172.16.0.1', '172.31.255.255', '192.168.1.1', 'fc00::1', 'fdff::1', 'fec0::1'],
  'link-local': ['169.254.0.1', 'fe80::1', 'fe80::1%eth0', '2606:4700::1%eth0'],
  'cloud metadata': [
    '169.254.169.254',
    'fd00:ec2::254',
    'fd20:ce::254',
    '100.100.100.200',
    '192.0.0.192',
    '168.63.129.16',
  ],
  CGNAT: ['100.64.0.1', '100.127.255.255'],
  multicast: ['224.0.0.1', '239.255.255.255', 'ff02::1'],
  unspecified: ['0.0.0.0', '0.1.2.3', '::'],
  reserved: [
    '240.0.0.1',
    '255.255.255.255',
    '192.0.2.1',
    '198.51.100.7',
    '203.0.113.7',
    '198.18.0.1',
    '198.19.255.255',
  ],
  'reserved in IPv6': [
    '2001:db8::1',
    '3fff::1',
    '5f00::1',
    '100::1',
    '2001:2::1',
    '2001:10::1',
    '4000::1',
    'e000::1',
  ],
  Teredo: ['2001::1', '2001:0:4136:e378:8000:63bf:3fff:fdd2'],
  'IPv4-mapped': ['::ffff:127.0.0.1', '::ffff:a00:1', '::ffff:169.254.169.254', '::ffff:100.64.0.1'],
  'IPv4-translated and IPv4-compatible': ['::ffff:0:7f00:1', '::127.0.0.1', '::7f00:1', '::808:808'],
  NAT64: ['64:ff9b::7f00:1', '64:ff9b::a9fe:a9fe', '64:ff9b:1::808:808', '64:ff9b:1:808:8:800::'],
  '6to4': ['2002:7f00:1::', '2002:a00:1::1', '2002:c0a8:101::', '2002:a9fe:a9fe::'],
  'no address': ['', 'localhost', '1.2.3', '1.2.3.4.5', '[::1]', '256.1.1.1', '127.0.0.1 ', ':::'],
};

for (const [kind, addresses] of Object.entries(PUBLIC)) {
  test(`takes ${kind} for public`, () => {
    for (const address of addresses) assert.equal(isPublicAddress(address), true, address);
  });
}

for (const [kind, addresses] of Object.entries(NOT_PUBLIC)) {
  test(`does not take ${kind} for public`, () => {
    for (const address of addresses) assert.equal(isPublicAddress(address), false, address);
  });
}
