import type { Db } from '../db/connect.js';

/**
 * Takes a sweep that is due, for one worker of all. PostgreSQL decides, so that no flushed queue can stop the sweeps.
 *
 * @param everyMs - How long after the last start it is due again. One that broke off is simply due again.
 * @returns false when another worker started it within that time.
 */
export async function takeSweep(db: Db, name: string, everyMs: number): Promise<boolean> {
  const rows = await db`
    insert into sweeps (name, started_at) values (${name}, now())
    on conflict (name) do update set started_at = now()
      where sweeps.started_at <= now() - ${everyMs} * interval '1 ms'
    returning name`;
  return rows.length > 0;
}

/** Where a long sweep goes on, or undefined at its beginning. */
export async function readSweepCursor(db: Db, name: string): Promise<string | undefined> {
  const rows = await db<{ cursor: string | null }[]>`select cursor from sweeps where name = ${name}`;
  return rows[0]?.cursor ?? undefined;
}

/** Notes where a long sweep goes on; undefined starts it from the beginning. */
export async function saveSweepCursor(db: Db, name: string, cursor: string | undefined): Promise<void> {
  await db`insert into sweeps (name, started_at, cursor) values (${name}, now(), ${cursor ?? null})
    on conflict (name) do update set cursor = excluded.cursor`;
}
