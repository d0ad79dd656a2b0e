import { setInterval as every } from 'node:timers/promises';
import { newId } from '@tryon/core/ids';
import type { QueueBackend } from '@tryon/core/queue/backend';
import { type MaintenanceJob, QUEUE_NAMES, type RunTryonPayload } from '@tryon/core/queue/names';
import { forgetWorker, recordHeartbeat } from '@tryon/core/workers/heartbeat';
import { DelayedError, type Job } from 'bullmq';
import { expireImages } from './jobs/expire-images.js';
import { type JobDeps, JobPostponed } from './jobs/job.js';
import { purgeIdempotencyKeys } from './jobs/purge-idempotency-keys.js';
import { requeueLost } from './jobs/requeue-lost.js';
import { runTryon } from './jobs/run-tryon.js';

export interface WorkerOptions {
  /** Try-ons at a time. */
  readonly concurrency: number;
  /** How long a stop waits for running try-ons before it hands them back; 8,000 ms by default. */
  readonly graceMs?: number;
}

export interface RunningWorker {
  readonly id: string;
  /** Takes no more jobs, finishes what runs or hands it back, closes. */
  stop(): Promise<void>;
}

const HEARTBEAT_EVERY_MS = 5_000;
const SCHEDULES: Readonly<Record<MaintenanceJob, number>> = {
  'requeue-lost': 10_000,
  'expire-images': 60_000,
  'purge-idempotency-keys': 3_600_000,
};
/** BullMQ's own watch over jobs whose worker died; the lease in PostgreSQL is what decides. */
const WATCH = { lockDuration: 10_000, stalledInterval: 4_000, maxStalledCount: 1_000 } as const;

/** The only place that knows BullMQ's workers: turns jobs into calls, and calls' outcomes into what BullMQ wants. */
export async function startWorker(
  deps: JobDeps,
  backend: QueueBackend,
  options: WorkerOptions,
): Promise<RunningWorker> {
  const id = newId('wrk');
  const startedAt = new Date();
  const stopping = new AbortController();
  const { logger } = deps;

  const tryons = new backend.Worker<RunTryonPayload>(
    QUEUE_NAMES.tryons,
    async (job, token) => {
      try {
        await runTryon(deps, job.data, {
          signal: stopping.signal,
          notify: () => {
            job.updateProgress(Date.now()).catch((error: unknown) => {
              logger.debug({ err: error, tryon_id: job.data.tryonId }, 'nobody could be notified');
            });
          },
        });
      } catch (error) {
        if (!(error instanceof JobPostponed)) throw error;
        await postpone(job, token, error.delayMs);
      }
    },
    { connection: backend.connection(4), concurrency: options.concurrency, ...WATCH },
  );
  const maintenanceQueue = new backend.Queue<Record<string, never>>(QUEUE_NAMES.maintenance, {
    connection: backend.connection(2),
    defaultJobOptions: { removeOnComplete: true, removeOnFail: true },
  });
  const maintenance = new backend.Worker<Record<string, never>>(
    QUEUE_NAMES.maintenance,
    (job) => sweep(deps, job.name as MaintenanceJob),
    { connection: backend.connection(2), concurrency: 1, ...WATCH },
  );
  const onError = (error: Error) => logger.warn({ err: error }, 'the queue lost its connection');
  tryons.on('error', onError);
  maintenance.on('error', onError);
  maintenanceQueue.on('error', onError);
  tryons.on('failed', (job, error) => {
    logger.error({ err: error, tryon_id: job?.data.tryonId }, 'a job failed; the sweep takes it up again');
  });
  for (const [name, everyMs] of Object.entries(SCHEDULES)) {
    await maintenanceQueue.upsertJobScheduler(name, { every: everyMs }, { name, data: {} });
  }
  await recordHeartbeat(deps.sql, id, startedAt);
  const beating = beat(deps, id, startedAt, stopping.signal);

  return {
    id,
    async stop() {
      const handBack = setTimeout(
        () => stopping.abort(new Error('The worker is stopping')),
        options.graceMs ?? 8_000,
      );
      await Promise.allSettled([tryons.close(), maintenance.close()]);
      clearTimeout(handBack);
      stopping.abort(new Error('The worker has stopped'));
      await beating;
      await Promise.allSettled([maintenanceQueue.close(), forgetWorker(deps.sql, id)]);
    },
  };
}

async function postpone(job: Job, token: string | undefined, delayMs: number): Promise<never> {
  await job.moveToDelayed(Date.now() + delayMs, token);
  throw new DelayedError();
}

async function sweep(deps: JobDeps, name: MaintenanceJob): Promise<void> {
  if (name === 'requeue-lost') await requeueLost(deps);
  else if (name === 'expire-images') await expireImages(deps);
  else if (name === 'purge-idempotency-keys') await purgeIdempotencyKeys(deps);
  else deps.logger.warn({ job: name satisfies never }, 'a job of a name nobody knows');
}

async function beat(deps: JobDeps, id: string, startedAt: Date, signal: AbortSignal): Promise<void> {
  try {
    for await (const _ of every(HEARTBEAT_EVERY_MS, undefined, { signal })) {
      await recordHeartbeat(deps.sql, id, startedAt).catch((error: unknown) =>
        deps.logger.warn({ err: error }, 'could not record the heartbeat'),
      );
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}
