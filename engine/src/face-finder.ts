import { Piscina } from 'piscina';
import type { FaceBox } from './person/face-box.js';

/** Finds faces; a preview pool is one, too. */
export interface FaceFinder {
  /**
   * Finds the face of the most prominent person of a photo, off this thread, in some 0.2 s.
   *
   * @returns undefined where there is none that can be seen well.
   * @throws PreviewRefusal `image_unreadable`; an error of piscina's when too many photos wait already; an AbortError.
   */
  findFace(photo: Uint8Array, signal: AbortSignal): Promise<FaceBox | undefined>;
  /** Stops the thread; what still runs rejects. */
  close(): Promise<void>;
}

/** Photos that may wait for the thread. */
const maxQueue = 64;
const idleMs = 120_000;

/**
 * Creates a finder for processes without a preview pool. It begins with no thread: the first photo starts it (about
 * 200 MB), two idle minutes end it.
 *
 * @example
 * const faces = createFaceFinder();
 * const box = await faces.findFace(photo, AbortSignal.timeout(5_000));
 */
export function createFaceFinder(): FaceFinder {
  const pool = new Piscina({
    filename: new URL('./face-thread.js', import.meta.url).href,
    minThreads: 0,
    maxThreads: 1,
    maxQueue,
    idleTimeout: idleMs,
  });
  return {
    findFace: (photo, signal) => pool.run(photo, { signal }) as Promise<FaceBox | undefined>,
    close: () => pool.destroy(),
  };
}
