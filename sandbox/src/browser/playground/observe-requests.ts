import { redactDetail } from '../event-detail.js';
import { type Forced, isMet, madeUpAnswer, withMagicPhoto } from './forcing.js';

/** One request of the widget, as far as it has come. */
export interface Observed {
  readonly number: number;
  readonly at: Date;
  readonly method: string;
  /** Path and query, with what is secret in the query cut. */
  readonly path: string;
  /** What this page did to it, if anything. */
  readonly note?: string;
  readonly sent?: unknown;
  /** Undefined until there is an answer. */
  readonly status?: number;
  readonly ms?: number;
  /** The problem's code, or what the browser said where there was no answer. */
  readonly code?: string;
  readonly requestId?: string;
  readonly received?: unknown;
  /** Of an event stream: what has come so far, oldest first. */
  readonly events?: readonly unknown[];
}

export interface ObserveOptions {
  /** Only requests to this origin are the widget's. */
  readonly apiOrigin: string;
  /** Asked for each request. */
  readonly forced: () => Forced;
  /** Hears of each request when it starts and after each change. */
  readonly onChange: (observed: Observed) => void;
}

/** What is replaced of a window; a test gives its own. */
export interface Scope {
  fetch: typeof fetch;
  readonly location: { readonly href: string };
  readonly navigator?: { sendBeacon?: (url: string | URL, data?: BodyInit | null) => boolean };
}

const SECRET_QUERY = /^(key|token|secret|signature|sig|expires|cursor)$/i;
const MAX_SHOWN_BYTES = 64 * 1024;
const MAX_STREAM_EVENTS = 100;

/** The path as it may be shown: a key or a signature in the query says too much. */
export function shownPath(url: URL): string {
  const query = [...url.searchParams].map(([name, value]) =>
    SECRET_QUERY.test(name) || value.length > 40 ? `${name}=…` : `${name}=${value}`,
  );
  return query.length === 0 ? url.pathname : `${url.pathname}?${query.join('&')}`;
}

/**
 * Puts itself in front of the page's `fetch` and `sendBeacon`, before the widget takes hold of them.
 *
 * @returns what gives the page its own back
 */
export function observeRequests(scope: Scope, options: ObserveOptions): () => void {
  const { fetch: original } = scope;
  const beacon = scope.navigator?.sendBeacon;
  let count = 0;
  const begin = (method: string, url: URL, sent: unknown) => {
    count += 1;
    let observed: Observed = { number: count, at: new Date(), method, path: shownPath(url), sent };
    const change = (more: Partial<Observed>): void => {
      observed = { ...observed, ...more };
      options.onChange(observed);
    };
    change({});
    return change;
  };

  scope.fetch = async (input, init) => {
    const url = new URL(input instanceof Request ? input.url : String(input), scope.location.href);
    if (url.origin !== options.apiOrigin) return original.call(scope, input, init);
    const method = (init?.method ?? (input instanceof Request ? input.method : 'GET')).toUpperCase();
    const { outcome, fault } = options.forced();
    const isCreation = method === 'POST' && url.pathname.endsWith('/v1/tryons');
    const magic = isCreation ? withMagicPhoto(init?.body, outcome) : undefined;
    const change = begin(method, url, shownBody(magic ?? init?.body));
    if (magic !== undefined) change({ note: `photo replaced by img_test_${outcome}` });
    const startedAt = performance.now();
    const elapsed = (): number => Math.round(performance.now() - startedAt);
    try {
      let response: Response;
      if (isMet(fault, method, url.pathname)) {
        await wait(fault.delayMs ?? 0, init?.signal);
        if (fault.problem) {
          change({ note: 'answered by this page' });
          response = madeUpAnswer(fault.name, fault.problem, url.pathname);
        } else if (fault.delayMs === undefined) {
          change({ note: 'kept back by this page' });
          throw new TypeError('Failed to fetch');
        } else {
          change({ note: `sent ${fault.delayMs / 1000} s late` });
          response = await original.call(scope, input, init);
        }
      } else {
        response = await original.call(scope, input, magic === undefined ? init : { ...init, body: magic });
      }
      return read(response, elapsed, change);
    } catch (error) {
      const isAborted = error instanceof DOMException && error.name === 'AbortError';
      change({ ms: elapsed(), code: isAborted ? 'aborted' : 'no answer' });
      throw error;
    }
  };

  if (scope.navigator && beacon) {
    scope.navigator.sendBeacon = (address, data) => {
      const url = new URL(address, scope.location.href);
      const isTaken = beacon.call(scope.navigator, address, data);
      if (url.origin === options.apiOrigin) {
        const change = begin('POST', url, shownBody(data));
        change({ note: 'beacon: nobody waits for the answer', code: isTaken ? 'sent' : 'refused' });
      }
      return isTaken;
    };
  }
  return () => {
    scope.fetch = original;
    if (scope.navigator && beacon) scope.navigator.sendBeacon = beacon;
  };
}

function shownBody(body: unknown): unknown {
  if (typeof body === 'string') {
    try {
      return redactDetail(JSON.parse(body));
    } catch (error) {
      if (error instanceof SyntaxError) return redactDetail(body);
      throw error;
    }
  }
  if (body instanceof FormData) return redactDetail(Object.fromEntries(body));
  return body === null || body === undefined ? undefined : redactDetail(body);
}

type Change = (more: Partial<Observed>) => void;

function read(response: Response, elapsed: () => number, change: Change): Response {
  const type = response.headers.get('content-type') ?? '';
  const requestId = response.headers.get('x-request-id') ?? undefined;
  change({ status: response.status, ms: elapsed(), ...(requestId && { requestId }) });
  if (type.startsWith('text/event-stream') && response.body) return tapped(response, change);
  const isSmall = Number(response.headers.get('content-length') ?? 0) <= MAX_SHOWN_BYTES;
  if (/json/.test(type) && isSmall) {
    // A copy is read: the widget's own stays untouched, and does not wait for ours.
    response
      .clone()
      .json()
      .then(
        (body: unknown) => {
          const code = (body as { code?: unknown } | null)?.code;
          const isProblem = !response.ok && typeof code === 'string';
          change({ received: redactDetail(body), ...(isProblem && { code }) });
        },
        (error: unknown) => console.info('playground: an answer could not be shown', error),
      );
  }
  return response;
}

/** The stream passes through, so that a widget that stops reading also stops the connection. */
function tapped(response: Response, change: Change): Response {
  const decoder = new TextDecoder();
  const events: unknown[] = [];
  let rest = '';
  const tap = new TransformStream<Uint8Array, Uint8Array>({
    transform(chunk, controller) {
      controller.enqueue(chunk);
      rest += decoder.decode(chunk, { stream: true });
      const blocks = rest.split(/\r?\n\r?\n/);
      rest = (blocks.pop() ?? '').slice(-MAX_SHOWN_BYTES);
      for (const block of blocks) {
        const data = /^data: ?(.*)$/m.exec(block)?.[1];
        if (data !== undefined && events.length < MAX_STREAM_EVENTS) events.push(shownBody(data));
      }
      change({ events: [...events] });
    },
  });
  return new Response(response.body?.pipeThrough(tap) ?? null, {
    status: response.status,
    statusText: response.statusText,
    headers: response.headers,
  });
}

function wait(ms: number, signal: AbortSignal | null | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    const timer = setTimeout(resolve, ms);
    signal?.addEventListener(
      'abort',
      () => {
        clearTimeout(timer);
        reject(signal.reason);
      },
      { once: true },
    );
  });
}
