import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { DomainError } from '../errors.js';
import { createMerchant, savePlan } from '../merchants/repository.js';
import { createTestDatabase, type TestDatabase } from '../testing/test-database.js';
import { nextPeriodAt, readUsage, reserveQuota, settleQuota, usagePeriod } from './quota.js';

let database: TestDatabase;
let merchantId: string;
const at = new Date('2026-11-30T23:59:59.999Z');
before(async () => {
  database = await createTestDatabase(process.env['TEST_DATABASE_URL']);
  await savePlan(database.sql, { id: 'plan_1', name: 'Small', monthlyTryons: 5, monthlyTestTryons: 2 });
  merchantId = (await createMerchant(database.sql, { name: 'Shop', planId: 'plan_1' })).id;
});
after(() => database.drop());

const reserve = (tryonId: string, units = 1, livemode = true) =>
  database.sql.begin((tx) => reserveQuota(tx, merchantId, { tryonId, livemode, units, at }));
const usage = (livemode = true) => readUsage(database.sql, merchantId, livemode, usagePeriod(at));

test('periods are calendar months in UTC', () => {
  assert.equal(usagePeriod(at), '2026-11');
  assert.equal(nextPeriodAt(at).toISOString(), '2026-12-01T00:00:00.000Z');
  assert.equal(nextPeriodAt(new Date('2026-12-05T00:00:00Z')).toISOString(), '2027-01-01T00:00:00.000Z');
});

test('reserves, charges what was made and gives the rest back, each once', async () => {
  await reserve('tryon_a', 4);
  assert.deepEqual(await usage(), { reserved: 4, charged: 0 });
  await assert.rejects(
    reserve('tryon_b', 2),
    (error) => error instanceof DomainError && error.code === 'quota_exceeded',
  );
  assert.equal((await settleQuota(database.sql, merchantId, 'tryon_a', 3)).settled, true);
  assert.equal((await settleQuota(database.sql, merchantId, 'tryon_a', 3)).settled, false);
  assert.deepEqual(await usage(), { reserved: 0, charged: 3 });
  await reserve('tryon_c', 2);
  assert.equal((await settleQuota(database.sql, merchantId, 'tryon_c', 0)).settled, true);
  assert.deepEqual(await usage(), { reserved: 0, charged: 3 });
});

test('test keys have a quota of their own', async () => {
  await reserve('tryon_d', 2, false);
  await assert.rejects(reserve('tryon_e', 1, false), /test quota/);
  assert.equal((await usage()).charged, 3);
});
