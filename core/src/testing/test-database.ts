import { createHash, randomBytes } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { connect, type Sql } from '../db/connect.js';
import { MIGRATIONS, migrate } from '../db/migrate.js';
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
  const admin = connect(adminUrl, { max: 1, statementTimeoutMs: 60_000 });
  await admin.unsafe(`create database ${name} template ${await template(admin, adminUrl)}`);
  const url = addressOf(adminUrl, name);
  const sql = connect(url, { max: 12 });
  return {
    url,
    sql,
    async drop() {
      await sql.end({ timeout: 2 });
      await admin.unsafe(`drop database if exists ${name} with (force)`);
      await admin.end({ timeout: 2 });
    },
  };
}

/** Any number: whoever holds it makes the template, the others wait for it. */
const TEMPLATE_LOCK = 7_401_200_926;

/** A migrated database to be copied, which takes a tenth of migrating one; made by the first file that needs it. */
async function template(admin: Sql, adminUrl: string): Promise<string> {
  const name = `template_${await schemaHash()}`;
  const isThere = async () => (await admin`select 1 from pg_database where datname = ${name}`).length > 0;
  if (await isThere()) return name;
  await admin`select pg_advisory_lock(${TEMPLATE_LOCK})`;
  try {
    if (await isThere()) return name;
    const growing = `growing_${randomBytes(8).toString('hex')}`;
    await admin.unsafe(`create database ${growing}`);
    const sql = connect(addressOf(adminUrl, growing), { max: 2 });
    await migrate(sql);
    await installQueue(addressOf(adminUrl, growing));
    await sql.end({ timeout: 2 });
    await admin.unsafe(`alter database ${growing} rename to ${name}`);
    return name;
  } finally {
    await admin`select pg_advisory_unlock(${TEMPLATE_LOCK})`;
  }
}

/** A PostgreSQL that outlives the tests (`npm run postgres`) keeps templates: one is good for the same migrations only. */
async function schemaHash(): Promise<string> {
  const hash = createHash('sha256');
  for (const file of (await readdir(MIGRATIONS)).sort()) hash.update(await readFile(join(MIGRATIONS, file)));
  // The queue's tables are BullMQ's; its version is named there.
  hash.update(await readFile(new URL('../../package.json', import.meta.url)));
  return hash.digest('hex').slice(0, 16);
}

function addressOf(adminUrl: string, database: string): string {
  const url = new URL(adminUrl);
  url.pathname = `/${database}`;
  return url.href;
}
