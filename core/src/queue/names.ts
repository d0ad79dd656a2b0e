import type { TryonLane } from '../tryons/tryon.js';
import type { WebhookDeliveryRef } from '../webhooks/event.js';

/** The queues, and what a job of each carries. A job holds ids and nothing else: PostgreSQL is the truth. */
export const QUEUE_NAMES = {
  /** Try-ons by lane: each lane is as wide as what makes its pictures, and neither starves the other. */
  tryons: { preview: 'tryons-preview', remote: 'tryons-remote' } satisfies Record<TryonLane, string>,
  webhooks: 'webhooks',
} as const;

export const TRYON_LANES = ['preview', 'remote'] as const satisfies readonly TryonLane[];

export interface RunTryonPayload {
  readonly tryonId: string;
  readonly merchantId: string;
}

export type DeliverWebhookPayload = WebhookDeliveryRef;
