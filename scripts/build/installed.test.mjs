import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { isInstalled } from './installed.mjs';

function repository(t, { wanted, installed }) {
  const root = mkdtempSync(join(tmpdir(), 'tryon-installed-'));
  t.after(() => rmSync(root, { recursive: true }));
  writeFileSync(join(root, 'package-lock.json'), JSON.stringify({ packages: wanted }));
  mkdirSync(join(root, 'node_modules'));
  if (installed) {
    writeFileSync(join(root, 'node_modules', '.package-lock.json'), JSON.stringify({ packages: installed }));
  }
  return root;
}

const lit = (version) => ({ 'node_modules/lit': { version } });

test('installs on a fresh clone', (t) => {
  assert.equal(isInstalled(repository(t, { wanted: lit('3.0.0') })), false);
});

test('does not install again what the lock file asks for', (t) => {
  assert.equal(isInstalled(repository(t, { wanted: lit('3.0.0'), installed: lit('3.0.0') })), true);
});

test('installs when the lock file asks for another version or another package', (t) => {
  assert.equal(isInstalled(repository(t, { wanted: lit('3.0.1'), installed: lit('3.0.0') })), false);
  assert.equal(isInstalled(repository(t, { wanted: lit('3.0.0'), installed: {} })), false);
});

test('does not miss the packages of other platforms', (t) => {
  const wanted = { ...lit('3.0.0'), 'node_modules/only-for-mac': { version: '1.0.0', optional: true } };
  assert.equal(isInstalled(repository(t, { wanted, installed: lit('3.0.0') })), true);
});
