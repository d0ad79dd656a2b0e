import { ConnectionError } from '@tryon/sdk';

/** What a session knows of the way to the server. */
export interface Connection {
  isOnline(): boolean;
  /** Resolves when the connection is back, or has had time to be; rejects with the signal's reason. */
  whenOnline(signal: AbortSignal): Promise<void>;
}

/** Between tries that fail while the browser believes itself online, in milliseconds; each try has the SDK's own retries. */
const PAUSES_MS = [1_000, 3_000, 8_000];

export interface BreakOptions {
  readonly signal: AbortSignal;
  readonly connection: Connection | undefined;
  /** Told when the connection broke off, and when the next try begins. */
  readonly onBreak: (isOffline: boolean) => void;
  readonly pausesMs?: readonly number[] | undefined;
}

/**
 * Tries until it gets through. Offline it waits for as long as it takes, since the shopper's photo must not be lost in a
 * tunnel; a service that does not answer to a browser that is online gets four tries.
 */
export async function throughBreaks<T>(attempt: () => Promise<T>, options: BreakOptions): Promise<T> {
  const { signal, connection, onBreak, pausesMs = PAUSES_MS } = options;
  for (let failures = 0; ; ) {
    try {
      return await attempt();
    } catch (error) {
      if (signal.aborted || !(error instanceof ConnectionError)) throw error;
      const isOffline = connection?.isOnline() === false;
      const pauseMs = pausesMs[failures];
      if (!isOffline && pauseMs === undefined) throw error;
      onBreak(true);
      if (isOffline) await connection?.whenOnline(signal);
      else await sleep(pauseMs ?? 0, signal);
      if (!isOffline) failures++;
      onBreak(false);
    }
  }
}

/** Rejects with the signal's reason. */
export function sleep(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(signal.reason);
    const stop = () => {
      clearTimeout(timer);
      reject(signal.reason);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', stop);
      resolve();
    }, ms);
    signal.addEventListener('abort', stop, { once: true });
  });
}
