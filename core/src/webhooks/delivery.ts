import type { WebhookEventType } from './event.js';

export type DeliveryStatus = 'pending' | 'succeeded' | 'failed';

/** One event on its way to one endpoint. */
export interface WebhookDelivery {
  readonly id: string;
  readonly endpointId: string;
  readonly eventId: string;
  readonly eventType: WebhookEventType;
  readonly status: DeliveryStatus;
  /** The delivery that this one repeats. */
  readonly replayOf: string | null;
  readonly attempts: number;
  /** Null once it has ended. */
  readonly nextAttemptAt: Date | null;
  /** The request's body, whole. */
  readonly payload: string;
  readonly createdAt: Date;
  readonly endedAt: Date | null;
}

/** What came of one request. */
export interface DeliveryAttempt {
  readonly attempt: number;
  readonly url: string;
  readonly startedAt: Date;
  readonly durationMs: number;
  /** What was sent beside the body. Null when nothing was, and for attempts from before this was kept. */
  readonly requestHeaders: Readonly<Record<string, string>> | null;
  /** Null when there was no answer. */
  readonly responseStatus: number | null;
  /** The beginning of the answer's body, at most 1,000 characters. */
  readonly responseExcerpt: string | null;
  /** Why there was no answer. */
  readonly error: string | null;
}
