import { ConnectionError, TimeoutError } from './errors.js';
import type { CreateOptions, Fetch } from './options.js';
import { backoffMs, retryDelayMs } from './retry.js';
import { sleep } from './sleep.js';

/** What openapi-fetch is given as its `fetch`, for one call. */
export type Transport = (options?: CreateOptions) => (request: Request) => Promise<Response>;

export interface TransportConfig {
  fetch: Fetch | undefined;
  timeoutMs: number;
  maxRetries: number;
  clientToken: () => string | undefined;
}

/**
 * The one place that sends: idempotency keys, the visitor's token, a fresh timeout for each attempt, retries.
 *
 * It resolves with the last answer, good or bad, and rejects with `ConnectionError`, `TimeoutError` or the reason of
 * the caller's signal.
 */
export function createTransport(config: TransportConfig): Transport {
  return (options = {}) =>
    async (request) => {
      const { method, url } = request;
      const headers = new Headers(request.headers);
      const token = config.clientToken();
      if (token !== undefined) headers.set('TryOn-Client-Token', token);
      // A POST whose answer got lost may have been done. With the same key on each attempt the server does it once.
      if (method === 'POST' && !headers.has('Idempotency-Key')) {
        headers.set('Idempotency-Key', options.idempotencyKey ?? randomKey());
      }
      const attempt: Attempt = {
        fetch: config.fetch ?? globalThis.fetch,
        url,
        init: { method, headers, body: await readBody(request) },
        signal: options.signal ?? request.signal,
        timeoutMs: options.timeoutMs ?? config.timeoutMs,
      };
      return retrying(attempt, options.maxRetries ?? config.maxRetries);
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
      delayMs = retryDelayMs(response, await parsed(response), count);
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
  // Not `AbortSignal.any`: it would hang one more dependent on a long-lived signal with every request.
  const controller = new AbortController();
  const abort = () => controller.abort(signal?.reason);
  signal?.addEventListener('abort', abort, { once: true });
  let timedOut = false;
  const timer = setTimeout(() => {
    timedOut = true;
    controller.abort();
  }, timeoutMs);
  let streaming = false;
  try {
    const response = await fetch(url, { ...init, signal: controller.signal });
    streaming = isEventStream(response);
    // Read here, so that the timeout and the retries cover the body too.
    return streaming ? response : await buffered(response);
  } catch (cause) {
    if (signal?.aborted) throw signal.reason;
    const { origin } = new URL(url);
    throw timedOut
      ? new TimeoutError('timeout', `${origin} did not answer within ${timeoutMs} ms.`, { cause })
      : new ConnectionError('connection_failed', `${origin} could not be reached: ${messageOf(cause)}`, {
          cause,
        });
  } finally {
    clearTimeout(timer);
    if (!streaming) signal?.removeEventListener('abort', abort);
  }
}

/** Whether this is the good answer of `streamTryonEvents`, whose body must not be read to its end. */
export function isEventStream(response: Response): boolean {
  return response.ok && !!response.headers.get('Content-Type')?.startsWith('text/event-stream');
}

async function buffered(response: Response): Promise<Response> {
  const bytes = await response.arrayBuffer();
  return new Response(bytes.byteLength > 0 ? bytes : null, response);
}

async function readBody(request: Request): Promise<ArrayBuffer | null> {
  const bytes = await request.arrayBuffer();
  return bytes.byteLength > 0 ? bytes : null;
}

async function parsed(response: Response): Promise<unknown> {
  try {
    return await response.clone().json();
  } catch {
    return undefined; // A proxy's page, or nothing: then the status alone decides.
  }
}

// Not `crypto.randomUUID`, which is missing on pages without https.
function randomKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

function messageOf(cause: unknown): string {
  const inner = cause instanceof Error && cause.cause instanceof Error ? cause.cause : cause;
  return inner instanceof Error ? inner.message : String(inner);
}
