import { ApiPromise } from '../api-promise.js';
import type { Context } from '../context.js';
import { imageBody } from '../images.js';
import type { CreateOptions, RequestOptions } from '../options.js';
import { call, request } from '../request.js';
import type { CreateImageParams, Erasure, Image } from '../types.js';

export interface Images {
  /**
   * Uploads a picture once, for any number of try-ons.
   *
   * With a publishable key only the same visitor (the same `clientToken`) can use it.
   */
  create(params: CreateImageParams, options?: CreateOptions): ApiPromise<Image>;
  /** Reads a picture's facts and a link to it that works for 15 minutes. */
  get(id: string, options?: RequestOptions): ApiPromise<Image>;
  /**
   * Erases a picture, and answers the receipt. Try-ons made with it stay.
   *
   * @returns `undefined` when an attempt had erased it whose answer got lost.
   */
  delete(id: string, options?: RequestOptions): ApiPromise<Erasure | undefined>;
}

export function createImages(context: Context): Images {
  const one = '/v1/images/{image_id}';
  return {
    create(params, options) {
      const send = async () =>
        request(context, 'post', '/v1/images', { body: await imageBody(params) }, options);
      return new ApiPromise(context.visitor.creating(send, options?.signal));
    },
    get: (id, options) => call(context, 'get', one, { id }, options),
    delete: (id, options) => call(context, 'delete', one, { id }, options),
  };
}
