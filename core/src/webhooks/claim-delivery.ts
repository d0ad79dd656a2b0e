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
  /** The W3C trace context of the request that created the try-on which the event is about. */
  readonly traceParent: string | null;
  /** Which attempt this is, from 1. */
  readonly attempt: number;
  /** Every secret that signs now, the newest first; without those that could not be opened, so perhaps none. */
  readonly secrets: readonly string[];
  /** Why a secret could not be opened: it was sealed under another `SIGNING_SECRET`. */
  readonly secretFault: unknown;
  /** Fencing token: what came of it is only written under this. */
  readonly leaseToken: string;
}

export type DeliveryClaim =
  | { readonly claimed: true; readonly delivery: ClaimedDelivery }
  | { readonly claimed: false; readonly retryAfterMs: number | undefined };

type ClaimedRow = Omit<ClaimedDelivery, 'secrets' | 'secretFault' | 'leaseToken' | 'event'> & {
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
      v.id as "eventId", v.payload, (select t.trace_parent from tryons t where t.id = v.tryon_id
        and t.merchant_id = d.merchant_id) as "traceParent", d.attempts as attempt, e.secret,
      case when e.previous_secret_expires_at > now() then e.previous_secret end as "previousSecret"`;
  const row = rows[0];
  if (row) {
    const { secret, previousSecret, eventId, payload, ...rest } = row;
    const opened = openAll(sealer, previousSecret ? [secret, previousSecret] : [secret]);
    return {
      claimed: true,
      delivery: { ...rest, ...opened, event: { id: eventId, payload }, leaseToken },
    };
  }
  // It may have been written while its endpoint was being deleted: then nothing else would ever end it.
  const states = await sql<{ waitMs: number }[]>`
    with ended as (
      update webhook_deliveries d set status = 'failed', ended_at = now(), lease_token = null, lease_expires_at = null
      from webhook_endpoints e
      where d.id = ${deliveryId} and d.merchant_id = ${merchantId} and d.status = 'pending'
        and e.id = d.endpoint_id and e.deleted_at is not null
      returning d.id
    )
    select greatest(0, extract(epoch from greatest(next_attempt_at, lease_expires_at) - now()) * 1000)::float8 as "waitMs"
    from webhook_deliveries where id = ${deliveryId} and merchant_id = ${merchantId} and status = 'pending'
      and not exists (select from ended)`;
  return { claimed: false, retryAfterMs: states[0] && Math.ceil(states[0].waitMs) + 50 };
}

function openAll(
  sealer: Sealer,
  sealed: readonly Uint8Array[],
): Pick<ClaimedDelivery, 'secrets' | 'secretFault'> {
  const secrets: string[] = [];
  let secretFault: unknown;
  for (const each of sealed) {
    try {
      secrets.push(sealer.open(each));
    } catch (error) {
      secretFault = error;
    }
  }
  return { secrets, secretFault };
}

/**
 * Hands a delivery back whose attempt was interrupted by a shutdown: the next worker may make it at once, and it does
 * not count. False when the claim was lost.
 */
export async function releaseDelivery(
  db: Db,
  { merchantId, deliveryId, leaseToken }: Pick<ClaimedDelivery, 'merchantId' | 'deliveryId' | 'leaseToken'>,
): Promise<boolean> {
  const rows = await db`
    update webhook_deliveries set attempts = greatest(attempts - 1, 0), lease_token = null, lease_expires_at = null
    where id = ${deliveryId} and merchant_id = ${merchantId} and status = 'pending'
      and lease_token = ${leaseToken} returning id`;
  return rows.length > 0;
}

/**
 * Takes deliveries that have been due for `ageMs` and that nobody holds, over all merchants: the queue may have forgotten
 * them. Sending one again under its own id is harmless. One that was taken is not taken again for `againMs`, and those
 * that were never taken come first, so that what waits behind a slow endpoint hides nothing that is lost.
 */
export async function takeLostDeliveries(
  db: Db,
  { ageMs, againMs, limit }: { readonly ageMs: number; readonly againMs: number; readonly limit: number },
): Promise<WebhookDeliveryRef[]> {
  return db<WebhookDeliveryRef[]>`
    update webhook_deliveries set resent_at = now() where id in (
      select id from webhook_deliveries
      where status = 'pending' and next_attempt_at < now() - ${ageMs} * interval '1 ms'
        and (lease_expires_at is null or lease_expires_at < now())
        and (resent_at is null or resent_at < now() - ${againMs} * interval '1 ms')
      order by resent_at nulls first, next_attempt_at limit ${limit} for update skip locked)
    returning id as "deliveryId", endpoint_id as "endpointId", merchant_id as "merchantId"`;
}
