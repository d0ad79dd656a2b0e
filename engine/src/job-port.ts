import { once } from 'node:events';
import type { MessagePort } from 'node:worker_threads';
import type { GarmentStore } from './garment/garment-cache.js';
import type { OnProgress, PreviewStage } from './preview.js';

/** What a thread says on its job's port while it works. */
type Said =
  | { readonly kind: 'progress'; readonly stage: PreviewStage; readonly percent: number }
  | { readonly kind: 'get'; readonly key: string }
  | { readonly kind: 'put'; readonly key: string; readonly bytes: Uint8Array }
  | { readonly kind: 'end' };

/** The answer to a `get`. */
interface Got {
  readonly bytes: Uint8Array | undefined;
}

export interface JobListeners {
  readonly onProgress?: OnProgress | undefined;
  readonly store?: GarmentStore | undefined;
  readonly onStoreError: (error: unknown) => void;
}

/**
 * Serves one job's port on the pool's side until it is closed.
 *
 * @returns what resolves when the thread has said its last. (It cannot be told from the port's closing: between jobs a
 * thread sleeps, and closes nothing.)
 */
export function serveJob(
  port: MessagePort,
  { onProgress, store, onStoreError }: JobListeners,
): Promise<void> {
  const answer = async (key: string): Promise<void> => {
    const bytes = await store?.get(key).catch((error: unknown) => void onStoreError(error));
    port.postMessage({ bytes } as Got);
  };
  return new Promise((resolve) => {
    port.on('message', (said: Said) => {
      if (said.kind === 'progress') onProgress?.(said.stage, said.percent);
      else if (said.kind === 'get') void answer(said.key);
      else if (said.kind === 'put') store?.put(said.key, said.bytes).catch(onStoreError);
      else resolve();
    });
    port.unref();
  });
}

/** A thread's end of its jobs' ports. A thread has one job at a time. */
export interface JobPort {
  /** The job that begins now. */
  begin(port: MessagePort): void;
  /** Nothing more is said of it. */
  end(): void;
  readonly onProgress: OnProgress;
  readonly store: GarmentStore;
}

/** @param getTimeoutMs after this long a garment is read anew rather than waited for. */
export function createJobPort(getTimeoutMs = 3_000): JobPort {
  let port: MessagePort | undefined;
  const say = (said: Said): void => port?.postMessage(said);
  return {
    begin(next) {
      port = next;
    },
    end() {
      say({ kind: 'end' });
      port?.close();
      port = undefined;
    },
    onProgress: (stage, percent) => say({ kind: 'progress', stage, percent }),
    store: {
      async get(key) {
        if (!port) return undefined;
        const answered = once(port, 'message', { signal: AbortSignal.timeout(getTimeoutMs) });
        say({ kind: 'get', key });
        const [{ bytes }] = (await answered) as [Got];
        return bytes;
      },
      async put(key, bytes) {
        say({ kind: 'put', key, bytes });
      },
    },
  };
}
