import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { openSilentWay, type SilentWay } from '../testing/silent-way.js';
import { createTestDatabase, type TestDatabase } from '../testing/test-database.js';
import { connect } from './connect.js';

describe('connect', () => {
  let database: TestDatabase;
  let way: SilentWay;
  before(async () => {
    database = await createTestDatabase(process.env['TEST_DATABASE_URL']);
    way = await openSilentWay(database.url);
  });
  after(async () => {
    way.close();
    await database.drop();
  });

  test('a PostgreSQL that vanished without a word is taken for gone, and its connections are made anew', async () => {
    const sql = connect(way.url, { max: 3, statementTimeoutMs: 200 });
    await Promise.all([sql`select 1`, sql`select 2`, sql`select 3`]);
    way.fallSilent();
    const startedAt = Date.now();
    const questions = Array.from({ length: 9 }, () => sql`select pg_sleep(0)`);
    const outcomes = await Promise.allSettled(questions);
    assert.ok(Date.now() - startedAt < 9_000, `${Date.now() - startedAt} ms`);
    assert.ok(outcomes.some((outcome) => outcome.status === 'rejected'));
    assert.deepEqual([...(await sql`select 1 as one`)], [{ one: 1 }]);
    await sql.end({ timeout: 1 });
  });

  test('a question that is asked in reaction to a broken connection is answered or refused, and never forgotten', async () => {
    const sql = connect(way.url, { max: 1 });
    await sql`select 1`;
    setTimeout(way.reset, 200);
    await assert.rejects(sql`select pg_sleep(5)`, { code: 'ECONNRESET' });
    const settled = sql`select 1`.then(
      () => 'answered',
      () => 'refused',
    );
    const forgotten = new Promise((resolve) => setTimeout(resolve, 3_000, 'forgotten'));
    assert.notEqual(await Promise.race([settled, forgotten]), 'forgotten');
    assert.deepEqual([...(await sql`select 1 as one`)], [{ one: 1 }]);
    await sql.end({ timeout: 1 });
  });

  test('a statement that takes its time keeps its connection', async () => {
    const sql = connect(way.url, { max: 1, statementTimeoutMs: 10_000 });
    const pid = async () => (await sql<{ pid: number }[]>`select pg_backend_pid() as pid`)[0]?.pid;
    const before = await pid();
    await sql`select pg_sleep(2)`;
    assert.equal(await pid(), before);
    await sql.end({ timeout: 1 });
  });

  test('a PostgreSQL that is gone while a connection to it begins costs its questions only, not the process', async () => {
    const shortWay = await openSilentWay(database.url);
    const sql = connect(shortWay.url, { max: 1 });
    // The first thing that is said on a new connection after who we are.
    const vanished = shortWay.vanishAt('select');
    const outcome = assert.rejects(async () => sql`select 1`, /ECONNRE(SET|FUSED)|CONNECTION_(CLOSED|ENDED)/);
    await vanished;
    // Long enough for the next try to be refused: a rejection that nobody hears of fails this test.
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    await Promise.all([outcome, sql.end({ timeout: 0 })]);
  });

  test('arrays of every kind that is asked for come as they went', async () => {
    const sql = connect(way.url, { max: 1 });
    const at = new Date('2026-11-21T10:00:00.000Z');
    const [row] = await sql`select
    ${['a "b" \\ {c},d', '', 'null', null]}::text[] as texts, ${[1, null, -3]}::int[] as ints,
    ${[0.5, -1e9]}::float8[] as doubles, ${['t', 'f']}::text[]::bool[] as bools, ${['9007199254740993']}::bigint[] as bigs,
    ${[at.toISOString()]}::text[]::timestamptz[] as times, array['{"a":[1]}'::jsonb] as docs, ${[]}::text[] as none,
    array[['x','y'],['z','"']] as nested`;
    assert.deepEqual(row, {
      texts: ['a "b" \\ {c},d', '', 'null', null],
      ints: [1, null, -3],
      doubles: [0.5, -1e9],
      bools: [true, false],
      bigs: ['9007199254740993'],
      times: [at],
      docs: [{ a: [1] }],
      none: [],
      nested: [
        ['x', 'y'],
        ['z', '"'],
      ],
    });
    await sql.end({ timeout: 1 });
  });
});
