import { setTimeout as delay } from 'node:timers/promises';
import type { Running } from './process.js';

export interface SuperviseOptions {
  /** For messages. */
  name: string;
  /** Starts it; called again after each death. */
  start: () => Promise<Running>;
  /** Told in one line what died and when it comes back. */
  report: (line: string) => void;
  /** Wait before the first restart; doubles up to 10 s while it keeps dying. Default 250. */
  backoffMs?: number;
}

export interface Supervised {
  /** The process id of the one that runs now. */
  pid(): number;
  /** Stops it for good. */
  stop(): Promise<void>;
}

const MAX_BACKOFF_MS = 10_000;
/** One that has lived as long as this is not dying again and again. */
const HEALTHY_AFTER_MS = 30_000;

/**
 * Starts a part of the system and starts it again whenever it dies by itself. Resolves when it first runs.
 *
 * @throws what `start` throws the first time: a part that never ran is a mistake, not an accident.
 */
export async function supervise(options: SuperviseOptions): Promise<Supervised> {
  const stopping = new AbortController();
  const state = { running: await options.start() };
  const watching = keepAlive(options, state, stopping.signal);
  return {
    pid: () => state.running.pid,
    async stop() {
      stopping.abort();
      await state.running.stop();
      await watching;
      await state.running.stop(); // a restart may have been under way
    },
  };
}

async function keepAlive(
  options: SuperviseOptions,
  state: { running: Running },
  stopping: AbortSignal,
): Promise<void> {
  const firstBackoffMs = options.backoffMs ?? 250;
  let backoffMs = firstBackoffMs;
  for (;;) {
    const startedAt = Date.now();
    const reason = await state.running.exited;
    if (stopping.aborted) return;
    if (Date.now() - startedAt > HEALTHY_AFTER_MS) backoffMs = firstBackoffMs;
    options.report(`The ${options.name} ended (${reason}); starting it again in ${backoffMs / 1000} s`);
    const restarted = await restart(options, backoffMs, stopping);
    if (!restarted) return;
    state.running = restarted.running;
    options.report(`The ${options.name} runs again`);
    backoffMs = Math.min(restarted.backoffMs * 2, MAX_BACKOFF_MS);
  }
}

async function restart(
  options: SuperviseOptions,
  firstWaitMs: number,
  stopping: AbortSignal,
): Promise<{ running: Running; backoffMs: number } | undefined> {
  for (let backoffMs = firstWaitMs; ; backoffMs = Math.min(backoffMs * 2, MAX_BACKOFF_MS)) {
    try {
      await delay(backoffMs, undefined, { signal: stopping });
      return { running: await options.start(), backoffMs };
    } catch (error) {
      if (stopping.aborted) return undefined;
      options.report(
        `The ${options.name} could not be started: ${error instanceof Error ? error.message : error}`,
      );
    }
  }
}
