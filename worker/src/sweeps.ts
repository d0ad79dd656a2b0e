import { setTimeout as sleep } from 'node:timers/promises';
import { takeSweep } from '@tryon/core/sweeps/sweep';
import { announceThresholds } from './jobs/announce-thresholds.js';
import { closeRuns } from './jobs/close-runs.js';
import { expireGarments } from './jobs/expire-garments.js';
import { expireImages } from './jobs/expire-images.js';
import type { JobDeps } from './jobs/job.js';
import { purgeIdempotencyKeys } from './jobs/purge-idempotency-keys.js';
import { purgeWidgetRecords } from './jobs/purge-widget-records.js';
import { removeOrphans } from './jobs/remove-orphans.js';
import { purgeWebhookEvents, requeueDeliveries } from './jobs/requeue-deliveries.js';
import { requeueLost } from './jobs/requeue-lost.js';

interface Sweep {
  readonly everyMs: number;
  /** @param stopping - Aborts when the worker stops: what is left is done by the next one. */
  readonly run: (deps: JobDeps, stopping: AbortSignal) => Promise<void>;
}

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;

/** What is done every so often, by whichever worker comes first. */
const SWEEPS: Readonly<Record<string, Sweep>> = {
  'requeue-lost': { everyMs: 10 * SECOND_MS, run: requeueLost },
  'requeue-deliveries': { everyMs: 10 * SECOND_MS, run: requeueDeliveries },
  'close-runs': { everyMs: 10 * SECOND_MS, run: closeRuns },
  'announce-thresholds': { everyMs: MINUTE_MS, run: announceThresholds },
  'expire-images': { everyMs: MINUTE_MS, run: expireImages },
  'expire-garments': { everyMs: 60 * MINUTE_MS, run: (deps, stopping) => expireGarments(deps, stopping) },
  'remove-orphans': { everyMs: 60 * MINUTE_MS, run: (deps, stopping) => removeOrphans(deps, stopping) },
  'purge-webhook-events': { everyMs: 60 * MINUTE_MS, run: purgeWebhookEvents },
  'purge-idempotency-keys': {
    everyMs: 60 * MINUTE_MS,
    run: (deps, stopping) => purgeIdempotencyKeys(deps, stopping),
  },
  'purge-widget-records': {
    everyMs: 60 * MINUTE_MS,
    run: (deps, stopping) => purgeWidgetRecords(deps, stopping),
  },
};

/** Runs the sweeps until the signal aborts, and resolves when the last of them has ended. One that fails is due again. */
export async function runSweeps(deps: JobDeps, signal: AbortSignal): Promise<void> {
  await Promise.all(Object.entries(SWEEPS).map(([name, sweep]) => runSweep(deps, name, sweep, signal)));
}

async function runSweep(deps: JobDeps, name: string, sweep: Sweep, signal: AbortSignal): Promise<void> {
  for (;;) {
    try {
      // A third of the interval, spread, so that several workers neither crowd nor leave long gaps.
      await sleep((sweep.everyMs / 3) * (0.5 + Math.random()), undefined, { signal });
    } catch (error) {
      if (signal.aborted) return;
      throw error;
    }
    try {
      if (await takeSweep(deps.sql, name, sweep.everyMs)) await sweep.run(deps, signal);
    } catch (error) {
      deps.logger.error({ err: error, sweep: name }, 'a sweep broke off; it is due again');
    }
  }
}
