import { MessageChannel } from 'node:worker_threads';
import { Piscina } from 'piscina';
import type { GarmentStore } from './garment/garment-cache.js';
import { serveJob } from './job-port.js';
import type { FaceBox } from './person/face-box.js';
import type { OnProgress, PreviewRequest, PreviewResult } from './preview.js';
import type { ThreadAnswer, ThreadSettings, ThreadTask } from './preview-thread.js';
import { PreviewRefusal } from './refusal.js';

export interface PreviewPool {
  /**
   * Renders one preview in a worker thread.
   *
   * @throws PreviewRefusal when no honest preview can be made; the signal's reason as an AbortError when it fires: the
   * thread is killed, the next job gets a new one.
   */
  render(
    request: PreviewRequest,
    options?: { readonly signal?: AbortSignal; readonly onProgress?: OnProgress },
  ): Promise<PreviewResult>;
  /**
   * Finds a photo's face in one of the threads, after the renders that wait already: see `FaceFinder`.
   * @throws PreviewRefusal `image_unreadable`; an AbortError when the signal fires.
   */
  findFace(photo: Uint8Array, signal: AbortSignal): Promise<FaceBox | undefined>;
  /** Loads the networks in every thread. */
  warm(): Promise<void>;
  /** Stops the threads; running jobs reject. */
  close(): Promise<void>;
}

export interface PreviewPoolOptions {
  /** Worker threads; a process with one takes 430 MB at work, or 530 (docs/operations.md says on what that depends). Default 1. */
  readonly threads?: number;
  /** Bytes of garments kept ready per thread. Default 24 MB: three garments or so. */
  readonly garmentCacheBytes?: number;
  /** Bytes of people kept ready per thread, for two minutes after their last job. Default 16 MB; 0 keeps nobody. */
  readonly personCacheBytes?: number;
  /** Keeps cut-out garments for all threads and processes; give its calls timeouts. Default: none. */
  readonly garmentStore?: GarmentStore;
  /** Told when the store fails; the garment is then read anew. */
  readonly onStoreError?: (error: unknown) => void;
}

/** Jobs that may wait for a thread; more are turned away by piscina's own error. */
const maxQueue = 64;

/**
 * Creates a pool of preview threads. Nothing is downloaded; the first job (or `warm`) loads the networks.
 *
 * @example
 * const pool = createPreviewPool();
 * const result = await pool.render({ person, garment, category: 'auto', garmentPhotoType: 'auto', outputFormat: 'webp' });
 */
export function createPreviewPool({
  threads = 1,
  garmentCacheBytes,
  personCacheBytes,
  garmentStore,
  onStoreError = () => undefined,
}: PreviewPoolOptions = {}): PreviewPool {
  const pool = new Piscina({
    filename: new URL('./preview-thread.js', import.meta.url).href,
    minThreads: 1,
    maxThreads: threads,
    maxQueue,
    idleTimeout: Number.POSITIVE_INFINITY,
    // Numbers and small lists die young; V8 would let 48 MB of them pile up.
    resourceLimits: { maxYoungGenerationSizeMb: 12 },
    workerData: {
      garmentCacheBytes,
      personCacheBytes,
      hasStore: garmentStore !== undefined,
    } satisfies ThreadSettings,
  });
  return {
    async render(request, { signal, onProgress } = {}) {
      signal?.throwIfAborted();
      const { port1, port2 } = new MessageChannel();
      const ended = serveJob(port1, { onProgress, store: garmentStore, onStoreError });
      const task: ThreadTask = { kind: 'render', request, port: port2 };
      try {
        const answer: ThreadAnswer = await pool.run(task, { transferList: [port2], signal: signal ?? null });
        // The answer comes another way and may overtake what was said before it.
        await ended;
        if (answer.kind === 'refusal') throw new PreviewRefusal(answer.code, answer.message);
        if (answer.kind !== 'result')
          throw new Error(`unexpected answer "${answer.kind}" of a preview thread`);
        return answer.result;
      } finally {
        port1.close();
      }
    },
    async findFace(photo, signal) {
      signal.throwIfAborted();
      const task: ThreadTask = { kind: 'face', photo };
      const answer: ThreadAnswer = await pool.run(task, { signal });
      if (answer.kind === 'refusal') throw new PreviewRefusal(answer.code, answer.message);
      return answer.kind === 'face' ? answer.face : undefined;
    },
    async warm() {
      const task: ThreadTask = { kind: 'warm' };
      await Promise.all(Array.from({ length: threads }, () => pool.run(task)));
    },
    async close() {
      await pool.destroy();
    },
  };
}
