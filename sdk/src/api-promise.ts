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
