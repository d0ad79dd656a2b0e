import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { connect } from '@tryon/core/db/connect';
import { findKey } from '@tryon/core/keys/repository';
import { findPolicy } from '@tryon/core/provider-policies/repository';
import { demoKeys, prepareDatabase, seedDemo } from './demo.js';
import { startPostgres } from './postgres.js';

test('the demo keys say what they are', () => {
  const { publishableKey, secretKey } = demoKeys();
  assert.match(publishableKey, /^pk_test_demo/);
  assert.match(secretKey, /^sk_test_demo/);
});

test('seeds the demo merchant, and again with another shop origin', async (t) => {
  const directory = mkdtempSync(join(tmpdir(), 'tryon-demo-'));
  const postgres = await startPostgres({ directory });
  const sql = connect(postgres.url, { max: 1 });
  t.after(async () => {
    await sql.end({ timeout: 5 });
    await postgres.stop();
    rmSync(directory, { recursive: true, force: true });
  });
  await prepareDatabase(postgres.url);
  await seedDemo(postgres.url, ['http://127.0.0.1:4601']);
  await prepareDatabase(postgres.url);
  const { publishableKey, secretKey } = await seedDemo(postgres.url, ['http://127.0.0.1:5601']);
  const found = await findKey(sql, publishableKey);
  assert.deepEqual(found?.key.allowedOrigins, ['http://127.0.0.1:5601']);
  assert.equal(found?.key.livemode, false);
  assert.equal((await findKey(sql, secretKey))?.key.kind, 'sk');
  const { liveSecretKey } = await seedDemo(postgres.url, [], ['fal', 'fashn']);
  assert.equal((await findKey(sql, liveSecretKey ?? ''))?.key.livemode, true);
  const policy = await findPolicy(sql, 'mer_demo');
  assert.deepEqual(
    policy.map(({ provider }) => provider),
    ['fal', 'fashn'],
  );
});
