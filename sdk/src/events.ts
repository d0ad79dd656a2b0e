import type { Context } from './context.js';
import { ApiError, apiErrorFor, ConnectionError } from './errors.js';
import { follow } from './follow.js';
import type { EventsOptions } from './options.js';
import { readJson } from './read-json.js';
import { urlOf } from './request.js';
import { backoffMs, retryAfterMs } from './retry.js';
import { sleep } from './sleep.js';
import { createSseParser } from './sse.js';
import { isEventStream } from './transport.js';
import type { Tryon } from './types.js';

/** A heartbeat comes every 15 s: this long without one, and the connection is dead without having said so. */
const SILENCE_MS = 35_000;
const MAX_RECONNECTS = 5;

/** A try-on's states as they come. Ends after the last one. */
export interface TryonEvents extends AsyncIterable<Tryon> {
  /** Of the last event so far: give it to `tryons.events` to continue after it. */
  readonly lastEventId: string | undefined;
}

/** How long to hear nothing before a connection counts as broken, in milliseconds. */
export interface Patience {
  firstByteMs: number;
  silenceMs: number;
}

/** Where in the stream one is; moved along by `connect`. */
export interface Cursor {
  lastEventId: string | undefined;
}

export function hasEnded({ status }: Tryon): boolean {
  return status === 'completed' || status === 'failed' || status === 'canceled';
}

export function followTryon(context: Context, id: string, options: EventsOptions = {}): TryonEvents {
  const cursor: Cursor = { lastEventId: options.lastEventId?.toString() };
  return {
    get lastEventId() {
      return cursor.lastEventId;
    },
    [Symbol.asyncIterator]: () => reconnecting(context, id, options, cursor),
  };
}

async function* reconnecting(
  context: Context,
  id: string,
  options: EventsOptions,
  cursor: Cursor,
): AsyncGenerator<Tryon, void, undefined> {
  const patience = { firstByteMs: SILENCE_MS, silenceMs: SILENCE_MS };
  for (let failures = 0; ; failures++) {
    let cause: unknown;
    try {
      for await (const tryon of connect(context, id, options, cursor, patience)) {
        failures = 0;
        yield tryon;
        if (hasEnded(tryon)) return;
      }
    } catch (error) {
      if (!(error instanceof ConnectionError)) throw error;
      cause = error;
    }
    if (failures >= MAX_RECONNECTS) {
      throw new ConnectionError('stream_broken', `The event stream of ${id} keeps breaking.`, { cause });
    }
    await sleep(backoffMs(failures), options.signal);
  }
}

/**
 * One connection's events. Returns when the server closes it, throws `ConnectionError` when it breaks or goes silent.
 */
export async function* connect(
  context: Context,
  id: string,
  options: EventsOptions,
  cursor: Cursor,
  patience: Patience,
): AsyncGenerator<Tryon, void, undefined> {
  const { signal } = options;
  // Of this connection alone, so that nothing stays behind on the caller's signal.
  const connection = new AbortController();
  const leave = follow(signal, connection);
  try {
    const reader = (await open(context, id, { ...options, signal: connection.signal }, cursor)).getReader();
    const parser = createSseParser();
    for (let silenceMs = patience.firstByteMs; ; silenceMs = patience.silenceMs) {
      const bytes = await readWithin(reader, silenceMs, connection);
      if (bytes === undefined) return;
      for (const event of parser.push(bytes)) {
        if (event.id) cursor.lastEventId = event.id;
        if (event.type === 'tryon') yield JSON.parse(event.data) as Tryon;
      }
    }
  } catch (cause) {
    if (signal?.aborted) throw signal.reason;
    if (cause instanceof ConnectionError || cause instanceof ApiError) throw cause;
    throw new ConnectionError('stream_broken', `The event stream of ${id} broke.`, { cause });
  } finally {
    leave();
    connection.abort();
  }
}

async function open(
  context: Context,
  id: string,
  options: EventsOptions,
  { lastEventId }: Cursor,
): Promise<ReadableStream<Uint8Array>> {
  const headers = new Headers(options.headers);
  headers.set('Accept', 'text/event-stream');
  if (lastEventId !== undefined) headers.set('Last-Event-ID', lastEventId);
  const url = urlOf(context, '/v1/tryons/{tryon_id}/events', id);
  const response = await context.transport(url, { headers }, options);
  if (!response.ok) throw apiErrorFor(response, await readJson(response), retryAfterMs(response.headers));
  if (!isEventStream(response) || !response.body) {
    throw new ConnectionError(
      'unexpected_response',
      `${response.status} without events. Is baseUrl the API's?`,
    );
  }
  return response.body;
}

/** The next bytes, or `undefined` at the end. Breaks the connection when none come in time. */
async function readWithin(
  reader: ReadableStreamDefaultReader<Uint8Array>,
  silenceMs: number,
  connection: AbortController,
): Promise<Uint8Array | undefined> {
  const { signal } = connection;
  // Deno leaves a read pending when its fetch is aborted.
  const cancel = () => void reader.cancel().catch(() => undefined);
  signal.addEventListener('abort', cancel);
  const timer = setTimeout(() => {
    connection.abort(new ConnectionError('stream_silent', `Nothing was heard for ${silenceMs} ms.`));
  }, silenceMs);
  try {
    const { value } = await reader.read();
    signal.throwIfAborted();
    return value;
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', cancel);
  }
}
