import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { createLogger } from '@tryon/core/logger';
import { createMerchant, savePlan } from '@tryon/core/merchants/repository';
import { createTestDatabase, type TestDatabase } from '@tryon/core/testing/test-database';
import { createApiCallCounter } from './api-call-counter.js';

describe('api call counter', () => {
  let database: TestDatabase;
  const logger = createLogger({ name: 'test', level: 'silent' });
  const DAY = '2026-11-30';
  const now = () => new Date(`${DAY}T23:59:59.999Z`);
  before(async () => {
    database = await createTestDatabase(process.env['TEST_DATABASE_URL']);
    await savePlan(database.sql, { id: 'plan_1', name: 'Plan', monthlyTryons: 1, monthlyTestTryons: 1 });
  });
  after(() => database.drop());

  const shop = async () => (await createMerchant(database.sql, { name: 'Shop', planId: 'plan_1' })).id;
  async function callsOf(merchantId: string): Promise<number> {
    const [row] = await database.sql<{ calls: number }[]>`select calls::int from api_call_counts
    where merchant_id = ${merchantId} and livemode and day = ${DAY}`;
    return row?.calls ?? 0;
  }

  test('keeps what could not be added and adds it once, when the database is there again', async () => {
    const merchantId = await shop();
    const counter = createApiCallCounter(database.sql, logger, now);
    for (let i = 0; i < 3; i++) counter.count(merchantId, true);
    await database.sql`alter table api_call_counts rename to away`;
    try {
      await counter.flush();
      counter.count(merchantId, true);
      await counter.flush();
    } finally {
      await database.sql`alter table away rename to api_call_counts`;
    }
    assert.equal(await callsOf(merchantId), 0);
    await counter.flush();
    assert.equal(await callsOf(merchantId), 4);
    await counter.flush();
    assert.equal(await callsOf(merchantId), 4);
    await counter.close();
  });

  test('adds what is left when it closes', async () => {
    const merchantId = await shop();
    const counter = createApiCallCounter(database.sql, logger, now);
    counter.count(merchantId, true);
    await counter.close();
    assert.equal(await callsOf(merchantId), 1);
  });

  test('servers that add the same merchants at the same time neither wait for each other in a ring nor lose a call', async () => {
    const merchants = await Promise.all(Array.from({ length: 60 }, shop));
    const failures: unknown[] = [];
    const noisy = { ...logger, warn: (about: unknown) => failures.push(about) } as unknown as typeof logger;
    const servers = Array.from({ length: 4 }, () => createApiCallCounter(database.sql, noisy, now));
    const ROUNDS = 15;
    for (let round = 0; round < ROUNDS; round++) {
      for (const [i, server] of servers.entries())
        for (const id of i % 2 ? merchants : merchants.toReversed()) server.count(id, true);
      await Promise.all(servers.map((server) => server.flush()));
    }
    assert.deepEqual(failures, []);
    for (const id of merchants) assert.equal(await callsOf(id), ROUNDS * servers.length);
    await Promise.all(servers.map((server) => server.close()));
  });
});
