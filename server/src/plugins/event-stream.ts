import { Readable } from 'node:stream';
import type { Sql } from '@tryon/core/db/connect';
import type { TryonSignals } from '@tryon/core/queue/tryon-events';
import { findTryon, listTryonEvents } from '@tryon/core/tryons/repository';
import { hasEnded } from '@tryon/core/tryons/tryon';
import { asOfEvent, type Presenting, presentTryon } from '../present/tryon.js';

const HEARTBEAT_MS = 15_000;
/** The queue's signal is the fast way; looking is the sure one. */
const LOOK_MS = 2_000;

export interface StreamOptions extends Presenting {
  readonly sql: Sql;
  readonly signals: TryonSignals;
  readonly merchantId: string;
  readonly livemode: boolean;
  readonly tryonId: string;
  /** Only what happened after this revision. */
  readonly after: number;
  readonly signal: AbortSignal;
  /** Aborts when the server begins to stop: its readers go on elsewhere. */
  readonly closing: AbortSignal;
}

/** A try-on's events as `text/event-stream`, until it has ended, the reader goes or the server stops. */
export function tryonEventStream(options: StreamOptions): Readable {
  return Readable.from(streamLines(options), { objectMode: false, highWaterMark: 16 * 1024 });
}

async function* streamLines(options: StreamOptions): AsyncGenerator<string> {
  const { sql, merchantId, livemode, tryonId, signal, closing } = options;
  let after = options.after;
  let lastSentAt = Date.now();
  let lastPlace: number | undefined;
  const bell = createBell();
  const unlisten = options.signals.listen(tryonId, bell.ring);
  // Not AbortSignal.any: what it makes hangs on the longest-lived of its signals, which is the process's own.
  for (const end of [signal, closing]) end.addEventListener('abort', bell.ring, { once: true });
  try {
    yield 'retry: 1000\n\n';
    while (!signal.aborted && !closing.aborted) {
      const heard = bell.next(LOOK_MS);
      const tryon = await findTryon(sql, merchantId, livemode, tryonId);
      if (!tryon) return;
      if (tryon.revision > after) {
        for (const event of await listTryonEvents(sql, merchantId, tryonId, after)) {
          if (event.revision > tryon.revision) break;
          const answer = await presentTryon(options, asOfEvent(tryon, event));
          yield `id: ${event.revision}\nevent: tryon\ndata: ${JSON.stringify(answer)}\n\n`;
          after = event.revision;
        }
        lastSentAt = Date.now();
        if (after < tryon.revision) continue;
      }
      if (hasEnded(tryon.status)) return;
      if (tryon.status === 'queued') {
        const answer = await presentTryon(options, tryon);
        const place = answer.progress.queue_position;
        // Without an id: nothing has happened to the try-on itself, so there is nothing to go on after.
        if (place !== lastPlace && lastPlace !== undefined)
          yield `event: tryon\ndata: ${JSON.stringify(answer)}\n\n`;
        lastPlace = place;
      }
      if (Date.now() - lastSentAt >= HEARTBEAT_MS) {
        yield ': still here\n\n';
        lastSentAt = Date.now();
      }
      await heard;
    }
  } finally {
    unlisten();
    for (const end of [signal, closing]) end.removeEventListener('abort', bell.ring);
  }
}

/** Something to wait on that does not miss a ring between two waits. */
function createBell() {
  let rung = false;
  let wake: (() => void) | undefined;
  return {
    ring: () => {
      rung = true;
      wake?.();
    },
    next(timeoutMs: number): Promise<void> {
      return new Promise((resolve) => {
        const done = () => {
          clearTimeout(timer);
          rung = false;
          wake = undefined;
          resolve();
        };
        const timer = setTimeout(done, timeoutMs);
        if (rung) done();
        else wake = done;
      });
    },
  };
}
