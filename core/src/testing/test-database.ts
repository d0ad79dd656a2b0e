import { randomBytes } from 'node:crypto';
import { connect, type Sql } from '../db/connect.js';
import { migrate } from '../db/migrate.js';
import { installQueue } from '../queue/install.js';

export interface TestDatabase {
  readonly url: string;
  readonly sql: Sql;
  /** Closes the pool and drops the database. */
  drop(): Promise<void>;
}

/**
 * A database of a test file's own, migrated, on the PostgreSQL that the test command started.
 * @throws when there is none: run the tests by `npm test -- <part of the path>`.
 */
export async function createTestDatabase(adminUrl: string | undefined): Promise<TestDatabase> {
  if (!adminUrl)
    throw new Error('TEST_DATABASE_URL is not set: run this by `npm test -- <part of the path>`');
  const name = `test_${randomBytes(8).toString('hex')}`;
  const admin = connect(adminUrl, { max: 1 });
  await admin.unsafe(`create database ${name}`);
  const url = new URL(adminUrl);
  url.pathname = `/${name}`;
  const sql = connect(url.href, { max: 12 });
  await migrate(sql);
  await installQueue(url.href);
  return {
    url: url.href,
    sql,
    async drop() {
      await sql.end({ timeout: 2 });
      await admin.unsafe(`drop database if exists ${name} with (force)`);
      await admin.end({ timeout: 2 });
    },
  };
}
