import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { createMerchant, savePlan } from '../merchants/repository.js';
import { createTestDatabase, type TestDatabase } from '../testing/test-database.js';
import {
  bindIdempotencyKey,
  releaseIdempotencyKey,
  storeIdempotentResponse,
  takeIdempotencyKey,
} from './repository.js';

describe('repository', () => {
  let database: TestDatabase;
  let merchantId: string;
  before(async () => {
    database = await createTestDatabase(process.env['TEST_DATABASE_URL']);
    await savePlan(database.sql, { id: 'plan_1', name: 'Plan', monthlyTryons: 1, monthlyTestTryons: 1 });
    merchantId = (await createMerchant(database.sql, { name: 'Shop', planId: 'plan_1' })).id;
  });
  after(() => database.drop());

  const HASH = createHash('sha256').update('a request').digest();
  const take = (key: string) => takeIdempotencyKey(database.sql, merchantId, false, key, HASH);
  const answer = (status: number) => ({ status, headers: {}, body: `answer ${status}` });

  /** Takes a key, and lets its lock run out as that of a request that is slow or dead. */
  async function takeTooLong(key: string) {
    const taken = await take(key);
    assert.ok(taken.kind === 'run');
    await database.sql`update idempotency_keys set locked_until = now() - interval '1 second' where key = ${key}`;
    return taken;
  }

  test('a request that was taken for dead and then fails does not free the key of the one that took over', async () => {
    const slow = await takeTooLong('slow-fails');
    const next = await take('slow-fails');
    assert.ok(next.kind === 'run');
    await releaseIdempotencyKey(database.sql, merchantId, false, 'slow-fails', slow.lock);
    assert.equal((await take('slow-fails')).kind, 'running', 'the second one still runs');
    await releaseIdempotencyKey(database.sql, merchantId, false, 'slow-fails', next.lock);
    assert.equal((await take('slow-fails')).kind, 'run', 'its own holder frees it');
  });

  test('the answer that was stored first stays, whoever comes later', async () => {
    await takeTooLong('slow-answers');
    await take('slow-answers');
    await storeIdempotentResponse(database.sql, merchantId, false, 'slow-answers', answer(201));
    await storeIdempotentResponse(database.sql, merchantId, false, 'slow-answers', answer(202));
    const replay = await take('slow-answers');
    assert.deepEqual(replay.kind === 'replay' && replay.response, answer(201));
  });

  test('a key is free again after 24 hours, and not before', async () => {
    await take('a-day');
    await storeIdempotentResponse(database.sql, merchantId, false, 'a-day', answer(201));
    const age = (hours: number) =>
      database.sql`update idempotency_keys set created_at = now() - ${hours} * interval '1 hour' where key = 'a-day'`;
    await age(23.9);
    assert.equal((await take('a-day')).kind, 'replay');
    await age(24.1);
    assert.equal((await take('a-day')).kind, 'run');
  });

  test('of many that take a key whose holder died, exactly one runs', async () => {
    await takeTooLong('taken-over');
    const kinds = await Promise.all(Array.from({ length: 50 }, async () => (await take('taken-over')).kind));
    assert.equal(kinds.filter((kind) => kind === 'run').length, 1);
    assert.equal(kinds.filter((kind) => kind === 'running').length, 49);
  });

  const bind = (key: string, lock: string, resourceId: string) =>
    bindIdempotencyKey(database.sql, merchantId, false, key, lock, resourceId);

  test('a request that fails after it has made its thing leaves it to the next repetition, at once', async () => {
    const taken = await take('made');
    assert.ok(taken.kind === 'run');
    await bind('made', taken.lock, 'thing_1');
    await releaseIdempotencyKey(database.sql, merchantId, false, 'made', taken.lock);
    const next = await take('made');
    assert.deepEqual(next.kind === 'run' && next.resourceId, 'thing_1');
  });

  test('a request that was taken for dead makes nothing any more', async () => {
    const slow = await takeTooLong('slow-makes');
    const next = await take('slow-makes');
    assert.ok(next.kind === 'run');
    await assert.rejects(bind('slow-makes', slow.lock, 'thing_2'), { code: 'idempotency_in_progress' });
    await bind('slow-makes', next.lock, 'thing_3');
  });
});
