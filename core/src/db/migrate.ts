import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Sql } from './connect.js';

/** The SQL files are read from the source folder: tsc copies none, and `src/` and `dist/` are siblings. */
export const MIGRATIONS = fileURLToPath(new URL('../../src/db/migrations/', import.meta.url));
/** Any number, but the same for ever: it names the advisory lock. */
const LOCK = 7_846_211;

/**
 * Brings the database up to the newest migration, all in one transaction, under an advisory lock, so that any
 * number of processes may start at once. Migrations only go forward.
 *
 * @returns the names of the migrations it applied, oldest first.
 * @throws when an applied migration's file has changed since.
 */
export async function migrate(sql: Sql): Promise<string[]> {
  const files = (await readdir(MIGRATIONS)).filter((name) => /^\d{4}_.+\.sql$/.test(name)).sort();
  return sql.begin(async (tx) => {
    await tx`select pg_advisory_xact_lock(${LOCK})`;
    await tx`create table if not exists migrations (
      name text primary key, sha256 text not null, applied_at timestamptz not null default now())`;
    const applied = new Map(
      (await tx<{ name: string; sha256: string }[]>`select name, sha256 from migrations`).map((row) => [
        row.name,
        row.sha256,
      ]),
    );
    const done: string[] = [];
    for (const name of files) {
      const text = await readFile(new URL(name, `file://${MIGRATIONS}`), 'utf8');
      const sha256 = createHash('sha256').update(text).digest('hex');
      const before = applied.get(name);
      if (before === sha256) continue;
      if (before !== undefined) {
        throw new Error(`Migration ${name} was changed after it had been applied; add a new one instead.`);
      }
      await tx.unsafe(text);
      await tx`insert into migrations (name, sha256) values (${name}, ${sha256})`;
      done.push(name);
    }
    return done;
  });
}
