import { DomainError } from '@tryon/core/errors';
import {
  findDelivery,
  type LoggedDelivery,
  listDeliveries,
  replayDelivery,
  replayRange,
  sendTestEvent,
} from '@tryon/core/webhooks/delivery-repository';
import type { WebhookEndpoint } from '@tryon/core/webhooks/endpoint';
import {
  createEndpoint,
  deleteEndpoint,
  type EndpointWithSecret,
  findEndpoint,
  listEndpoints,
  revealEndpoint,
  rotateSecret,
  updateEndpoint,
} from '@tryon/core/webhooks/endpoint-repository';
import {
  WEBHOOK_EVENT_TYPES,
  type WebhookDeliveryRef,
  type WebhookEventType,
} from '@tryon/core/webhooks/event';
import { webhookUrlProblem } from '@tryon/core/webhooks/webhook-url';
import type { BoundRequest, Handlers, OperationId } from '../contract/handlers.js';
import type { ServerDeps } from '../deps.js';
import { presentDelivery, presentEndpoint } from '../present/webhook.js';
import { callerOf } from './caller.js';

type WebhookHandlers = Pick<
  Handlers,
  | 'createWebhookEndpoint'
  | 'listWebhookEndpoints'
  | 'getWebhookEndpoint'
  | 'updateWebhookEndpoint'
  | 'deleteWebhookEndpoint'
  | 'rotateWebhookSecret'
  | 'testWebhookEndpoint'
  | 'listWebhookDeliveries'
  | 'redeliverWebhook'
  | 'redeliverWebhooks'
>;

const DEFAULT_OVERLAP_HOURS = 24;
const HOUR_MS = 3_600_000;
const MAX_REPLAYED = 1_000;

export function webhookHandlers(deps: ServerDeps): WebhookHandlers {
  const { sql, sealer } = deps;
  return {
    async createWebhookEndpoint(request) {
      const { merchantId, livemode } = callerOf(request);
      const { url, events = WEBHOOK_EVENT_TYPES, description = '' } = request.body;
      assertUrl(deps, url);
      const input = { livemode, url, events, description };
      const { endpoint, secret } =
        (await recover(deps, request)) ??
        (await createEndpoint(sql, merchantId, sealer, input, request.idempotency?.bind));
      return {
        status: 201,
        body: { ...presentEndpoint(endpoint), secret },
        headers: { Location: `/v1/webhook-endpoints/${endpoint.id}` },
      };
    },
    async listWebhookEndpoints(request) {
      const { merchantId, livemode } = callerOf(request);
      const endpoints = await listEndpoints(sql, merchantId, livemode);
      return {
        status: 200,
        body: { data: endpoints.map(presentEndpoint), has_more: false, next_cursor: null },
      };
    },
    async getWebhookEndpoint(request) {
      return { status: 200, body: presentEndpoint(await own(deps, request)) };
    },
    async updateWebhookEndpoint(request) {
      const { merchantId, livemode } = callerOf(request);
      if (request.body.url !== undefined) assertUrl(deps, request.body.url);
      const id = request.params.webhook_endpoint_id;
      const endpoint = await updateEndpoint(sql, merchantId, livemode, id, request.body);
      if (!endpoint) throw missing(id);
      return { status: 200, body: presentEndpoint(endpoint) };
    },
    async deleteWebhookEndpoint(request) {
      const { merchantId, livemode } = callerOf(request);
      const id = request.params.webhook_endpoint_id;
      if (!(await deleteEndpoint(sql, merchantId, livemode, id))) throw missing(id);
      return { status: 204, body: undefined };
    },
    async rotateWebhookSecret(request) {
      const { merchantId, livemode } = callerOf(request);
      const id = request.params.webhook_endpoint_id;
      const overlapMs = (request.body.overlap_hours ?? DEFAULT_OVERLAP_HOURS) * HOUR_MS;
      const rotated =
        (await recover(deps, request)) ??
        (await sql.begin(async (tx) => {
          const made = await rotateSecret(tx, merchantId, livemode, id, sealer, overlapMs);
          if (made) await request.idempotency?.bind(tx, id);
          return made;
        }));
      if (!rotated) throw missing(id);
      return { status: 200, body: { ...presentEndpoint(rotated.endpoint), secret: rotated.secret } };
    },
    async testWebhookEndpoint(request) {
      const { id, merchantId, livemode } = await own(deps, request);
      return onItsWay(deps, request, await sendTestEvent(sql, merchantId, livemode, id));
    },
    async listWebhookDeliveries(request) {
      const { id: endpointId, merchantId } = await own(deps, request);
      const { limit = 20, cursor, status, event_type: eventType, from, to } = request.query;
      const page = await listDeliveries(sql, merchantId, {
        endpointId,
        limit,
        cursor,
        status,
        eventType: eventType as WebhookEventType | undefined,
        from: from === undefined ? undefined : new Date(from),
        to: to === undefined ? undefined : new Date(to),
      });
      const data = page.deliveries.map(presentDelivery);
      const last = page.hasMore ? (data.at(-1)?.id ?? null) : null;
      return { status: 200, body: { data, has_more: page.hasMore, next_cursor: last } };
    },
    async redeliverWebhook(request) {
      const { merchantId, livemode } = callerOf(request);
      const id = request.params.webhook_delivery_id;
      const delivery = await findDelivery(sql, merchantId, livemode, id);
      if (!delivery)
        throw new DomainError('webhook_delivery_not_found', `There is no webhook delivery ${id}.`);
      if (!(await findEndpoint(sql, merchantId, livemode, delivery.endpointId)))
        throw missing(delivery.endpointId);
      return onItsWay(deps, request, await replayDelivery(sql, merchantId, delivery));
    },
    async redeliverWebhooks(request) {
      const { id: endpointId, merchantId } = await own(deps, request);
      const { from, to, only_failed: onlyFailed = true, cursor } = request.body;
      const { replayed, nextCursor } = await replayRange(sql, merchantId, {
        endpointId,
        from: new Date(from),
        to: to === undefined ? new Date() : new Date(to),
        onlyFailed,
        cursor,
        limit: MAX_REPLAYED,
      });
      await deps.webhooks.enqueue(replayed);
      return {
        status: 202,
        body: { count: replayed.length, has_more: nextCursor !== null, next_cursor: nextCursor },
      };
    },
  };
}

