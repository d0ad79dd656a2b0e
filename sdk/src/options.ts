import type { Tryon } from './types.js';

/** `fetch`, or anything called like it. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

export interface TryOnOptions {
  /** `pk_test_… pk_live_…` in pages, `sk_test_… sk_live_…` on servers. */
  apiKey: string;
  /** Where the API is. Default `http://127.0.0.1:4600`, where `npm start` serves it. */
  baseUrl?: string | undefined;
  /** How long one attempt may take, in milliseconds. Default 60 000. Each retry gets the whole time again. */
  timeoutMs?: number | undefined;
  /** How often a request that failed for a passing reason is sent again. Default 2. */
  maxRetries?: number | undefined;
  /** Used in place of the global `fetch`. */
  fetch?: Fetch | undefined;
  /** A visitor's token kept from an earlier page, for publishable keys. */
  clientToken?: string | undefined;
  /** Told each new client token, so that a page can keep it (in `sessionStorage`, say). */
  onClientToken?: ((clientToken: string) => void) | undefined;
}

/** What may be said about one call: never sent as part of its body. */
export interface RequestOptions {
  /** Aborting it rejects the call with the signal's own `reason`. */
  signal?: AbortSignal | undefined;
  /** How long one attempt may take, in milliseconds. Default: the client's. */
  timeoutMs?: number | undefined;
  /** Default: the client's. */
  maxRetries?: number | undefined;
  /** Extra headers. */
  headers?: Record<string, string> | undefined;
}

export interface CreateOptions extends RequestOptions {
  /**
   * Names this piece of work: the same key and the same parameters within 24 hours answer the first result instead
   * of doing (and paying for) the work again. Default: a random key for each call, the same over its retries.
   */
  idempotencyKey?: string | undefined;
}

export interface EventsOptions extends RequestOptions {
  /** Continue after this event. */
  lastEventId?: string | number | undefined;
}

export interface WaitOptions extends RequestOptions {
  /** How long to wait for the end, in milliseconds. Default 300 000 (5 minutes). `timeoutMs` stays the limit of each request. */
  waitTimeoutMs?: number | undefined;
  /** Called with the try-on each time it is heard of, its final state included. */
  onProgress?: ((tryon: Tryon) => void) | undefined;
  /** When `signal` aborts, also cancel the try-on on the server. Default `false`: the work goes on and can be read later. */
  cancelOnAbort?: boolean | undefined;
}

export interface RunOptions extends CreateOptions, WaitOptions {}
