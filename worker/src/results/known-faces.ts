import type { FaceFinder } from '@tryon/engine';
import type { Part } from './small-picture.js';

export interface KnownFaces {
  /**
   * Where a photo's face is; undefined where there is none to be seen.
   * @param sha256 - Of the photo: a shopper tries on many garments with one.
   * @throws Error when it could not be looked for in time.
   */
  find(sha256: string, photo: Uint8Array, signal: AbortSignal): Promise<Part | undefined>;
}

/** A finder that cannot keep up is not waited for: a result is better shown a check short than late. */
const FIND_WITHIN_MS = 4_000;
const MAX_KNOWN = 1_000;

/** Remembers the last 1,000 photos' faces, which are four numbers each. */
export function createKnownFaces(finder: Pick<FaceFinder, 'find'>): KnownFaces {
  const known = new Map<string, Promise<Part | undefined>>();
  return {
    find(sha256, photo, signal) {
      const before = known.get(sha256);
      const found =
        before ?? finder.find(photo, AbortSignal.any([signal, AbortSignal.timeout(FIND_WITHIN_MS)]));
      known.delete(sha256);
      known.set(sha256, found);
      if (known.size > MAX_KNOWN) known.delete(known.keys().next().value ?? '');
      // What broke off says nothing of the photo.
      if (!before) found.catch(() => known.delete(sha256));
      return found;
    },
  };
}
