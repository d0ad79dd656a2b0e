import type { Sql } from '@tryon/core/db/connect';
import { hashKey } from '@tryon/core/keys/key';
import { type FoundKey, findKey } from '@tryon/core/keys/repository';

/**
 * How long a key is taken for what it was: a status read asks PostgreSQL once and not twice, and a key that was revoked
 * stops working within this time.
 */
export const REMEMBERED_MS = 1_000;
const MAX_REMEMBERED = 10_000;

export interface RememberedKeys {
  find(key: string): Promise<FoundKey | undefined>;
  /** Whether a key existed when it was last asked for; says nothing of what it may do now. */
  existed(key: string): boolean;
}

const nameOf = (key: string) => hashKey(key).toString('base64');

/** Finds keys, and remembers those that exist for a moment, by their hash. */
export function rememberedKeys(sql: Sql, now: () => number = Date.now): RememberedKeys {
  let remembered = new Map<string, { readonly found: FoundKey; readonly until: number }>();
  return {
    existed: (key) => remembered.has(nameOf(key)),
    async find(key) {
      const name = nameOf(key);
      const known = remembered.get(name);
      if (known && known.until > now()) return known.found;
      const found = await findKey(sql, key);
      if (remembered.size >= MAX_REMEMBERED) remembered = new Map();
      if (found) remembered.set(name, { found, until: now() + REMEMBERED_MS });
      else remembered.delete(name);
      return found;
    },
  };
}
