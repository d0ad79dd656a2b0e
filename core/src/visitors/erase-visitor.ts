import type { Sql } from '../db/connect.js';
import type { ErasedCounts } from '../erasures/repository.js';
import type { Erasure } from '../tryons/erase.js';
import { eraseTryonAndOutfits, sumErased } from '../tryons/erase-outfits.js';
import {
  deleteVisitorHandovers,
  type ErasedImage,
  eraseVisitorImages,
  findVisitorTryons,
  noteVisitorErasure,
  type VisitorRef,
} from './repository.js';

export interface VisitorErasure {
  readonly erased: ErasedCounts;
  readonly tryons: readonly Erasure[];
  /** Photos of no try-on. Their files are to be removed now; a sweep removes what is left over. */
  readonly images: readonly ErasedImage[];
}

const BATCH = 100;

/**
 * Erases everything of a visitor: try-ons and what is based on them, running or not, photos, and what phones were asked
 * for. It counts what it erased, and nothing of what began before it comes after it:
 *
 * - whoever stores a picture looks afterwards whether this was noted (`wasErasedSince`), and takes the picture back;
 * - a try-on needs its photo, whose row its submission holds: it is there before the photos go, or not accepted;
 * - a phone's photo needs its hand-over, which is gone.
 *
 * @param now - By the clock that requests' beginnings are told by.
 */
export async function eraseVisitor(
  sql: Sql,
  merchantId: string,
  visitor: VisitorRef,
  now: Date = new Date(),
): Promise<VisitorErasure> {
  await noteVisitorErasure(sql, merchantId, visitor, now);
  await deleteVisitorHandovers(sql, merchantId, visitor);
  // Before the photos, so that none of them fails for want of its photo: it is canceled.
  const before = await eraseTryons(sql, merchantId, visitor);
  const images = await eraseVisitorImages(sql, merchantId, visitor);
  const tryons = [...before, ...(await eraseTryons(sql, merchantId, visitor))];
  const sum = sumErased(tryons);
  return { tryons, images, erased: { ...sum, photos: sum.photos + images.length } };
}

async function eraseTryons(sql: Sql, merchantId: string, visitor: VisitorRef): Promise<Erasure[]> {
  const erasures: Erasure[] = [];
  for (;;) {
    const ids = await findVisitorTryons(sql, merchantId, visitor, BATCH);
    if (ids.length === 0) return erasures;
    for (const id of ids) erasures.push(...(await eraseTryonAndOutfits(sql, merchantId, id)));
  }
}
