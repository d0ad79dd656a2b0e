import {
  type ClosableRun,
  markRunClosed,
  takeClosableRuns,
  takeClosableRunsOf,
} from '@tryon/core/provider-runs/close';
import type { RemoteProvider, StartedRun } from '../providers/provider.js';
import type { JobDeps } from './job.js';

const BATCH = 100;
const AT_ONCE = 10;
/** A provider that could not be told is told again after this long, then twice as long, and so on. */
const AGAIN_MS = 15_000;
/** With the waits doubling that is about two days. */
const MAX_ATTEMPTS = 14;
const CALL_TIMEOUT_MS = 15_000;

type CloseDeps = Pick<JobDeps, 'sql' | 'providers' | 'logger'>;

/** Tells providers to stop what is not wanted any more, and to erase what was erased here (a sweep). */
export async function closeRuns(
  deps: CloseDeps,
  stopping: AbortSignal = new AbortController().signal,
): Promise<void> {
  while (!stopping.aborted) {
    const runs = await takeClosableRuns(deps.sql, AGAIN_MS, BATCH);
    for (let i = 0; i < runs.length && !stopping.aborted; i += AT_ONCE) {
      await Promise.all(runs.slice(i, i + AT_ONCE).map((run) => close(deps, run)));
    }
    if (runs.length < BATCH) return;
  }
}

/** The same for one try-on's, at once. */
export async function closeRunsOf(deps: CloseDeps, merchantId: string, tryonId: string): Promise<void> {
  for (const run of await takeClosableRunsOf(deps.sql, merchantId, tryonId, AGAIN_MS)) await close(deps, run);
}

async function close(deps: CloseDeps, run: ClosableRun): Promise<void> {
  const provider = deps.providers.get(run.provider);
  const log = deps.logger.child({ tryon_id: run.tryonId, provider: run.provider });
  // Without an id yet the submit may still be under way; it makes the run due again by itself when it is answered.
  const hopeless = run.closeAttempts >= MAX_ATTEMPTS || (run.requestId === null && run.closeAttempts >= 3);
  let stop: Stop = { isOver: true };
  if (provider?.kind === 'remote' && run.requestId !== null) {
    const signal = AbortSignal.timeout(CALL_TIMEOUT_MS);
    try {
      const started = { requestId: run.requestId, handle: run.handle };
      if (!run.finished) stop = await stopRun(provider, started, signal);
      // Also while it goes on: what it was given can go at once, what it makes goes when it is over.
      if (run.erased) await provider.erase?.(started, signal);
    } catch (error) {
      log.warn({ err: error, attempt: run.closeAttempts }, 'the provider could not be told to stop');
      if (!hopeless) return;
      log.error('the provider was never told; its copy expires by its own rules');
    }
    if (!stop.isOver && !hopeless) return;
  } else if (!hopeless) return;
  await markRunClosed(deps.sql, run.merchantId, run, stop.costMicros);
}

interface Stop {
  /** Nothing more comes of the run, or nobody will tell. */
  readonly isOver: boolean;
  /** What it cost, if that is known; else it goes on counting with what it may have cost. */
  readonly costMicros?: number;
}

async function stopRun(provider: RemoteProvider, run: StartedRun, signal: AbortSignal): Promise<Stop> {
  const canceled = await provider.cancel?.(run, signal);
  if (canceled === 'stopped') return { isOver: true, costMicros: 0 };
  if (canceled === undefined || !provider.settled) return { isOver: true };
  const settled = await provider.settled(run, signal);
  if (settled.status === 'ended') return { isOver: true, costMicros: settled.costMicros };
  return { isOver: settled.status === 'unknown' };
}
