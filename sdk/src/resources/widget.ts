import type { ApiPromise } from '../api-promise.js';
import type { Context } from '../context.js';
import type { RequestOptions } from '../options.js';
import { call } from '../request.js';
import type { WidgetConfig, WidgetEventBatch, WidgetEventsAccepted } from '../types.js';

export interface Widget {
  /** Reads the widget's configuration for this key and page. Rejects with `PermissionError` on a foreign origin. */
  getConfig(options?: RequestOptions): ApiPromise<WidgetConfig>;
  /** Tells what a visitor did with the widget; the same event twice counts once. */
  recordEvents(params: WidgetEventBatch, options?: RequestOptions): ApiPromise<WidgetEventsAccepted>;
}

export function createWidget(context: Context): Widget {
  return {
    getConfig: (options) => call(context, 'get', '/v1/widget/config', {}, options),
    recordEvents: (body, options) => call(context, 'post', '/v1/widget/events', { body }, options),
  };
}
