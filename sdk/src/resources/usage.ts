import type { ApiPromise } from '../api-promise.js';
import type { Context } from '../context.js';
import type { RequestOptions } from '../options.js';
import { call } from '../request.js';
import type { GetUsageParams, UsageReport } from '../types.js';

export interface Usage {
  /** What was used of a month's quota, day by day; of this month by default. */
  get(params?: GetUsageParams, options?: RequestOptions): ApiPromise<UsageReport>;
}

export function createUsage(context: Context): Usage {
  return {
    get: (query = {}, options) => call(context, 'get', '/v1/usage', { query }, options),
  };
}
