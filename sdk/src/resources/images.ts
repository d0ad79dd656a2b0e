import { type ApiPromise, apiPromise } from '../api-promise.js';
import { type Context, callOptions } from '../context.js';
import { imageBody } from '../images.js';
import type { CreateOptions, RequestOptions } from '../options.js';
import type { CreateImageParams, Image } from '../types.js';

export interface Images {
  /**
   * Uploads a picture once, for any number of try-ons.
   *
   * With a publishable key only the same visitor (the same `clientToken`) can use it.
   */
  create(params: CreateImageParams, options?: CreateOptions): ApiPromise<Image>;
  /** Reads a picture's facts and a link to it that works for 15 minutes. */
  get(id: string, options?: RequestOptions): ApiPromise<Image>;
  /** Erases a picture. Try-ons made with it stay. */
  delete(id: string, options?: RequestOptions): ApiPromise<void>;
}

export function createImages(context: Context): Images {
  const one = (id: string, options?: RequestOptions) => ({
    params: { path: { image_id: id } },
    ...callOptions(context, options),
  });
  return {
    create(params, options) {
      const send = async () => {
        const body = (await imageBody(params)) as { url: string };
        return context.raw.POST('/v1/images', { body, ...callOptions(context, options) });
      };
      return apiPromise(context.visitor.creating(send, options?.signal));
    },
    get: (id, options) => apiPromise(context.raw.GET('/v1/images/{image_id}', one(id, options))),
    delete: (id, options) => apiPromise(context.raw.DELETE('/v1/images/{image_id}', one(id, options))),
  };
}
