/** What a merchant can be told of. */
export const WEBHOOK_EVENT_TYPES = [
  'tryon.completed',
  'tryon.failed',
  'tryon.canceled',
  'quota.threshold_reached',
  'webhook_endpoint.disabled',
] as const;

/** Types that endpoints subscribe to. */
export type SubscribableEventType = (typeof WEBHOOK_EVENT_TYPES)[number];
/** `webhook_endpoint.test` is sent only on request, to one endpoint, whatever it subscribes to. */
export type WebhookEventType = SubscribableEventType | 'webhook_endpoint.test';

export interface WebhookEvent {
  readonly id: string;
  readonly type: WebhookEventType;
  readonly livemode: boolean;
  /** JSON `{ type, timestamp, data }`, the same bytes on every attempt. */
  readonly payload: string;
  readonly createdAt: Date;
}

/** What the queue carries of a delivery. */
export interface WebhookDeliveryRef {
  readonly deliveryId: string;
  readonly endpointId: string;
  readonly merchantId: string;
}
