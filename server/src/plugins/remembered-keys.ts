import type { Sql } from '@tryon/core/db/connect';
import { hashKey } from '@tryon/core/keys/key';
import { type FoundKey, findKey } from '@tryon/core/keys/repository';

/**
 * How long a key is taken for what it was: a status read asks PostgreSQL once and not twice, and a key that was revoked
 * stops working within this time.
 */
export const REMEMBERED_MS = 1_000;
const MAX_REMEMBERED = 10_000;

/** Finds keys, and remembers those that exist for a moment, by their hash. */
export function rememberedKeys(sql: Sql, now: () => number = Date.now) {
  let remembered = new Map<string, { readonly found: FoundKey; readonly until: number }>();
  return async (key: string): Promise<FoundKey | undefined> => {
    const name = hashKey(key).toString('base64');
    const known = remembered.get(name);
    if (known && known.until > now()) return known.found;
    const found = await findKey(sql, key);
    if (remembered.size >= MAX_REMEMBERED) remembered = new Map();
    if (found) remembered.set(name, { found, until: now() + REMEMBERED_MS });
    else remembered.delete(name);
    return found;
  };
}
