import type { Context } from './context.js';
import {
  ApiError,
  ConnectionError,
  RateLimitError,
  ServerError,
  TryOnFailedError,
  WaitTimeoutError,
} from './errors.js';
import { connect, hasEnded } from './events.js';
import { follow } from './follow.js';
import type { WaitOptions } from './options.js';
import { request } from './request.js';
import { sleep } from './sleep.js';
import type { CompletedTryon, Tryon } from './types.js';

const WAIT_TIMEOUT_MS = 300_000;
/** The stream's first event comes at once: this long without one, and a proxy is keeping it back. */
const PATIENCE = { firstByteMs: 3_000, silenceMs: 20_000 };
/** Some proxies keep back even the headers. */
const STREAM_OPEN_MS = 5_000;
const FIRST_POLL_MS = 500;
const LONGEST_POLL_MS = 3_000;
const POLL_GROWTH = 1.5;
/** In a row, each after its own retries: some half a minute in which a restarted server comes back. */
const MAX_FAILED_POLLS = 8;

/**
 * Waits for the end of a try-on: by its event stream, or by reading it again and again where the stream breaks.
 *
 * @throws TryOnFailedError, WaitTimeoutError, ApiError, ConnectionError, or the reason of `signal`.
 */
export async function waitForTryon(
  context: Context,
  id: string,
  options: WaitOptions = {},
  known?: Tryon,
): Promise<CompletedTryon> {
  const { signal, onProgress, waitTimeoutMs = WAIT_TIMEOUT_MS } = options;
  const stop = new AbortController();
  const leave = follow(signal, stop);
  const timer = setTimeout(() => stop.abort(), waitTimeoutMs);
  let last = known;
  try {
    for await (const tryon of states(context, id, { ...options, signal: stop.signal })) {
      last = tryon;
      onProgress?.(tryon);
      if (tryon.status === 'completed') return tryon as CompletedTryon;
      if (hasEnded(tryon)) throw new TryOnFailedError(tryon);
    }
    throw new ConnectionError('stream_broken', `${id} was not heard of to its end.`);
  } catch (cause) {
    if (signal?.aborted) {
      if (options.cancelOnAbort) cancelUnheard(context, id);
      throw signal.reason;
    }
    if (stop.signal.aborted) throw new WaitTimeoutError(id, waitTimeoutMs, last);
    throw cause;
  } finally {
    clearTimeout(timer);
    leave();
    stop.abort();
  }
}

async function* states(context: Context, id: string, options: WaitOptions): AsyncGenerator<Tryon> {
  try {
    const timeoutMs = Math.min(options.timeoutMs ?? STREAM_OPEN_MS, STREAM_OPEN_MS);
    // Not retried: polling is the second try.
    const streamOptions = { ...options, timeoutMs, maxRetries: 0 };
    yield* connect(context, id, streamOptions, { lastEventId: undefined }, PATIENCE);
  } catch (error) {
    if (!isPassing(error) && !(error instanceof ApiError)) throw error;
    // A refusal of the stream is heard again, in the same words, by the first poll; unless it was only a proxy's.
  }
  yield* polling(context, id, options);
}

async function* polling(context: Context, id: string, options: WaitOptions): AsyncGenerator<Tryon> {
  let intervalMs = FIRST_POLL_MS;
  for (let failures = 0; ; ) {
    try {
      yield (await request(context, 'get', '/v1/tryons/{tryon_id}', { id }, options)).data;
      failures = 0;
    } catch (error) {
      if (!isPassing(error) || ++failures >= MAX_FAILED_POLLS) throw error;
    }
    await sleep(intervalMs, options.signal);
    intervalMs = Math.min(LONGEST_POLL_MS, intervalMs * POLL_GROWTH);
  }
}

function isPassing(error: unknown): boolean {
  return error instanceof ConnectionError || error instanceof ServerError || error instanceof RateLimitError;
}

function cancelUnheard(context: Context, id: string): void {
  // Whoever asked has left with the abort's reason; work that could not be canceled ends by itself.
  request(context, 'post', '/v1/tryons/{tryon_id}/cancel', { id }).catch(() => undefined);
}
