import assert from 'node:assert/strict';
import { test } from 'node:test';
import { missingOptional } from './lock.mjs';

test('finds an optional package that the lock file lacks', () => {
  const packages = {
    '': {},
    'node_modules/sharp': {
      optionalDependencies: { '@img/sharp-linux-x64': '1', '@img/sharp-darwin-arm64': '1' },
    },
    'node_modules/@img/sharp-linux-x64': {},
  };
  assert.deepEqual(missingOptional(packages), ['node_modules/sharp -> @img/sharp-darwin-arm64']);
});

test('finds an optional package at every level above the one that asks for it', () => {
  const packages = {
    'node_modules/a/node_modules/b': { optionalDependencies: { near: '1', middle: '1', far: '1' } },
    'node_modules/a/node_modules/b/node_modules/near': {},
    'node_modules/a/node_modules/middle': {},
    'node_modules/far': {},
    worker: { optionalDependencies: { far: '1' } },
  };
  assert.deepEqual(missingOptional(packages), []);
});
