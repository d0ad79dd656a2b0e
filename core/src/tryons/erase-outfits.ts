import type { Db, Sql } from '../db/connect.js';
import type { ErasedCounts } from '../erasures/repository.js';
import { type Erasure, eraseTryon } from './erase.js';

const BATCH = 100;

/**
 * Erases a try-on and every one that is based on it, however far: their person is its picture. Empty when there is no
 * such try-on.
 *
 * Those based on it go first, so that what breaks off can be asked for again; and once more after it, for one that was
 * being submitted meanwhile (its submission locks the try-on that it is based on).
 */
export async function eraseTryonAndOutfits(
  sql: Sql,
  merchantId: string,
  tryonId: string,
): Promise<Erasure[]> {
  const outfits = await eraseOutfits(sql, merchantId, tryonId);
  const own = await eraseTryon(sql, merchantId, tryonId);
  return own ? [...outfits, own, ...(await eraseOutfits(sql, merchantId, tryonId))] : outfits;
}

async function eraseOutfits(sql: Sql, merchantId: string, tryonId: string): Promise<Erasure[]> {
  const erasures: Erasure[] = [];
  for (;;) {
    const ids = await findOutfits(sql, merchantId, tryonId);
    if (ids.length === 0) return erasures;
    for (const id of ids) {
      const erasure = await eraseTryon(sql, merchantId, id);
      if (erasure) erasures.push(erasure);
    }
  }
}

/** What is based on a try-on, the farthest first. */
async function findOutfits(db: Db, merchantId: string, tryonId: string): Promise<string[]> {
  const rows = await db<{ id: string }[]>`
    with recursive based as (
      select t.id, 1 as steps from tryons t
      where t.based_on = ${tryonId} and t.merchant_id = ${merchantId} and t.erased_at is null
      union all
      select t.id, b.steps + 1 from tryons t join based b on t.based_on = b.id
      where t.merchant_id = ${merchantId} and t.erased_at is null
    ) select id from based order by steps desc, id limit ${BATCH}`;
  return rows.map(({ id }) => id);
}

/** What several erasures erased together. */
export function sumErased(erasures: readonly Erasure[]): ErasedCounts {
  const sum = (count: (erased: ErasedCounts) => number) =>
    erasures.reduce((total, { erased }) => total + count(erased), 0);
  return {
    tryons: sum(({ tryons }) => tryons),
    photos: sum(({ photos }) => photos),
    pictures: sum(({ pictures }) => pictures),
    providerCopies: erasures.some(({ erased }) => erased.providerCopies === 'requested')
      ? 'requested'
      : 'none',
  };
}
