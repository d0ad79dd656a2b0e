import type { Db } from '../db/connect.js';
import { newId } from '../ids.js';
import type { SubscribableEventType, WebhookDeliveryRef, WebhookEventType } from './event.js';

export interface NewWebhookEvent {
  readonly livemode: boolean;
  readonly type: SubscribableEventType;
  /** As JSON; no links that open anything, no tokens: it is kept, and shown in the delivery log. */
  readonly data: unknown;
  /** So that erasing the try-on finds it. */
  readonly tryonId?: string;
}

/**
 * Writes an event and a delivery for each endpoint that subscribed to it, inside the transaction of what happened. A
 * merchant without such an endpoint costs one look-up.
 *
 * @returns the deliveries, to be enqueued after the commit; a sweep finds those that were not.
 */
export async function recordWebhookEvent(
  tx: Db,
  merchantId: string,
  event: NewWebhookEvent,
): Promise<WebhookDeliveryRef[]> {
  const endpoints = await tx<{ id: string }[]>`
    select id from webhook_endpoints
    where merchant_id = ${merchantId} and livemode = ${event.livemode} and deleted_at is null
      and status = 'enabled' and ${event.type} = any(events)`;
  if (endpoints.length === 0) return [];
  const eventId = await insertEvent(tx, merchantId, event);
  return insertDeliveries(
    tx,
    merchantId,
    endpoints.map(({ id }) => ({ endpointId: id, eventId })),
  );
}

/** The body of a webhook, as the Standard Webhooks specification suggests it. */
export function webhookPayload(type: WebhookEventType, data: unknown, at: Date): string {
  return JSON.stringify({ type, timestamp: at.toISOString(), data });
}

/** Writes an event alone. @returns its id. */
export async function insertEvent(
  tx: Db,
  merchantId: string,
  event: Omit<NewWebhookEvent, 'type'> & { readonly type: WebhookEventType },
): Promise<string> {
  const id = newId('evt');
  const timestamp = new Date();
  const payload = webhookPayload(event.type, event.data, timestamp);
  await tx`
    insert into webhook_events (id, merchant_id, livemode, type, tryon_id, payload, created_at)
    values (${id}, ${merchantId}, ${event.livemode}, ${event.type}, ${event.tryonId ?? null}, ${payload},
      ${timestamp})`;
  return id;
}

/** Writes deliveries that are due now. */
export async function insertDeliveries(
  tx: Db,
  merchantId: string,
  deliveries: readonly {
    readonly endpointId: string;
    readonly eventId: string;
    readonly replayOf?: string;
  }[],
): Promise<WebhookDeliveryRef[]> {
  const rows = deliveries.map(({ endpointId, eventId, replayOf }) => ({
    id: newId('whd'),
    merchant_id: merchantId,
    event_id: eventId,
    endpoint_id: endpointId,
    replay_of: replayOf ?? null,
  }));
  if (rows.length > 0) await tx`insert into webhook_deliveries ${tx(rows)}`;
  return rows.map(({ id, endpoint_id: endpointId }) => ({ deliveryId: id, endpointId, merchantId }));
}
