import type { Db } from '../db/connect.js';

/** Folders that hold files with a row each. */
export const OWNED_PREFIXES = ['images/', 'results/'] as const;
export type OwnedPrefix = (typeof OWNED_PREFIXES)[number];

/** Which of these files no row owns any more: its image or its try-on is gone, erased, or never mentions it. */
export async function findOrphans(db: Db, prefix: OwnedPrefix, keys: readonly string[]): Promise<string[]> {
  const rows =
    prefix === 'images/'
      ? await db<{ key: string }[]>`
          select k.key from unnest(${[...keys]}::text[]) as k (key)
          where not exists (select 1 from images i
            where i.id = substring(k.key from '([^/]+)[.][a-z]+$') and i.storage_key = k.key and i.deleted_at is null)`
      : await db<{ key: string }[]>`
          select k.key from unnest(${[...keys]}::text[]) as k (key)
          where not exists (select 1 from tryons t
            where t.id = substring(k.key from '([^/-]+)-[^/]+$') and t.erased_at is null
              and (t.status in ('queued', 'processing')
                or t.output @> jsonb_build_array(jsonb_build_object('storageKey', k.key))))`;
  return rows.map((row) => row.key);
}
