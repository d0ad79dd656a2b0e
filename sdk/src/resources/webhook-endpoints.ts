import type { ApiPromise } from '../api-promise.js';
import type { Context } from '../context.js';
import type { CreateOptions, RequestOptions } from '../options.js';
import { type PagePromise, pagePromise } from '../page.js';
import { call, request } from '../request.js';
import type {
  CreateWebhookEndpointParams,
  ListWebhookDeliveriesParams,
  RedeliverWebhooksParams,
  Redelivery,
  RotateWebhookSecretParams,
  UpdateWebhookEndpointParams,
  WebhookDelivery,
  WebhookEndpoint,
  WebhookEndpointWithSecret,
} from '../types.js';

export interface WebhookEndpoints {
  /** Registers an endpoint. Its `secret` is in this answer and in no other. */
  create(params: CreateWebhookEndpointParams, options?: CreateOptions): ApiPromise<WebhookEndpointWithSecret>;
  get(id: string, options?: RequestOptions): ApiPromise<WebhookEndpoint>;
  /** All endpoints, oldest first. */
  list(options?: RequestOptions): PagePromise<WebhookEndpoint>;
  /** Changes what is given; `{ status: 'enabled' }` brings a disabled one back. */
  update(
    id: string,
    params: UpdateWebhookEndpointParams,
    options?: RequestOptions,
  ): ApiPromise<WebhookEndpoint>;
  delete(id: string, options?: RequestOptions): ApiPromise<void>;
  /** A new secret; the one before signs, too, for `overlap_hours` (24 by default). */
  rotateSecret(
    id: string,
    params?: RotateWebhookSecretParams,
    options?: CreateOptions,
  ): ApiPromise<WebhookEndpointWithSecret>;
  /** Sends `webhook_endpoint.test` to it. */
  test(id: string, options?: CreateOptions): ApiPromise<WebhookDelivery>;
  /** What was sent to it, with every attempt, newest first. */
  deliveries(
    id: string,
    params?: ListWebhookDeliveriesParams,
    options?: RequestOptions,
  ): PagePromise<WebhookDelivery>;
  /** Sends one event once more, under the same `webhook-id`. Takes a delivery's id. */
  redeliver(deliveryId: string, options?: CreateOptions): ApiPromise<WebhookDelivery>;
  /** Sends a time range's events once more; only what never succeeded, unless told otherwise. */
  redeliverRange(
    id: string,
    params: RedeliverWebhooksParams,
    options?: CreateOptions,
  ): ApiPromise<Redelivery>;
}

export function createWebhookEndpoints(context: Context): WebhookEndpoints {
  const all = '/v1/webhook-endpoints';
  const one = '/v1/webhook-endpoints/{webhook_endpoint_id}';
  return {
    create: (body, options) => call(context, 'post', all, { body }, options),
    get: (id, options) => call(context, 'get', one, { id }, options),
    list: (options) => pagePromise(() => request(context, 'get', all, {}, options)),
    update: (id, body, options) => call(context, 'patch', one, { id, body }, options),
    delete: (id, options) => call(context, 'delete', one, { id }, options),
    rotateSecret: (id, body = {}, options) =>
      call(context, 'post', `${one}/rotate-secret`, { id, body }, options),
    test: (id, options) => call(context, 'post', `${one}/test`, { id }, options),
    deliveries: (id, params, options) =>
      pagePromise((after) =>
        request(context, 'get', `${one}/deliveries`, { id, query: { ...params, ...after } }, options),
      ),
    redeliver: (id, options) =>
      call(context, 'post', '/v1/webhook-deliveries/{webhook_delivery_id}/redeliver', { id }, options),
    redeliverRange: (id, body, options) => call(context, 'post', `${one}/redeliver`, { id, body }, options),
  };
}
