import type { Db } from '../db/connect.js';
import type { DigitalSourceType } from './result-mark.js';

export interface KnownResult {
  readonly digitalSourceType: DigitalSourceType;
  /** To the day when its try-on has been erased. */
  readonly createdAt: Date;
  /** Only for the try-on's own merchant in its own mode, and only until it is erased. */
  readonly tryonId: string | null;
}

/** Somebody whose own try-ons may be named to them. */
export interface HashReader {
  readonly merchantId: string;
  readonly livemode: boolean;
}

/**
 * Looks a picture up by the hash of its file, over all merchants: whether it is one of ours is told to everybody, which
 * try-on it is of only to the merchant whose it is.
 *
 * @param reader - Whose try-on may be named; undefined names none.
 * @param sha256 - Hex.
 */
export async function findResultByHash(
  db: Db,
  reader: HashReader | undefined,
  sha256: string,
): Promise<KnownResult | undefined> {
  const [found] = await db<KnownResult[]>`
    select h.digital_source_type as "digitalSourceType", h.created_at as "createdAt", t.id as "tryonId"
    from result_hashes h
    left join tryons t on t.id = h.tryon_id and t.merchant_id = ${reader?.merchantId ?? null}
      and t.livemode = ${reader?.livemode ?? null} and t.erased_at is null
    where h.sha256 = ${Buffer.from(sha256, 'hex')}`;
  return found;
}

/** Cuts what leads from a picture's hash to its try-on. The hash stays: the picture is still one of ours. */
export async function unlinkResultHashes(db: Db, merchantId: string, tryonId: string): Promise<void> {
  await db`update result_hashes h set tryon_id = null, created_at = date_trunc('day', h.created_at, 'UTC')
    from tryons t where t.id = h.tryon_id and t.id = ${tryonId} and t.merchant_id = ${merchantId}`;
}
