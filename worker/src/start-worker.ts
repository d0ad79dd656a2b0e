import { setInterval as every } from 'node:timers/promises';
import { newId } from '@tryon/core/ids';
import type { QueueBackend } from '@tryon/core/queue/backend';
import {
  type DeliverWebhookPayload,
  QUEUE_NAMES,
  type RunTryonPayload,
  TRYON_LANES,
} from '@tryon/core/queue/names';
import type { TryonLane } from '@tryon/core/tryons/tryon';
import { forgetWorker, recordHeartbeat } from '@tryon/core/workers/heartbeat';
import { DelayedError, type Job } from 'bullmq';
import { deliverWebhook } from './jobs/deliver-webhook.js';
import { type JobDeps, JobPostponed } from './jobs/job.js';
import { runTryon } from './jobs/run-tryon.js';
import { createWebhookPlaces } from './jobs/webhook-places.js';
import { runSweeps } from './sweeps.js';

export interface WorkerOptions {
  /**
   * Try-ons at a time, by lane: as many as there are engine threads, and as many remote runs as one process follows. 0 leaves
   * a lane to other workers.
   */
  readonly concurrency: Readonly<Record<TryonLane, number>>;
  /** How long a stop waits for running try-ons before it hands them back; 8,000 ms by default. */
  readonly graceMs?: number;
}

export interface RunningWorker {
  readonly id: string;
  /** Takes no more jobs, finishes what runs or hands it back, closes. */
  stop(): Promise<void>;
}

/** An attempt mostly waits for its receiver. */
const WEBHOOK_CONCURRENCY = 100;
const HEARTBEAT_EVERY_MS = 5_000;
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
  const stopped = new AbortController();
  const { logger } = deps;

  const lanes = TRYON_LANES.filter((lane) => options.concurrency[lane] > 0).map((lane) => {
    const worker = new backend.Worker<RunTryonPayload>(
      QUEUE_NAMES.tryons[lane],
      (job, token) => runJob(deps, job, token, stopping.signal),
      { ...backend.options(4, 'consumer'), concurrency: options.concurrency[lane], ...WATCH },
    );
    worker.on('error', (error) => logger.warn({ err: error, lane }, 'the queue lost its connection'));
    worker.on('failed', (job, error) => {
      logger.error({ err: error, tryon_id: job?.data.tryonId }, 'a job failed; the sweep takes it up again');
    });
    return worker;
  });
  const places = createWebhookPlaces();
  const hooks = new backend.Worker<DeliverWebhookPayload>(
    QUEUE_NAMES.webhooks,
    (job, token) =>
      postponable(job, token, () =>
        deliverWebhook({ ...deps, places }, job.data, { signal: stopping.signal }),
      ),
    { ...backend.options(3, 'consumer'), concurrency: WEBHOOK_CONCURRENCY, ...WATCH },
  );
  hooks.on('error', (error) => logger.warn({ err: error }, 'the webhook queue lost its connection'));
  hooks.on('failed', (job, error) => {
    logger.error(
      { err: error, delivery_id: job?.data.deliveryId },
      'a delivery broke off; the sweep takes it up',
    );
  });
  await recordHeartbeat(deps.sql, id, startedAt);
  const beating = beat(deps, id, startedAt, stopped.signal);
  const sweeping = runSweeps(deps, stopping.signal);

  return {
    id,
    async stop() {
      const handBack = setTimeout(
        () => stopping.abort(new Error('The worker is stopping')),
        options.graceMs ?? 8_000,
      );
      await Promise.allSettled([...lanes, hooks].map((worker) => worker.close()));
      clearTimeout(handBack);
      stopping.abort(new Error('The worker has stopped'));
      await sweeping;
      stopped.abort(new Error('The worker has stopped'));
      await beating;
      deps.leases.close();
      await Promise.allSettled([forgetWorker(deps.sql, id)]);
    },
  };
}

async function runJob(
  deps: JobDeps,
  job: Job<RunTryonPayload>,
  token: string | undefined,
  signal: AbortSignal,
): Promise<void> {
  const notify = () => {
    job.updateProgress(Date.now()).catch((error: unknown) => {
      deps.logger.debug({ err: error, tryon_id: job.data.tryonId }, 'nobody could be notified');
    });
  };
  await postponable(job, token, () => runTryon(deps, job.data, { signal, notify }));
}

/** Puts a job that cannot run now back, under its own id. */
async function postponable(job: Job, token: string | undefined, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof JobPostponed)) throw error;
    await job.moveToDelayed(Date.now() + error.delayMs, token);
    throw new DelayedError();
  }
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
