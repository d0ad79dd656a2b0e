import type { Db } from '../db/connect.js';
import { deleteExpired } from '../db/delete-expired.js';
import { newId } from '../ids.js';

/** What an erasure erased. */
export interface ErasedCounts {
  readonly tryons: number;
  /** Uploaded pictures. */
  readonly photos: number;
  /** Results. */
  readonly pictures: number;
  /** Whether a remote provider took part, and is asked to erase its copies. */
  readonly providerCopies: 'none' | 'requested';
}

/** The proof of an erasure that a shopper is shown. It leads to no picture and no person. */
export interface ErasureReceipt extends ErasedCounts {
  readonly id: string;
  readonly erasedAt: Date;
}

/** Keeps a receipt, so that the merchant can confirm it to a shopper who quotes its id. */
export async function insertErasureReceipt(
  db: Db,
  merchantId: string,
  livemode: boolean,
  counts: ErasedCounts,
): Promise<ErasureReceipt> {
  const receipt = { id: newId('ers'), erasedAt: new Date(), ...counts };
  await db`insert into erasures (id, merchant_id, livemode, tryons, photos, pictures, provider_copies, erased_at)
    values (${receipt.id}, ${merchantId}, ${livemode}, ${counts.tryons}, ${counts.photos}, ${counts.pictures},
      ${counts.providerCopies}, ${receipt.erasedAt})`;
  return receipt;
}

/** A receipt that is still kept, or undefined; another merchant's looks like none. */
export async function findErasureReceipt(
  db: Db,
  merchantId: string,
  livemode: boolean,
  receiptId: string,
): Promise<ErasureReceipt | undefined> {
  const [row] = await db<ErasureReceipt[]>`
    select id, tryons, photos, pictures, provider_copies as "providerCopies", erased_at as "erasedAt"
    from erasures where id = ${receiptId} and merchant_id = ${merchantId} and livemode = ${livemode}`;
  return row;
}

/** A year, and time to ask at its end. */
const KEEPING = { table: 'erasures', since: 'erased_at', hours: 400 * 24 };

/** Forgets receipts past their time, over all merchants (a sweep). @returns how many. */
export const purgeErasureReceipts = (db: Db, limit: number) => deleteExpired(db, KEEPING, limit);
