import type { FaceFinder } from '@tryon/engine';
import type { Part } from './small-picture.js';

export interface KnownFaces {
  /**
   * Where a photo's face is; undefined where there is none to be seen. Call it early: the finder takes photos one by one.
   * @param sha256 - Of the photo: a shopper tries on many garments with one.
   * @throws Error when the finder has too much to do, or takes too long.
   */
  find(sha256: string, photo: Uint8Array): Promise<Part | undefined>;
}

/** Longer than a remote run takes; a photo that waits for so long is not needed any more. */
const FIND_WITHIN_MS = 20_000;
/** They share their queue with the renders of previews, which must find room in it. */
const MAX_PENDING = 32;
const MAX_KNOWN = 1_000;

/** Remembers the last 1,000 photos' faces, which are four numbers each. */
export function createKnownFaces(finder: Pick<FaceFinder, 'findFace'>): KnownFaces {
  const known = new Map<string, Promise<Part | undefined>>();
  let pending = 0;
  const look = async (photo: Uint8Array): Promise<Part | undefined> => {
    if (pending >= MAX_PENDING) throw new Error('Too many photos wait for their faces to be found');
    pending++;
    try {
      // No caller's own signal: others may have begun to wait for the same photo.
      return await finder.findFace(photo, AbortSignal.timeout(FIND_WITHIN_MS));
    } finally {
      pending--;
    }
  };
  return {
    find(sha256, photo) {
      const before = known.get(sha256);
      const found = before ?? look(photo);
      known.delete(sha256);
      known.set(sha256, found);
      if (known.size > MAX_KNOWN) known.delete(known.keys().next().value ?? '');
      // What broke off says nothing of the photo.
      if (!before) found.catch(() => known.delete(sha256));
      return found;
    },
  };
}
