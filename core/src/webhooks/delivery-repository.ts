import type { Db, Sql } from '../db/connect.js';
import type { DeliveryAttempt, DeliveryStatus, WebhookDelivery } from './delivery.js';
import type { WebhookDeliveryRef, WebhookEventType } from './event.js';
import { insertDeliveries, insertEvent } from './record-event.js';

export interface DeliveryListing {
  readonly endpointId: string;
  readonly status?: DeliveryStatus | undefined;
  readonly eventType?: WebhookEventType | undefined;
  readonly from?: Date | undefined;
  readonly to?: Date | undefined;
  /** 1-100. */
  readonly limit: number;
  readonly cursor?: string | undefined;
}

export type LoggedDelivery = WebhookDelivery & { readonly log: readonly DeliveryAttempt[] };

/** A page of an endpoint's deliveries with their attempts, newest first. */
export async function listDeliveries(
  db: Db,
  merchantId: string,
  listing: DeliveryListing,
): Promise<{ deliveries: LoggedDelivery[]; hasMore: boolean }> {
  const rows = await db<WebhookDelivery[]>`
    select ${columns(db)} from webhook_deliveries d join webhook_events v on v.id = d.event_id
    where d.merchant_id = ${merchantId} and d.endpoint_id = ${listing.endpointId}
      ${listing.status ? db`and d.status = ${listing.status}` : db``}
      ${listing.eventType ? db`and v.type = ${listing.eventType}` : db``}
      ${listing.from ? db`and d.created_at >= ${listing.from}` : db``}
      ${listing.to ? db`and d.created_at < ${listing.to}` : db``}
      ${listing.cursor ? db`and d.id < ${listing.cursor}` : db``}
    order by d.id desc limit ${listing.limit + 1}`;
  const page = rows.slice(0, listing.limit);
  return { deliveries: await withLog(db, page), hasMore: rows.length > listing.limit };
}

export async function findDelivery(
  db: Db,
  merchantId: string,
  livemode: boolean,
  deliveryId: string,
): Promise<LoggedDelivery | undefined> {
  const rows = await db<WebhookDelivery[]>`
    select ${columns(db)} from webhook_deliveries d join webhook_events v on v.id = d.event_id
    where d.id = ${deliveryId} and d.merchant_id = ${merchantId} and v.livemode = ${livemode}`;
  return (await withLog(db, rows))[0];
}

/** Sends an event of before once more, under its own id, to the endpoint it went to. */
export async function replayDelivery(
  sql: Sql,
  merchantId: string,
  delivery: Pick<WebhookDelivery, 'id' | 'eventId' | 'endpointId'>,
): Promise<WebhookDeliveryRef> {
  const { id: replayOf, eventId, endpointId } = delivery;
  const [ref] = await insertDeliveries(sql, merchantId, [{ endpointId, eventId, replayOf }]);
  if (!ref) throw new Error('The replay was not stored');
  return ref;
}

export interface ReplayRange {
  readonly endpointId: string;
  /** Events that were first sent to the endpoint from here on, … */
  readonly from: Date;
  /** … and before this. */
  readonly to: Date;
  /** Only what never arrived, neither then nor in a replay; else whatever was sent, too. */
  readonly onlyFailed: boolean;
  /** From the call before: goes on after it. */
  readonly cursor?: string | undefined;
  readonly limit: number;
}

/**
 * Sends an endpoint's events of a time range once more, each once, oldest first. What is still on its way is left alone.
 *
 * @returns a cursor when there may be more.
 */
