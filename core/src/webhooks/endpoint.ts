import type { SubscribableEventType } from './event.js';

export type EndpointStatus = 'enabled' | 'disabled';
/** `merchant`: switched off by hand. `gone`: it answered 410. `failing`: it has only failed for five days. */
export type DisabledReason = 'merchant' | 'gone' | 'failing';

export interface WebhookEndpoint {
  readonly id: string;
  readonly merchantId: string;
  readonly livemode: boolean;
  readonly url: string;
  readonly description: string;
  readonly events: readonly SubscribableEventType[];
  readonly status: EndpointStatus;
  readonly disabledReason: DisabledReason | null;
  readonly disabledAt: Date | null;
  /** The first failure after which nothing succeeded. */
  readonly failingSince: Date | null;
  readonly lastSucceededAt: Date | null;
  /** Until when the secret before this one signs, too. */
  readonly previousSecretExpiresAt: Date | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** A merchant may have this many endpoints in each mode. */
export const MAX_ENDPOINTS = 16;
