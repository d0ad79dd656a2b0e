import type { Db } from '../db/connect.js';
import { deleteExpired } from '../db/delete-expired.js';
import { believableTime, pageWithoutQuery, type WidgetEventBatch } from './widget-event.js';

/**
 * Keeps a batch of events, in one statement: what is there already counts once, and a merchant who wants no analytics
 * gets none. A try-on that is another merchant's, or has been erased, is not noted: an event may come after the erasure.
 *
 * @returns how many of the batch are kept, those that were there before among them; 0 for such a merchant.
 */
export async function recordWidgetEvents(
  db: Db,
  merchantId: string,
  batch: WidgetEventBatch,
  now: Date = new Date(),
): Promise<number> {
  const { events } = batch;
  const [row] = await db<{ wanted: boolean }[]>`
    with merchant as (
      select id, sha256(convert_to(analytics_salt || ${batch.visitorId}, 'UTF8')) as visitor_hash
      from merchants where id = ${merchantId} and analytics_enabled
    ), about as (
      -- Locked, so that whoever erases one finds its events, or they find it erased.
      select t.id from tryons t join merchant m on m.id = t.merchant_id
      where t.id = any(${events.flatMap(({ tryonId }) => tryonId ?? [])}::text[]) and t.erased_at is null
      for share of t
    ), kept as (
      insert into widget_events (merchant_id, livemode, id, visitor_hash, visitor_group, name, occurred_at,
        received_at, page_url, product_id, tryon_id, source, code)
      select m.id, ${batch.livemode}, e.id, m.visitor_hash, ${batch.group}, e.name, e.occurred_at, ${now},
        e.page_url, e.product_id, (select id from about where about.id = e.tryon_id), e.source, e.code
      from merchant m, unnest(${events.map(({ id }) => id)}::text[], ${events.map(({ name }) => name)}::text[],
        ${events.map(({ occurredAt }) => believableTime(occurredAt, now).toISOString())}::timestamptz[],
        ${events.map(({ pageUrl }) => pageWithoutQuery(pageUrl))}::text[],
        ${events.map(({ productId }) => productId ?? null)}::text[],
        ${events.map(({ tryonId }) => tryonId ?? null)}::text[],
        ${events.map(({ source }) => source ?? null)}::text[], ${events.map(({ code }) => code ?? null)}::text[])
        as e (id, name, occurred_at, page_url, product_id, tryon_id, source, code)
      on conflict (merchant_id, id) do nothing
    )
    select exists (select 1 from merchant) as wanted`;
  return row?.wanted ? events.length : 0;
}

/** Inside the transaction that erases a try-on: what its visitor did stays, that it was about this try-on does not. */
export async function forgetTryonInEvents(tx: Db, merchantId: string, tryonId: string): Promise<void> {
  await tx`update widget_events set tryon_id = null where tryon_id = ${tryonId} and merchant_id = ${merchantId}`;
}

/** A year, and the month to compare it with. */
const KEEPING = { table: 'widget_events', since: 'received_at', hours: 400 * 24 };

/** Forgets events past their time, over all merchants (a sweep). @returns how many. */
export const purgeWidgetEvents = (db: Db, limit: number) => deleteExpired(db, KEEPING, limit);