export async function replayRange(
  sql: Sql,
  merchantId: string,
  range: ReplayRange,
): Promise<{ replayed: WebhookDeliveryRef[]; nextCursor: string | null }> {
  const { endpointId, cursor } = range;
  return sql.begin(async (tx) => {
    const rows = await tx<{ eventId: string; replayOf: string }[]>`
      select d.event_id as "eventId", d.id as "replayOf" from webhook_deliveries d
      where d.merchant_id = ${merchantId} and d.endpoint_id = ${endpointId} and d.replay_of is null
        and d.created_at >= ${range.from} and d.created_at < ${range.to}
        ${cursor === undefined ? tx`` : tx`and d.event_id > ${cursor}`}
        and not exists (select from webhook_deliveries o
          where o.event_id = d.event_id and o.endpoint_id = d.endpoint_id
            and o.status = any(${range.onlyFailed ? ['pending', 'succeeded'] : ['pending']}))
      order by d.event_id limit ${range.limit + 1}`;
    const chosen = rows.slice(0, range.limit);
    const replayed = await insertDeliveries(
      tx,
      merchantId,
      chosen.map(({ eventId, replayOf }) => ({ endpointId, eventId, replayOf })),
    );
    return { replayed, nextCursor: rows.length > range.limit ? (chosen.at(-1)?.eventId ?? null) : null };
  });
}

/** Sends a test event to one endpoint, whatever it subscribes to. */
export async function sendTestEvent(
  sql: Sql,
  merchantId: string,
  livemode: boolean,
  endpointId: string,
): Promise<WebhookDeliveryRef> {
  return sql.begin(async (tx) => {
    const eventId = await insertEvent(tx, merchantId, {
      livemode,
      type: 'webhook_endpoint.test',
      data: { id: endpointId, message: 'If you can read and verify this, your endpoint works.' },
    });
    const [ref] = await insertDeliveries(tx, merchantId, [{ endpointId, eventId }]);
    if (!ref) throw new Error('The test was not stored');
    return ref;
  });
}

/** Forgets events past their time, with their deliveries and attempts (a sweep). @returns how many. */
export async function purgeEvents(db: Db, days: number, limit: number): Promise<number> {
  const rows = await db`delete from webhook_events where id in (
    select v.id from webhook_events v where v.created_at < now() - ${days} * interval '1 day'
      and not exists (select 1 from webhook_deliveries d where d.event_id = v.id and d.status = 'pending')
    order by v.created_at limit ${limit}) returning id`;
  return rows.length;
}

/**
 * Inside the transaction that erases a try-on: its events forget what the shop said of the shopper, and so do the answers
 * to them, since many a receiver says back what it heard.
 */
export async function eraseWebhookData(tx: Db, merchantId: string, tryonId: string): Promise<void> {
  await tx`update webhook_events set payload = (payload::jsonb
      || jsonb_build_object('data', payload::jsonb -> 'data'
        || '{"metadata": {}, "consent": null, "based_on": null, "warnings": [], "output": []}'))::text
    where tryon_id = ${tryonId} and merchant_id = ${merchantId}`;
  await tx`update webhook_attempts a set response_excerpt = null
    from webhook_events v join webhook_deliveries d on d.event_id = v.id
    where v.tryon_id = ${tryonId} and v.merchant_id = ${merchantId} and a.delivery_id = d.id
      and a.response_excerpt is not null`;
}

async function withLog(db: Db, deliveries: readonly WebhookDelivery[]): Promise<LoggedDelivery[]> {
  const ids = deliveries.map(({ id }) => id);
  const attempts = await db<(DeliveryAttempt & { deliveryId: string })[]>`
    select delivery_id as "deliveryId", attempt, url, started_at as "startedAt", duration_ms as "durationMs",
      request_headers as "requestHeaders",
      response_status as "responseStatus", response_excerpt as "responseExcerpt", error
    from webhook_attempts where delivery_id = any(${ids}) order by attempt limit 2000`;
  return deliveries.map((delivery) => ({
    ...delivery,
    log: attempts.filter((attempt) => attempt.deliveryId === delivery.id),
  }));
}

const columns = (
  db: Db,
) => db`d.id, d.endpoint_id as "endpointId", d.event_id as "eventId", v.type as "eventType",
  d.status, d.replay_of as "replayOf", d.attempts, case when d.status = 'pending' then d.next_attempt_at end as "nextAttemptAt",
  v.payload, d.created_at as "createdAt", d.ended_at as "endedAt"`;
