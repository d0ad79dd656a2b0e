import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { createSealer } from '@tryon/core/crypto/sealer';
import { createLogger } from '@tryon/core/logger';
import { createMerchant, savePlan } from '@tryon/core/merchants/repository';
import { createTestDatabase, type TestDatabase } from '@tryon/core/testing/test-database';
import type { RunOnce } from '../contract/bind.js';
import { createRunOnce } from './idempotency.js';

describe('idempotency', () => {
  let database: TestDatabase;
  let runOnce: RunOnce;
  let request: Parameters<RunOnce>[0];
  before(async () => {
    database = await createTestDatabase(process.env['TEST_DATABASE_URL']);
    await savePlan(database.sql, { id: 'plan_1', name: 'Plan', monthlyTryons: 1, monthlyTestTryons: 1 });
    const merchant = await createMerchant(database.sql, { name: 'Shop', planId: 'plan_1' });
    runOnce = createRunOnce(database.sql, createSealer('a secret for tests that is long enough', 'answers'));
    request = {
      caller: { merchantId: merchant.id, livemode: false, key: { kind: 'sk' } },
      body: {},
      files: {},
      params: {},
      query: {},
      headers: {},
      requestId: 'req_test',
      log: createLogger({ name: 'test', level: 'silent' }),
      signal: new AbortController().signal,
      closing: new AbortController().signal,
    } as unknown as Parameters<RunOnce>[0];
  });
  after(() => database.drop());

  const run = (key: string, work: Parameters<RunOnce>[2]) =>
    runOnce({ ...request, headers: { 'idempotency-key': key } }, 'createThing', work);

  test('what a request made before it broke off is answered to the next repetition, at once', async () => {
    const lost = new Error('the connection broke at the commit');
    const breaksOff = run('broke-off', async (idempotency) => {
      await idempotency?.bind(database.sql, 'thing_1');
      throw lost;
    });
    await assert.rejects(breaksOff, lost);
    const again = await run('broke-off', async (idempotency) => ({
      status: 201,
      body: idempotency?.resourceId,
    }));
    assert.equal(again.body, 'thing_1');
  });

  test('a key that could not be given back while the database was away is given back soon after', async () => {
    const lost = new Error('the database went away');
    const { sql } = database;
    const failing = run('away', async () => {
      await sql`alter table idempotency_keys rename to away`;
      throw lost;
    });
    await assert.rejects(failing, lost, 'and not what giving it back met');
    await sql`alter table away rename to idempotency_keys`;
    const startedAt = Date.now();
    for (;;) {
      try {
        assert.equal((await run('away', async () => ({ status: 201, body: 'made' }))).body, 'made');
        break;
      } catch (error) {
        assert.equal((error as { code?: string }).code, 'idempotency_in_progress');
        assert.ok(Date.now() - startedAt < 10_000, 'it stays locked');
        await sleep(50);
      }
    }
  });
});
