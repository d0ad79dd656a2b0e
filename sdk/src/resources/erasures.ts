import type { ApiPromise } from '../api-promise.js';
import type { Context } from '../context.js';
import type { CreateOptions, RequestOptions } from '../options.js';
import { call } from '../request.js';
import type { Erasure } from '../types.js';

export interface Erasures {
  /**
   * Erases everything of this client's visitor (`clientToken`): try-ons, running or not, outfits, photos, and what their
   * phone was asked for. Resolves with the receipt; with zeros if there was nothing.
   */
  create(options?: CreateOptions): ApiPromise<Erasure>;
  /** Confirms a receipt that a shopper quotes, by its id (`ers_…`). */
  get(id: string, options?: RequestOptions): ApiPromise<Erasure>;
}

export function createErasures(context: Context): Erasures {
  return {
    create: (options) => call(context, 'post', '/v1/erasures', {}, options),
    get: (id, options) => call(context, 'get', '/v1/erasures/{erasure_id}', { id }, options),
  };
}
