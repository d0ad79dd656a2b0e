import type { Logger } from '../logger.js';
import type { TryonLane } from '../tryons/tryon.js';
import { type QueueBackend, type QueueConfig, queueBackend } from './backend.js';
import { QUEUE_NAMES, type RunTryonPayload, TRYON_LANES } from './names.js';

export interface QueuedTryon extends RunTryonPayload {
  readonly lane: TryonLane;
}

/** The sending end of the try-on queues. */
export interface TryonQueue {
  /** Sends a try-on to the workers under its own id: sending it twice is the same as once. */
  enqueue(tryon: QueuedTryon): Promise<void>;
  /** The same for many at once. */
  enqueueAll(tryons: readonly QueuedTryon[]): Promise<void>;
  /** Takes a try-on out that no worker holds yet; harmless if one does. */
  remove(tryonId: string, lane: TryonLane): Promise<void>;
  /** Whether sending could work now, as far as is known without asking; false while Redis is away. */
  ready(): boolean;
  /** Jobs that wait in both lanes; proves that the queue answers. */
  depth(): Promise<number>;
  close(): Promise<void>;
}

export function openTryonQueue(
  config: QueueConfig,
  logger: Logger,
  backend: QueueBackend = queueBackend(config),
): TryonQueue {
  const open = (lane: TryonLane) => {
    const queue = new backend.Queue<RunTryonPayload>(QUEUE_NAMES.tryons[lane], {
      ...backend.options(4, 'producer'),
      defaultJobOptions: {
        // PostgreSQL keeps the history. A job that stayed would keep its id from being sent again.
        removeOnComplete: true,
        removeOnFail: true,
        attempts: 8,
        backoff: { type: 'exponential', delay: 1_000, jitter: 0.5 },
      },
    });
    queue.on('error', (error) => logger.warn({ err: error, lane }, 'the queue lost its connection'));
    return queue;
  };
  const queues = { preview: open('preview'), remote: open('remote') };
  const jobOf = ({ tryonId, merchantId }: QueuedTryon) => ({
    name: 'run-tryon',
    data: { tryonId, merchantId },
    opts: { jobId: tryonId },
  });
  return {
    async enqueue(tryon) {
      const { name, data, opts } = jobOf(tryon);
      await queues[tryon.lane].add(name, data, opts);
    },
    async enqueueAll(tryons) {
      for (const lane of TRYON_LANES) {
        const jobs = tryons.filter((tryon) => tryon.lane === lane).map(jobOf);
        if (jobs.length > 0) await queues[lane].addBulk(jobs);
      }
    },
    async remove(tryonId, lane) {
      await queues[lane].remove(tryonId);
    },
    ready: () => backend.ready(),
    async depth() {
      const counts = await Promise.all(TRYON_LANES.map((lane) => queues[lane].getWaitingCount()));
      return counts.reduce((sum, count) => sum + count, 0);
    },
    async close() {
      await Promise.all(TRYON_LANES.map((lane) => queues[lane].close()));
    },
  };
}
