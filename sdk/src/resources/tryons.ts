import { type ApiPromise, apiPromise } from '../api-promise.js';
import { type Context, callOptions } from '../context.js';
import { followTryon, type TryonEvents } from '../events.js';
import { tryonBody } from '../images.js';
import type { CreateOptions, EventsOptions, RequestOptions, RunOptions, WaitOptions } from '../options.js';
import { type PagePromise, pagePromise } from '../page.js';
import type { CompletedTryon, CreateTryonParams, ListTryonsParams, Rating, Tryon } from '../types.js';
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
  /** Erases a try-on, the person's photo and the result. */
  delete(id: string, options?: RequestOptions): ApiPromise<void>;
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
   * image.src = tryon.output[0].url;
   */
  run(params: CreateTryonParams, options?: RunOptions): Promise<CompletedTryon>;
}

export function createTryons(context: Context): Tryons {
  const { raw } = context;
  const one = (id: string, options?: RequestOptions) => ({
    params: { path: { tryon_id: id } },
    ...callOptions(context, options),
  });

  function create(params: CreateTryonParams, options?: CreateOptions): ApiPromise<Tryon> {
    const send = async () => {
      const body = (await tryonBody(params)) as CreateTryonParams & {
        model_image: string;
        garment_image: string;
      };
      return raw.POST('/v1/tryons', { body, ...callOptions(context, options) });
    };
    return apiPromise(context.visitor.creating(send, options?.signal));
  }

  return {
    create,
    get: (id, options) => apiPromise(raw.GET('/v1/tryons/{tryon_id}', one(id, options))),
    list: (params = {}, options) =>
      pagePromise((cursor) => {
        const query = cursor === undefined ? params : { ...params, cursor };
        return raw.GET('/v1/tryons', { params: { query }, ...callOptions(context, options) });
      }),
    cancel: (id, options) => apiPromise(raw.POST('/v1/tryons/{tryon_id}/cancel', one(id, options))),
    delete: (id, options) => apiPromise(raw.DELETE('/v1/tryons/{tryon_id}', one(id, options))),
    rate: (id, body, options) =>
      apiPromise(raw.PUT('/v1/tryons/{tryon_id}/rating', { body, ...one(id, options) })),
    events: (id, options) => followTryon(context, id, options),
    wait: (id, options) => waitForTryon(context, id, options),
    async run(params, options) {
      const tryon = await create(params, options);
      options?.onProgress?.(tryon);
      return waitForTryon(context, tryon.id, options, tryon);
    },
  };
}
