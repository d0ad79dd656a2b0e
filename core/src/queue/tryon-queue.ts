import type { Logger } from '../logger.js';
import { type QueueBackend, queueBackend } from './backend.js';
import { QUEUE_NAMES, type RunTryonPayload } from './names.js';

/** The sending end of the try-on queue. */
export interface TryonQueue {
  /** Sends a try-on to the workers under its own id: sending it twice is the same as once. */
  enqueue(payload: RunTryonPayload): Promise<void>;
  /** Takes a try-on out that no worker holds yet; harmless if one does. */
  remove(tryonId: string): Promise<void>;
  /** Jobs that wait; proves that the queue answers. */
  depth(): Promise<number>;
  close(): Promise<void>;
}

export function openTryonQueue(
  databaseUrl: string,
  logger: Logger,
  backend: QueueBackend = queueBackend(databaseUrl),
): TryonQueue {
  const queue = new backend.Queue<RunTryonPayload>(QUEUE_NAMES.tryons, {
    connection: backend.connection(4),
    defaultJobOptions: {
      // PostgreSQL keeps the history. A job that stayed would keep its id from being sent again.
      removeOnComplete: true,
      removeOnFail: true,
      attempts: 8,
      backoff: { type: 'exponential', delay: 1_000, jitter: 0.5 },
    },
  });
  queue.on('error', (error) => logger.warn({ err: error }, 'the queue lost its connection'));
  return {
    enqueue: async (payload) => {
      await queue.add('run-tryon', payload, { jobId: payload.tryonId });
    },
    remove: async (tryonId) => {
      await queue.remove(tryonId);
    },
    depth: () => queue.getWaitingCount(),
    close: () => queue.close(),
  };
}
