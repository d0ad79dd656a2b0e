import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { createTestDatabase, type TestDatabase } from '../testing/test-database.js';
import { connect, pingDatabase } from './connect.js';
import { migrate } from './migrate.js';

describe('migrate', () => {
  let database: TestDatabase;
  before(async () => {
    database = await createTestDatabase(process.env['TEST_DATABASE_URL']);
  });
  after(() => database.drop());

  test('applies each migration once, whoever starts at the same time', async () => {
    assert.deepEqual(await migrate(database.sql), [], 'the test database is migrated already');
    await database.sql.unsafe('drop schema public cascade; create schema public');
    const pools = Array.from({ length: 4 }, () => connect(database.url, { max: 1 }));
    const applied = await Promise.all(pools.map((pool) => migrate(pool)));
    const names = applied.flat();
    assert.equal(names[0], '0001_initial.sql');
    assert.equal(new Set(names).size, names.length);
    const [last] = await database.sql`select count(*)::int as count from migrations`;
    assert.equal(names.length, last?.['count']);
    await Promise.all(pools.map((pool) => pool.end()));
  });

  test('refuses to go on when an applied migration was changed', async () => {
    await database.sql`update migrations set sha256 = 'another'`;
    await assert.rejects(migrate(database.sql), /0001_initial.sql was changed/);
  });

  test('says within its time that PostgreSQL does not answer', async () => {
    const sql = connect('postgres://nobody@127.0.0.1:9/none', { max: 1 });
    const ping = await pingDatabase(sql, 300);
    assert.equal(ping.ok, false);
    await sql.end({ timeout: 0 });
  });
});
