import type { Sealer } from '../crypto/sealer.js';
import type { Db, Sql } from '../db/connect.js';
import { newId } from '../ids.js';
import type { WebhookDeliveryRef } from './event.js';

/** Longer than an attempt may take. */
export const DELIVERY_LEASE_MS = 20_000;

export interface ClaimedDelivery {
  readonly deliveryId: string;
  readonly merchantId: string;
  readonly endpointId: string;
  readonly livemode: boolean;
  readonly url: string;
  readonly event: { readonly id: string; readonly payload: string };
  /** Which attempt this is, from 1. */
  readonly attempt: number;
  /** Every secret that signs now, the newest first. */
  readonly secrets: readonly string[];
  /** Fencing token: what came of it is only written under this. */
  readonly leaseToken: string;
}

export type DeliveryClaim =
  | { readonly claimed: true; readonly delivery: ClaimedDelivery }
  | { readonly claimed: false; readonly retryAfterMs: number | undefined };

type ClaimedRow = Omit<ClaimedDelivery, 'secrets' | 'leaseToken' | 'event'> & {
  readonly eventId: string;
  readonly payload: string;
  readonly secret: Uint8Array;
  readonly previousSecret: Uint8Array | null;
};

/** Takes a delivery that is due. Not claimed and nothing to wait for: it has ended, or there is none. */
export async function claimDelivery(
  sql: Sql,
  merchantId: string,
  deliveryId: string,
  sealer: Sealer,
): Promise<DeliveryClaim> {
  const leaseToken = newId('lease');
  const rows = await sql<ClaimedRow[]>`
    update webhook_deliveries d set attempts = d.attempts + 1, lease_token = ${leaseToken},
      lease_expires_at = now() + ${DELIVERY_LEASE_MS} * interval '1 ms'
    from webhook_endpoints e, webhook_events v
    where d.id = ${deliveryId} and d.merchant_id = ${merchantId} and d.status = 'pending'
      and d.next_attempt_at <= now() and (d.lease_expires_at is null or d.lease_expires_at <= now())
      and e.id = d.endpoint_id and e.deleted_at is null and v.id = d.event_id
    returning d.id as "deliveryId", d.merchant_id as "merchantId", d.endpoint_id as "endpointId", e.livemode, e.url,
      v.id as "eventId", v.payload, d.attempts as attempt, e.secret,
      case when e.previous_secret_expires_at > now() then e.previous_secret end as "previousSecret"`;
  const row = rows[0];
  if (row) {
    const { secret, previousSecret, eventId, payload, ...rest } = row;
    const secrets = [secret, ...(previousSecret ? [previousSecret] : [])].map((text) => sealer.open(text));
    return {
      claimed: true,
      delivery: { ...rest, event: { id: eventId, payload }, secrets, leaseToken },
    };
  }
  const states = await sql<{ waitMs: number }[]>`
    select greatest(0, extract(epoch from greatest(next_attempt_at, lease_expires_at) - now()) * 1000)::float8 as "waitMs"
    from webhook_deliveries where id = ${deliveryId} and merchant_id = ${merchantId} and status = 'pending'`;
  return { claimed: false, retryAfterMs: states[0] && Math.ceil(states[0].waitMs) + 50 };
}

/** Deliveries that are due and that nobody holds, over all merchants (a sweep): the queue may have forgotten them. */
export async function findLostDeliveries(
  db: Db,
  ageMs: number,
  limit: number,
): Promise<WebhookDeliveryRef[]> {
  return db<WebhookDeliveryRef[]>`
    select id as "deliveryId", endpoint_id as "endpointId", merchant_id as "merchantId" from webhook_deliveries
    where status = 'pending' and next_attempt_at < now() - ${ageMs} * interval '1 ms'
      and (lease_expires_at is null or lease_expires_at < now())
    order by next_attempt_at limit ${limit}`;
}
