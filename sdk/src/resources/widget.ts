import { ApiPromise } from '../api-promise.js';
import type { Context } from '../context.js';
import type { RequestOptions } from '../options.js';
import { request } from '../request.js';
import type { WidgetConfig } from '../types.js';

export interface Widget {
  /** Reads the widget's configuration for this key and page. Rejects with `PermissionError` on a foreign origin. */
  getConfig(options?: RequestOptions): ApiPromise<WidgetConfig>;
}

export function createWidget(context: Context): Widget {
  return {
    getConfig: (options) => new ApiPromise(request(context, 'get', '/v1/widget/config', {}, options)),
  };
}
