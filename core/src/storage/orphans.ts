import type { Db } from '../db/connect.js';

/** Folders that hold files with a row each. */
export const OWNED_PREFIXES = ['images/', 'results/'] as const;
export type OwnedPrefix = (typeof OWNED_PREFIXES)[number];

export interface Orphan {
  readonly key: string;
  /** There is a row of that id, but it was erased or names another file. */
  readonly known: boolean;
}

/** Which of these files no row owns any more: its image or its try-on is gone, erased, or never mentions it. */
export async function findOrphans(db: Db, prefix: OwnedPrefix, keys: readonly string[]): Promise<Orphan[]> {
  return prefix === 'images/'
    ? db<Orphan[]>`
        select k.key, i.id is not null as known
        from unnest(${[...keys]}::text[]) as k (key)
        left join images i on i.id = substring(k.key from '([^/]+)[.][a-z]+$')
        where i.id is null or i.storage_key <> k.key or i.deleted_at is not null`
    : db<Orphan[]>`
        select k.key, t.id is not null as known
        from unnest(${[...keys]}::text[]) as k (key)
        left join tryons t on t.id = substring(k.key from '([^/-]+)-[^/]+$')
        where t.id is null or t.erased_at is not null or not (t.status in ('queued', 'processing')
          or t.output @> jsonb_build_array(jsonb_build_object('storageKey', k.key)))`;
}
