import type { Logger } from '../logger.js';
import { type QueueBackend, type QueueConfig, queueBackend } from './backend.js';
import { QUEUE_NAMES, TRYON_LANES } from './names.js';

/** Hears, over the queue, that something changed about a try-on; what it is stands in PostgreSQL. */
export interface TryonSignals {
  /** Calls `listener` whenever that try-on may have changed, until the returned function is called. */
  listen(tryonId: string, listener: () => void): () => void;
  /** Says so oneself, for changes that do not pass through the queue (a cancel). */
  signal(tryonId: string): void;
  close(): Promise<void>;
}

export function openTryonSignals(
  config: QueueConfig,
  logger: Logger,
  backend: QueueBackend = queueBackend(config),
): TryonSignals {
  const listeners = new Map<string, Set<() => void>>();
  const signal = (tryonId: string) => {
    for (const listener of listeners.get(tryonId) ?? []) listener();
  };
  const lanes = TRYON_LANES.map((lane) => {
    const events = new backend.QueueEvents(QUEUE_NAMES.tryons[lane], {
      ...backend.options(2, 'consumer'),
    });
    events.on('error', (error) =>
      logger.warn({ err: error, lane }, 'the queue events lost their connection'),
    );
    for (const name of ['active', 'progress', 'completed', 'failed', 'removed'] as const) {
      events.on(name, ({ jobId }: { jobId: string }) => signal(jobId));
    }
    return events;
  });
  return {
    listen(tryonId, listener) {
      const set = listeners.get(tryonId) ?? new Set();
      listeners.set(tryonId, set.add(listener));
      return () => {
        set.delete(listener);
        if (set.size === 0) listeners.delete(tryonId);
      };
    },
    signal,
    async close() {
      await Promise.all(lanes.map((events) => events.close()));
    },
  };
}
