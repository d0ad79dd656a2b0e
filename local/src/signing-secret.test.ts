import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { signingSecret } from './signing-secret.js';

test('makes a secret once, that only its owner can read', (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'tryon-secret-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'signing-secret');
  const secret = signingSecret(file);
  assert.ok(secret.length >= 32);
  assert.equal(signingSecret(file), secret);
  if (process.platform !== 'win32') assert.equal(statSync(file).mode & 0o777, 0o600);
});
