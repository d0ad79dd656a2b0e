import { ApiPromise } from '../api-promise.js';
import type { Context } from '../context.js';
import type { CreateOptions, RequestOptions } from '../options.js';
import { call, request } from '../request.js';
import type { CreatePhotoHandoverParams, PhotoHandover } from '../types.js';

/** A photo from the shopper's phone (publishable keys). */
export interface PhotoHandovers {
  /** Asks for a photo. Show the answer's `url` as a QR code: it is in no other answer, and works for ten minutes. */
  create(params?: CreatePhotoHandoverParams, options?: CreateOptions): ApiPromise<PhotoHandover>;
  /** Whether the phone has sent it: then `image` is the photo, to be used as `model_image`. */
  get(id: string, options?: RequestOptions): ApiPromise<PhotoHandover>;
  /** Takes the question back. A photo that has come already stays. */
  delete(id: string, options?: RequestOptions): ApiPromise<void>;
}

export function createPhotoHandovers(context: Context): PhotoHandovers {
  const all = '/v1/photo-handovers';
  const one = '/v1/photo-handovers/{photo_handover_id}';
  return {
    create(body = {}, options) {
      const send = () => request(context, 'post', all, { body }, options);
      return new ApiPromise(context.visitor.creating(send, options?.signal));
    },
    get: (id, options) => call(context, 'get', one, { id }, options),
    delete: (id, options) => call(context, 'delete', one, { id }, options),
  };
}