/** What a crashed request with the same idempotency key had already made; its secret never got out. */
async function recover(
  deps: ServerDeps,
  request: BoundRequest<'createWebhookEndpoint' | 'rotateWebhookSecret'>,
): Promise<EndpointWithSecret | undefined> {
  const { merchantId, livemode } = callerOf(request);
  const id = request.idempotency?.resourceId;
  return id ? revealEndpoint(deps.sql, merchantId, livemode, id, deps.sealer) : undefined;
}

type OneEndpoint =
  | 'getWebhookEndpoint'
  | 'testWebhookEndpoint'
  | 'listWebhookDeliveries'
  | 'redeliverWebhooks';

async function own(deps: ServerDeps, request: BoundRequest<OneEndpoint>): Promise<WebhookEndpoint> {
  const { merchantId, livemode } = callerOf(request);
  const id = request.params.webhook_endpoint_id;
  const endpoint = await findEndpoint(deps.sql, merchantId, livemode, id);
  if (!endpoint) throw missing(id);
  return endpoint;
}

async function onItsWay(
  deps: ServerDeps,
  request: Pick<BoundRequest<OperationId>, 'caller'>,
  ref: WebhookDeliveryRef,
) {
  const { livemode } = callerOf(request);
  const delivery = await findDelivery(deps.sql, ref.merchantId, livemode, ref.deliveryId);
  if (!delivery) throw new Error('The delivery was not stored');
  await deps.webhooks.enqueue([ref]);
  return { status: 202 as const, body: presentDelivery(delivery satisfies LoggedDelivery) };
}

function assertUrl(deps: ServerDeps, url: string): void {
  const problem = URL.canParse(url)
    ? webhookUrlProblem(new URL(url), deps.fetchOptions.allowedOrigins)
    : 'is not an address';
  if (problem === undefined) return;
  throw new DomainError('webhook_url_refused', `The URL ${problem}.`, {
    errors: [{ pointer: '#/url', detail: problem }],
  });
}

const missing = (id: string) =>
  new DomainError('webhook_endpoint_not_found', `There is no webhook endpoint ${id}.`);
