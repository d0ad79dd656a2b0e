import { ConnectionError, TimeoutError } from './errors.js';
import { follow } from './follow.js';
import type { CreateOptions, Fetch, TryOnOptions } from './options.js';
import { backoffMs, retryDelayMs } from './retry.js';
import { sleep } from './sleep.js';

const TIMEOUT_MS = 60_000;
const MAX_RETRIES = 2;

/** `fetch` with all that this client adds. A body must be one that can be sent twice: no stream. */
export type Transport = (url: string, init: RequestInit, options?: CreateOptions) => Promise<Response>;

/**
 * The one place that sends: the key, the visitor's token, idempotency keys, a fresh timeout for each attempt, retries.
 *
 * It resolves with the last answer, good or bad, and rejects with `ConnectionError`, `TimeoutError` or the reason of
 * the caller's signal.
 */
export function createTransport(config: TryOnOptions, clientToken: () => string | undefined): Transport {
  return (url, init, options = {}) => {
    const headers = new Headers(init.headers);
    const add = (name: string, value: string | undefined) => {
      if (value !== undefined && !headers.has(name)) headers.set(name, value);
    };
    add('Authorization', `Bearer ${config.apiKey}`);
    add('TryOn-Client-Token', clientToken());
    // A POST whose answer got lost may have been done. With the same key on each attempt the server does it once.
    if (init.method === 'POST') add('Idempotency-Key', options.idempotencyKey ?? randomKey());
    const attempt: Attempt = {
      fetch: config.fetch ?? globalThis.fetch,
      url,
      init: { ...init, headers },
      signal: options.signal ?? init.signal ?? undefined,
      timeoutMs: options.timeoutMs ?? config.timeoutMs ?? TIMEOUT_MS,
    };
    return retrying(attempt, options.maxRetries ?? config.maxRetries ?? MAX_RETRIES);
  };
}

interface Attempt {
  fetch: Fetch;
  url: string;
  init: RequestInit;
  signal: AbortSignal | undefined;
  timeoutMs: number;
}

async function retrying(attempt: Attempt, maxRetries: number): Promise<Response> {
  for (let count = 0; ; count++) {
    let delayMs: number | undefined;
    try {
      const response = await send(attempt);
      // Erased by an earlier attempt whose answer got lost.
      if (count > 0 && attempt.init.method === 'DELETE' && response.status === 404) {
        return new Response(null, { status: 204, headers: response.headers });
      }
      if (response.ok || count >= maxRetries) return response;
      delayMs = await retryDelayMs(response, count);
      if (delayMs === undefined) return response;
    } catch (error) {
      if (!(error instanceof ConnectionError) || count >= maxRetries) throw error;
      delayMs = backoffMs(count);
    }
    await sleep(delayMs, attempt.signal);
  }
}

async function send({ fetch, url, init, signal, timeoutMs }: Attempt): Promise<Response> {
  signal?.throwIfAborted();
  const controller = new AbortController();
  const leave = follow(signal, controller);
  let timedOut = false;
  const timer = setTimeout(() => {
    timedOut = true;
    controller.abort();
  }, timeoutMs);
  let streaming = false;
  try {
    const response = await fetch(url, { ...init, signal: controller.signal });
    streaming = isEventStream(response);
    if (streaming) return response;
    // Read here, so that the timeout and the retries cover the body too.
    const bytes = await response.arrayBuffer();
    return new Response(bytes.byteLength ? bytes : null, response);
  } catch (cause) {
    if (signal?.aborted) throw signal.reason;
    throw timedOut
      ? new TimeoutError('timeout', `No answer within ${timeoutMs} ms from ${url}`, { cause })
      : new ConnectionError('connection_failed', `No connection to ${url}: ${messageOf(cause)}`, { cause });
  } finally {
    clearTimeout(timer);
    if (!streaming) leave();
  }
}

/** Whether this is the good answer of `streamTryonEvents`, whose body must not be read to its end. */
export function isEventStream(response: Response): boolean {
  return response.ok && !!response.headers.get('Content-Type')?.startsWith('text/event-stream');
}

// Not `crypto.randomUUID`, which is missing on pages without https.
function randomKey(): string {
  return crypto.getRandomValues(new Uint32Array(4)).join('-');
}

// Node says only "fetch failed" and keeps the reason one deeper.
function messageOf(cause: unknown): string {
  const inner = cause instanceof Error && cause.cause instanceof Error ? cause.cause : cause;
  return inner instanceof Error ? inner.message : String(inner);
}
