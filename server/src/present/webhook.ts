import type { LoggedDelivery } from '@tryon/core/webhooks/delivery-repository';
import type { WebhookEndpoint } from '@tryon/core/webhooks/endpoint';
import type { components } from '../contract/schema.js';

type Schemas = components['schemas'];

export function presentEndpoint(endpoint: WebhookEndpoint): Schemas['WebhookEndpoint'] {
  return {
    id: endpoint.id,
    livemode: endpoint.livemode,
    url: endpoint.url,
    description: endpoint.description,
    events: [...endpoint.events],
    status: endpoint.status,
    disabled_reason: endpoint.disabledReason,
    disabled_at: endpoint.disabledAt?.toISOString() ?? null,
    failing_since: endpoint.failingSince?.toISOString() ?? null,
    last_succeeded_at: endpoint.lastSucceededAt?.toISOString() ?? null,
    previous_secret_expires_at: endpoint.previousSecretExpiresAt?.toISOString() ?? null,
    created_at: endpoint.createdAt.toISOString(),
    updated_at: endpoint.updatedAt.toISOString(),
  };
}

export function presentDelivery(delivery: LoggedDelivery): Schemas['WebhookDelivery'] {
  return {
    id: delivery.id,
    webhook_endpoint: delivery.endpointId,
    event_id: delivery.eventId,
    event_type: delivery.eventType,
    status: delivery.status,
    replay_of: delivery.replayOf,
    request_body: delivery.payload,
    attempts: delivery.log.map((attempt) => ({
      attempt: attempt.attempt,
      url: attempt.url,
      started_at: attempt.startedAt.toISOString(),
      duration_ms: attempt.durationMs,
      request_headers: attempt.requestHeaders && { ...attempt.requestHeaders },
      response_status: attempt.responseStatus,
      response_excerpt: attempt.responseExcerpt,
      error: attempt.error,
    })),
    next_attempt_at: delivery.nextAttemptAt?.toISOString() ?? null,
    created_at: delivery.createdAt.toISOString(),
    ended_at: delivery.endedAt?.toISOString() ?? null,
  };
}
