import type { ApiPromise } from '../api-promise.js';
import type { Context } from '../context.js';
import type { RequestOptions } from '../options.js';
import { call } from '../request.js';
import type { HealthReport, ReadinessReport } from '../types.js';

/** For whoever runs the API: no key is needed for these, and none of a merchant's is looked at. */
export interface Health {
  /** Whether the process is alive, and what it sees of what it needs. */
  get(options?: RequestOptions): ApiPromise<HealthReport>;
  /** Resolves while the process should get traffic; rejects with `ServerError` (503) while it should not. */
  readiness(options?: RequestOptions): ApiPromise<ReadinessReport>;
}

export function createHealth(context: Context): Health {
  return {
    get: (options) => call(context, 'get', '/health', {}, options),
    readiness: (options) => call(context, 'get', '/readiness', {}, options),
  };
}
