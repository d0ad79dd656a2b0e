import type { Db } from '../db/connect.js';
import { DomainError } from '../errors.js';
import type { WebhookDeliveryRef } from '../webhooks/event.js';
import { recordWebhookEvent } from '../webhooks/record-event.js';

/** The calendar month of an instant, in UTC: `2026-11`. */
export function usagePeriod(at: Date): string {
  return at.toISOString().slice(0, 7);
}

/** When the period after `at` begins. */
export function nextPeriodAt(at: Date): Date {
  return new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + 1, 1));
}

export interface Reservation {
  readonly tryonId: string;
  readonly livemode: boolean;
  readonly units: number;
  readonly at: Date;
}

/**
 * Takes units of the month's quota for a try-on, inside the transaction that stores it. The counter's row lock puts
 * racing requests in line, so the last unit goes to exactly one.
 *
 * @throws DomainError `quota_exceeded` when fewer than `units` are left.
 */
export async function reserveQuota(tx: Db, merchantId: string, input: Reservation): Promise<void> {
  const period = usagePeriod(input.at);
  await tx`insert into usage_counters (merchant_id, livemode, period)
    values (${merchantId}, ${input.livemode}, ${period}) on conflict do nothing`;
  const rows = await tx`
    update usage_counters c set reserved = c.reserved + ${input.units}
    from merchants m join plans p on p.id = m.plan_id
    where c.merchant_id = ${merchantId} and c.livemode = ${input.livemode} and c.period = ${period}
      and m.id = c.merchant_id
      and c.reserved + c.charged + ${input.units}
        <= case when c.livemode then p.monthly_tryons else p.monthly_test_tryons end
    returning c.period`;
  if (rows.length === 0) {
    throw new DomainError(
      'quota_exceeded',
      `The ${input.livemode ? '' : 'test '}quota of this month (${period}) is used up. It starts anew on the 1st, UTC; a larger plan lifts it at once.`,
      { retryAfterMs: Math.max(1_000, nextPeriodAt(input.at).getTime() - Date.now()) },
    );
  }
  await tx`insert into usage_reservations (tryon_id, merchant_id, livemode, period, units)
    values (${input.tryonId}, ${merchantId}, ${input.livemode}, ${period}, ${input.units})`;
}

/** Shares of a period's quota, in percent, that a merchant is told of when they are used up: each once a period. */
export const QUOTA_THRESHOLDS = [80, 100] as const;

export interface Settlement {
  /** False when it was settled before: nothing was changed. */
  readonly settled: boolean;
  /** What the thresholds that were reached are to be told with; to be enqueued after the commit. */
  readonly deliveries: readonly WebhookDeliveryRef[];
}

interface Counter {
  readonly livemode: boolean;
  readonly period: string;
  readonly charged: number;
  readonly limit: number;
}

/**
 * Ends a reservation, inside the transaction that ends the try-on: `chargedUnits` of it are charged, the rest is
 * given back. A reservation that was settled before stays as it is, so nothing is ever charged twice.
 */
export async function settleQuota(
  tx: Db,
  merchantId: string,
  tryonId: string,
  chargedUnits: number,
): Promise<Settlement> {
  const rows = await tx<Counter[]>`
    with settled as (
      update usage_reservations
      set state = ${chargedUnits > 0 ? 'charged' : 'released'}, settled_at = now(),
        charged_units = least(units, ${chargedUnits}::int)
      where tryon_id = ${tryonId} and merchant_id = ${merchantId} and state = 'reserved'
      returning livemode, period, units, charged_units
    )
    update usage_counters c
    set reserved = c.reserved - s.units, charged = c.charged + s.charged_units
    from settled s, merchants m, plans p
    where c.merchant_id = ${merchantId} and c.livemode = s.livemode and c.period = s.period
      and m.id = c.merchant_id and p.id = m.plan_id
    returning c.livemode, c.period, c.charged,
      case when c.livemode then p.monthly_tryons else p.monthly_test_tryons end as limit`;
  const counter = rows[0];
  if (!counter) return { settled: false, deliveries: [] };
  return { settled: true, deliveries: chargedUnits > 0 ? await announce(tx, merchantId, counter) : [] };
}

/** The counter's row lock has put racing settlements in line, and the table's key lets each threshold in once. */
async function announce(tx: Db, merchantId: string, counter: Counter): Promise<WebhookDeliveryRef[]> {
  const { livemode, period, charged, limit } = counter;
  const reached = QUOTA_THRESHOLDS.filter((percent) => charged * 100 >= limit * percent);
  if (reached.length === 0) return [];
  const fresh = await tx<{ percent: number }[]>`
    insert into usage_thresholds (merchant_id, livemode, period, percent)
    select ${merchantId}, ${livemode}, ${period}, unnest(${reached}::int[])
    on conflict do nothing returning percent`;
  const deliveries: WebhookDeliveryRef[] = [];
  for (const { percent } of fresh) {
    const data = { period, threshold_percent: percent, used: charged, limit };
    deliveries.push(
      ...(await recordWebhookEvent(tx, merchantId, { livemode, type: 'quota.threshold_reached', data })),
    );
  }
  return deliveries;
}

/** What a merchant used in a period. */
export async function readUsage(
  db: Db,
  merchantId: string,
  livemode: boolean,
  period: string,
): Promise<{ reserved: number; charged: number }> {
  const rows = await db<{ reserved: number; charged: number }[]>`
    select reserved, charged from usage_counters
    where merchant_id = ${merchantId} and livemode = ${livemode} and period = ${period}`;
  return rows[0] ?? { reserved: 0, charged: 0 };
}
