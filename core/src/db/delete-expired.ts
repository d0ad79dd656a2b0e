import type { Db } from './connect.js';

/** What a table holds for a time only. */
export interface Keeping {
  readonly table: string;
  /** The column whose time counts; an index on it spares the sweep a walk through the table. */
  readonly since: string;
  readonly hours: number;
}

/**
 * Deletes the rows that have been kept for their time, oldest first, over all merchants (a sweep).
 *
 * @param limit - Rows at a time, so that nothing is locked for long.
 * @returns how many it deleted; fewer than the limit: none is left.
 */
export async function deleteExpired(
  db: Db,
  { table, since, hours }: Keeping,
  limit: number,
): Promise<number> {
  const { count } = await db`delete from ${db(table)} where ctid in (
    select ctid from ${db(table)} where ${db(since)} < now() - ${hours} * interval '1 hour'
    order by ${db(since)} limit ${limit})`;
  return count;
}
