import { apiErrorFor, ConnectionError } from './errors.js';
import { retryAfterMs } from './retry.js';

/** What openapi-fetch answers. */
export interface Answer<T> {
  data?: T;
  error?: unknown;
  response: Response;
}

export interface WithResponse<T> {
  data: T;
  /** Status and headers; the body has been read. */
  response: Response;
  requestId: string | undefined;
}

/** The promise of a call's result, which can also hand out the raw response. */
export class ApiPromise<T> extends Promise<T> {
  readonly #call: Promise<WithResponse<T>>;

  constructor(call: Promise<WithResponse<T>>) {
    // The promise inside is never looked at: `then` goes to the call. Otherwise a caller of `withResponse()` alone
    // would get an unhandled rejection from the half they did not ask for.
    super((resolve) => resolve(undefined as never));
    this.#call = call;
  }

  static override get [Symbol.species](): PromiseConstructor {
    return Promise;
  }

  // biome-ignore lint/suspicious/noThenProperty: it is a promise.
  override then<A = T, B = never>(
    onFulfilled?: ((value: T) => A | PromiseLike<A>) | null,
    onRejected?: ((reason: unknown) => B | PromiseLike<B>) | null,
  ): Promise<A | B> {
    return this.#call.then(({ data }) => data).then(onFulfilled, onRejected);
  }

  /** The result together with the response it came in. */
  withResponse(): Promise<WithResponse<T>> {
    return this.#call;
  }
}

/** Turns openapi-fetch's answer into a result or an error. */
export async function unwrap<T>(call: Promise<Answer<T>>): Promise<WithResponse<T>> {
  let answer: Answer<T>;
  try {
    answer = await call;
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause;
    throw new ConnectionError('unexpected_response', 'The answer was not JSON: is baseUrl the API?', {
      cause,
    });
  }
  const { data, error, response } = answer;
  if (!response.ok) throw apiErrorFor(response, error, retryAfterMs(response.headers));
  if (data === undefined && response.status !== 204) {
    throw new ConnectionError('unexpected_response', `The answer was ${response.status} with nothing in it.`);
  }
  const requestId = response.headers.get('X-Request-Id') ?? undefined;
  return { data: data as T, response, requestId };
}

export function apiPromise<T>(call: Promise<Answer<T>>): ApiPromise<T> {
  return new ApiPromise(unwrap(call));
}
