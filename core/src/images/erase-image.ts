import type { Sql } from '../db/connect.js';
import { requestCopyErasure } from '../provider-runs/repository.js';
import { markImageDeleted } from './repository.js';

export interface ImageErasure {
  /** The file, which is to be removed next; `markImagePurged` says that it is gone. */
  readonly storageKey: string;
  /** Whether a remote provider was given it, and is asked to erase its copies. */
  readonly providerCopies: 'none' | 'requested';
}

/** Erases an image that somebody asks to be erased; the try-ons made with it stay. Undefined when there is none. */
export async function eraseImage(
  sql: Sql,
  merchantId: string,
  imageId: string,
): Promise<ImageErasure | undefined> {
  return sql.begin(async (tx) => {
    const storageKey = await markImageDeleted(tx, merchantId, imageId);
    if (storageKey === undefined) return undefined;
    const wereGiven = await requestCopyErasure(tx, merchantId, imageId);
    return { storageKey, providerCopies: wereGiven ? 'requested' : 'none' };
  });
}
