import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Waits for work that was told to stop, but not for ever: after `afterMs` it is left behind, and whatever it still does
 * is held off by the lease that it no longer has. The wait keeps no process alive.
 *
 * @throws what the work throws; an Error when it was abandoned.
 */
export async function abandonAfter<T>(afterMs: number, work: Promise<T>): Promise<T> {
  const through = new AbortController();
  const overrun = sleep(afterMs, undefined, { signal: through.signal, ref: false }).then((): never => {
    throw new Error(`The work did not stop within ${Math.round(afterMs)} ms and was abandoned`);
  });
  try {
    return await Promise.race([work, overrun]);
  } finally {
    through.abort();
  }
}
