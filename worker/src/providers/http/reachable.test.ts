import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isReachableFromOutside } from './reachable.js';

test('takes public addresses over https', () => {
  for (const url of ['https://tryon.shop.example', 'https://8.8.8.8/files', 'https://[2606:4700::1111]/'])
    assert.equal(isReachableFromOutside(url), true, url);
});

test('does not take what only this machine or its network can reach', () => {
  for (const url of [
    'http://tryon.shop.example',
    'https://tryon.shop.example:8443',
    'https://localhost',
    'https://minio',
    'https://files.local',
    'https://127.0.0.1',
    'https://10.0.0.8',
    'https://[::1]',
    'http://127.0.0.1:4600',
  ])
    assert.equal(isReachableFromOutside(url), false, url);
});
