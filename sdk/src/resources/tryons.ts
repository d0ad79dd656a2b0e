import { ApiPromise } from '../api-promise.js';
import type { Context } from '../context.js';
import { followTryon, type TryonEvents } from '../events.js';
import { tryonBody } from '../images.js';
import type { CreateOptions, EventsOptions, RequestOptions, RunOptions, WaitOptions } from '../options.js';
import { type PagePromise, pagePromise } from '../page.js';
import { call, request } from '../request.js';
import type {
  CompletedTryon,
  CreateTryonParams,
  Erasure,
  ListTryonsParams,
  Rating,
  Tryon,
} from '../types.js';
import { waitForTryon } from '../wait.js';

export interface Tryons {
  /**
   * Starts a try-on and resolves as soon as it is safely stored, still `queued`.
   *
   * Pictures given as bytes go with it in one multipart request.
   */
  create(params: CreateTryonParams, options?: CreateOptions): ApiPromise<Tryon>;
  /** Reads a try-on as it stands; the links in `output` are renewed. */
  get(id: string, options?: RequestOptions): ApiPromise<Tryon>;
  /** Lists try-ons, newest first (secret keys). `for await` it for all, or await it for the first page. */
  list(params?: ListTryonsParams, options?: RequestOptions): PagePromise<Tryon>;
  /** Cancels a try-on, which then costs nothing. One that has ended rejects with `ConflictError`. */
  cancel(id: string, options?: RequestOptions): ApiPromise<Tryon>;
  /**
   * Erases a try-on, the person's photo, the result and what was based on it, and answers the receipt.
   *
   * @returns `undefined` when an attempt had erased it whose answer got lost.
   */
  delete(id: string, options?: RequestOptions): ApiPromise<Erasure | undefined>;
  /** Says whether the picture is good. */
  rate(id: string, params: Rating, options?: RequestOptions): ApiPromise<Tryon>;
  /** The try-on's states as they come, reconnecting where the stream breaks; ends after the last. */
  events(id: string, options?: EventsOptions): TryonEvents;
  /**
   * Waits for the end and resolves with the completed try-on, never with another.
   *
   * @throws TryOnFailedError if it failed or was canceled.
   * @throws WaitTimeoutError after `waitTimeoutMs`; the try-on goes on.
   */
  wait(id: string, options?: WaitOptions): Promise<CompletedTryon>;
  /**
   * `create`, then `wait`.
   *
   * @example
   * const tryon = await client.tryons.run({ model_image: file, garment_image: 'https://shop.example/tee.jpg' });
   * console.log(tryon.output[0]?.url);
   */
  run(params: CreateTryonParams, options?: RunOptions): Promise<CompletedTryon>;
}

export function createTryons(context: Context): Tryons {
  const all = '/v1/tryons';
  const one = '/v1/tryons/{tryon_id}';

  function create(params: CreateTryonParams, options?: CreateOptions): ApiPromise<Tryon> {
    const send = async () => request(context, 'post', all, { body: await tryonBody(params) }, options);
    return new ApiPromise(context.visitor.creating(send, options?.signal));
  }

  return {
    create,
    get: (id, options) => call(context, 'get', one, { id }, options),
    list: (params, options) =>
      pagePromise((after) => request(context, 'get', all, { query: { ...params, ...after } }, options)),
    cancel: (id, options) => call(context, 'post', `${one}/cancel`, { id }, options),
    delete: (id, options) => call(context, 'delete', one, { id }, options),
    rate: (id, body, options) => call(context, 'put', `${one}/rating`, { id, body }, options),
    events: (id, options) => followTryon(context, id, options),
    wait: (id, options) => waitForTryon(context, id, options),
    async run(params, options) {
      const tryon = await create(params, options);
      options?.onProgress?.(tryon);
      return waitForTryon(context, tryon.id, options, tryon);
    },
  };
}
