import type { ApiPromise } from '../api-promise.js';
import type { Context } from '../context.js';
import type { RequestOptions } from '../options.js';
import { call } from '../request.js';
import type { Erasure } from '../types.js';

export interface Erasures {
  /** Confirms a receipt that a shopper quotes, by its id (`ers_…`). */
  get(id: string, options?: RequestOptions): ApiPromise<Erasure>;
}

export function createErasures(context: Context): Erasures {
  return {
    get: (id, options) => call(context, 'get', '/v1/erasures/{erasure_id}', { id }, options),
  };
}
