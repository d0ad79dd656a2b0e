import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { DomainError } from '../errors.js';
import { mintKey } from '../keys/key.js';
import { saveKey } from '../keys/repository.js';
import { createMerchant, savePlan } from '../merchants/repository.js';
import { createTestDatabase, type TestDatabase } from '../testing/test-database.js';
import { claimTryon } from '../tryons/lease.js';
import { cancelTryon, completeTryon } from '../tryons/settle.js';
import { submitTryon } from '../tryons/submit.js';
import { mintWebhookSecret } from '../webhooks/secret.js';
import { findUnannounced, nextPeriodAt, readUsage, usagePeriod } from './quota.js';
import { reportUsage } from './report.js';

describe('quota', () => {
  let database: TestDatabase;
  const period = usagePeriod(new Date());
  before(async () => {
    database = await createTestDatabase(process.env['TEST_DATABASE_URL']);
  });
  after(() => database.drop());

  async function shop(monthlyTryons: number, monthlyTestTryons = 2) {
    const { sql } = database;
    const planId = `plan_${monthlyTryons}_${Math.random()}`;
    await savePlan(sql, { id: planId, name: 'Plan', monthlyTryons, monthlyTestTryons });
    const { id } = await createMerchant(sql, { name: 'Shop', planId });
    const apiKeyId = (await saveKey(sql, id, { key: mintKey('sk', true) })).id;
    return {
      id,
      submit: (numSamples = 1, livemode = true) =>
        submitTryon(sql, id, {
          apiKeyId,
          livemode,
          clientTokenHash: null,
          category: 'auto',
          mode: 'balanced',
          garmentPhotoType: 'auto',
          seed: 1,
          numSamples,
          outputFormat: 'jpeg',
          moderationLevel: 'conservative',
          modelImageId: 'img_1',
          garmentImageId: 'img_2',
          testOutcome: null,
          consent: null,
          basedOn: null,
          metadata: {},
          storedImageIds: [],
          requestId: 'req_test',
          traceParent: null,
          askedAt: new Date(),
          idempotencyKey: undefined,
        }),
      async complete(tryonId: string, pictures = 1) {
        const outcome = await claimTryon(sql, id, tryonId);
        if (!outcome.claimed) return undefined;
        const output = Array.from({ length: pictures }, (_, i) => ({
          storageKey: `results/${i}.jpg`,
          contentType: 'image/jpeg' as const,
          width: 100,
          height: 100,
        }));
        return completeTryon(sql, id, tryonId, outcome.claim.leaseToken, {
          output,
          marks: [],
          warnings: [],
          foundCategory: 'tops',
          foundGarmentPhotoType: 'model',
        });
      },
      usage: (livemode = true) => readUsage(sql, id, livemode, period),
    };
  }

  const isQuotaExceeded = (error: unknown) => error instanceof DomainError && error.code === 'quota_exceeded';

  test('periods are calendar months in UTC', () => {
    const at = new Date('2026-11-30T23:59:59.999Z');
    assert.equal(usagePeriod(at), '2026-11');
    assert.equal(nextPeriodAt(at).toISOString(), '2026-12-01T00:00:00.000Z');
    assert.equal(nextPeriodAt(new Date('2026-12-05T00:00:00Z')).toISOString(), '2027-01-01T00:00:00.000Z');
  });

  test('reserves, charges what was made and gives the rest back, each once', async () => {
    const { submit, complete, usage } = await shop(5);
    const tryon = await submit(4);
    assert.deepEqual(await usage(), { reserved: 4, charged: 0 });
    await assert.rejects(submit(2), isQuotaExceeded);
    assert.ok(await complete(tryon.id, 3));
    assert.equal(await complete(tryon.id, 3), undefined);
    assert.deepEqual(await usage(), { reserved: 0, charged: 3 });
  });

  test('a cancel gives everything back', async () => {
    const { id, submit, usage } = await shop(5);
    const tryon = await submit(4);
    assert.ok(await cancelTryon(database.sql, id, tryon.id));
    assert.equal(await cancelTryon(database.sql, id, tryon.id), undefined);
    assert.deepEqual(await usage(), { reserved: 0, charged: 0 });
  });

  test('test keys have a quota of their own', async () => {
    const { submit, usage } = await shop(1, 2);
    await submit(2, false);
    await assert.rejects(submit(1, false), /test quota/);
    assert.equal((await usage()).reserved, 0);
    await submit(1, true);
  });

  test('the last unit goes to exactly one of many that race for it', async () => {
    const { submit, usage } = await shop(7);
    const outcomes = await Promise.allSettled(Array.from({ length: 30 }, () => submit()));
    assert.equal(outcomes.filter((outcome) => outcome.status === 'fulfilled').length, 7);
    for (const outcome of outcomes)
      if (outcome.status === 'rejected') assert.ok(isQuotaExceeded(outcome.reason));
    assert.deepEqual(await usage(), { reserved: 7, charged: 0 });
  });

  test('whatever order they end in, the counters say what the reservations say', async (t) => {
    const seed = Math.floor(Math.random() * 1e9);
    t.diagnostic(`seed ${seed}`);
    let state = seed;
    const random = () => {
      state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
      return state / 2 ** 31;
    };
    const { id, submit, complete, usage } = await shop(60);
    await Promise.all(
      Array.from({ length: 40 }, async () => {
        const units = 1 + Math.floor(random() * 3);
        const end = random();
        const tryon = await submit(units).catch((error: unknown) => {
          if (isQuotaExceeded(error)) return undefined;
          throw error;
        });
        if (!tryon) return;
        if (end < 0.4) await complete(tryon.id, Math.max(1, units - 1));
        else if (end < 0.7) await cancelTryon(database.sql, id, tryon.id);
        else if (end < 0.9) await Promise.all([complete(tryon.id), cancelTryon(database.sql, id, tryon.id)]);
      }),
    );
    const [truth] = await database.sql`
    select coalesce(sum(units) filter (where state = 'reserved'), 0)::int as reserved,
      coalesce(sum(charged_units) filter (where state = 'charged'), 0)::int as charged
    from usage_reservations where merchant_id = ${id}`;
    assert.deepEqual(await usage(), { ...truth });
  });

  test('80 and 100 percent of the quota are told once each, also when many end at the same time', async () => {
    const { id, submit, complete } = await shop(10);
    await database.sql`insert into webhook_endpoints (id, merchant_id, livemode, url, events, secret)
    values (${`whe_${id}`}, ${id}, true, 'https://shop.example', '{quota.threshold_reached}',
      ${Buffer.from(mintWebhookSecret())})`;
    const tryons = await Promise.all(Array.from({ length: 10 }, () => submit()));
    await Promise.all(tryons.slice(0, 7).map((tryon) => complete(tryon.id)));
    const told = () => database.sql<{ payload: string }[]>`
    select payload from webhook_events where merchant_id = ${id} order by created_at`;
    assert.equal((await told()).length, 0);
    await Promise.all(tryons.slice(7).map((tryon) => complete(tryon.id)));
    const percents = (await told()).map(({ payload }) => JSON.parse(payload).data.threshold_percent).sort();
    assert.deepEqual(percents, [100, 80]);
    assert.equal((await findUnannounced(database.sql, period, 10)).length, 0);
    await database.sql`delete from usage_thresholds where merchant_id = ${id} and percent = 100`;
    assert.equal((await findUnannounced(database.sql, period, 10))[0]?.merchantId, id);
  });

  test('reports a period day by day against the plan’s limit', async () => {
    const { id, submit, complete } = await shop(10);
    await complete((await submit(2)).id, 2);
    await submit();
    const day = new Date().toISOString().slice(0, 10);
    await database.sql`insert into api_call_counts (merchant_id, livemode, day, calls) values (${id}, true, ${day}, 7)`;
    assert.deepEqual(await reportUsage(database.sql, id, true, period), {
      limit: 10,
      charged: 2,
      reserved: 1,
      days: [{ day, tryons: 2, apiCalls: 7 }],
    });
  });
});
