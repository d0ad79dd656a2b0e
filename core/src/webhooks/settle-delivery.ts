import type { Db, Sql } from '../db/connect.js';
import { newId } from '../ids.js';
import type { ClaimedDelivery } from './claim-delivery.js';
import type { DeliveryAttempt } from './delivery.js';
import type { DisabledReason } from './endpoint.js';
import { endPendingDeliveries } from './endpoint-repository.js';
import type { WebhookDeliveryRef } from './event.js';
import { recordWebhookEvent } from './record-event.js';
import { DISABLE_AFTER_MS, nextDelayMs } from './schedule.js';

export interface AttemptOutcome extends Omit<DeliveryAttempt, 'attempt' | 'url'> {
  /** The endpoint's own `Retry-After`, in milliseconds. */
  readonly retryAfterMs?: number | undefined;
}

export interface SettledAttempt {
  /** When to try again; undefined when the delivery has ended. */
  readonly nextDelayMs: number | undefined;
  readonly disabled: DisabledReason | undefined;
  /** What is to be enqueued after the commit: others are told that this endpoint was disabled. */
  readonly deliveries: readonly WebhookDeliveryRef[];
}

/**
 * Writes what came of an attempt, and what follows from it for the delivery and its endpoint, in one transaction.
 * Undefined when the claim was lost: another attempt was made meanwhile, and its outcome counts.
 */
export async function settleAttempt(
  sql: Sql,
  delivery: ClaimedDelivery,
  outcome: AttemptOutcome,
): Promise<SettledAttempt | undefined> {
  const { merchantId, deliveryId, endpointId, attempt } = delivery;
  const status = outcome.responseStatus;
  const succeeded = status !== null && status >= 200 && status < 300;
  if (succeeded) return settleSuccess(sql, delivery, outcome);
  const delayMs = status === 410 ? undefined : nextDelayMs(attempt, outcome.retryAfterMs);
  return sql.begin(async (tx) => {
    // The endpoint's row comes first, here and wherever an endpoint is changed with its deliveries: taken the other way
    // round, attempts that fail together would wait for each other.
    const endpoint = await lockEndpoint(tx, merchantId, endpointId);
    await tx`
      insert into webhook_attempts ${tx(attemptRow(tx, delivery, outcome))} on conflict do nothing`;
    const held = await tx`
      update webhook_deliveries set lease_token = null, lease_expires_at = null,
        ${
          delayMs === undefined
            ? tx`status = 'failed', ended_at = now()`
            : tx`next_attempt_at = now() + ${delayMs} * interval '1 ms'`
        }
      where id = ${deliveryId} and merchant_id = ${merchantId} and status = 'pending'
        and lease_token = ${delivery.leaseToken} returning id`;
    if (held.length === 0) return undefined;
    const disabled = endpoint && (await noteFailure(tx, merchantId, endpointId, endpoint, status));
    const deliveries = disabled ? await announceDisabled(tx, delivery, disabled) : [];
    return { nextDelayMs: disabled ? undefined : delayMs, disabled, deliveries };
  });
}

/** The usual case, in one statement. */
async function settleSuccess(
  sql: Sql,
  delivery: ClaimedDelivery,
  outcome: AttemptOutcome,
): Promise<SettledAttempt | undefined> {
  const { merchantId, deliveryId, endpointId, leaseToken } = delivery;
  const held = await sql<{ toNote: boolean }[]>`
    with tried as (
      insert into webhook_attempts ${sql(attemptRow(sql, delivery, outcome))} on conflict do nothing
    )
    update webhook_deliveries d
    set lease_token = null, lease_expires_at = null, status = 'succeeded', ended_at = now()
    from webhook_endpoints e
    where d.id = ${deliveryId} and d.merchant_id = ${merchantId} and d.status = 'pending'
      and d.lease_token = ${leaseToken} and e.id = d.endpoint_id
    returning e.failing_since is not null or e.last_succeeded_at is null
      or e.last_succeeded_at < now() - interval '1 minute' as "toNote"`;
  if (!held[0]) return undefined;
  // At most once a minute, so that a busy endpoint is no hot row; and by itself, so that no row is held meanwhile.
  if (held[0].toNote) {
    await sql`update webhook_endpoints set last_succeeded_at = now(), failing_since = null
      where id = ${endpointId} and merchant_id = ${merchantId}`;
  }
  return { nextDelayMs: undefined, disabled: undefined, deliveries: [] };
}

const attemptRow = (db: Db, { deliveryId, attempt, url }: ClaimedDelivery, outcome: AttemptOutcome) => ({
  delivery_id: deliveryId,
  attempt,
  url,
  started_at: outcome.startedAt,
  duration_ms: outcome.durationMs,
  request_headers: outcome.requestHeaders && db.json(outcome.requestHeaders),
  response_status: outcome.responseStatus,
  response_excerpt: outcome.responseExcerpt,
  error: outcome.error,
});

interface LockedEndpoint {
  /** For how long nothing has succeeded; null when the last attempt did. */
  readonly failingMs: number | null;
}

/** Undefined when it takes nothing any more. */
async function lockEndpoint(
  tx: Db,
  merchantId: string,
  endpointId: string,
): Promise<LockedEndpoint | undefined> {
  const rows = await tx<(LockedEndpoint & { enabled: boolean })[]>`
    select (extract(epoch from now() - failing_since) * 1000)::float8 as "failingMs",
      status = 'enabled' and deleted_at is null as enabled
    from webhook_endpoints where id = ${endpointId} and merchant_id = ${merchantId} for no key update`;
  return rows[0]?.enabled ? rows[0] : undefined;
}

async function noteFailure(
  tx: Db,
  merchantId: string,
  endpointId: string,
  { failingMs }: LockedEndpoint,
  status: number | null,
): Promise<DisabledReason | undefined> {
  if (status === 410) return 'gone';
  if (failingMs === null) {
    await tx`update webhook_endpoints set failing_since = now()
      where id = ${endpointId} and merchant_id = ${merchantId}`;
  }
  return failingMs !== null && failingMs >= DISABLE_AFTER_MS ? 'failing' : undefined;
}

const WHY: Readonly<Record<Exclude<DisabledReason, 'merchant'>, string>> = {
  gone: 'it answered 410 Gone',
  failing: 'it has only failed for five days',
};

async function announceDisabled(
  tx: Db,
  { merchantId, endpointId, livemode, url }: ClaimedDelivery,
  reason: DisabledReason,
): Promise<WebhookDeliveryRef[]> {
  await tx`update webhook_endpoints
    set status = 'disabled', disabled_reason = ${reason}, disabled_at = now(), updated_at = now()
    where id = ${endpointId} and merchant_id = ${merchantId}`;
  await endPendingDeliveries(tx, merchantId, endpointId);
  const why = reason === 'merchant' ? 'it was switched off' : WHY[reason];
  await tx`insert into notices (id, merchant_id, kind, message, subject_id)
    values (${newId('note')}, ${merchantId}, 'webhook_endpoint_disabled', ${`The webhook endpoint ${url} was disabled because ${why}. Mend it, enable it again, and replay what it missed.`}, ${endpointId})`;
  return recordWebhookEvent(tx, merchantId, {
    livemode,
    type: 'webhook_endpoint.disabled',
    data: { id: endpointId, url, disabled_reason: reason, disabled_at: new Date().toISOString() },
  });
}
