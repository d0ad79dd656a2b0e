import type { Db, Sql } from '../db/connect.js';
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

/** The refusal of a submit that the period's quota does not allow. */
export function quotaExceeded(livemode: boolean, at: Date): DomainError {
  return new DomainError(
    'quota_exceeded',
    `The ${livemode ? '' : 'test '}quota of this month (${usagePeriod(at)}) is used up. It starts anew on the 1st, UTC; a larger plan lifts it at once.`,
    { retryAfterMs: Math.max(1_000, nextPeriodAt(at).getTime() - Date.now()) },
  );
}

/** Makes the row that counts a period, if there is none yet. */
export async function ensureCounter(
  db: Db,
  merchantId: string,
  livemode: boolean,
  period: string,
): Promise<void> {
  await db`insert into usage_counters (merchant_id, livemode, period)
    values (${merchantId}, ${livemode}, ${period}) on conflict do nothing`;
}

/** Shares of a period's quota, in percent, that a merchant is told of when they are used up: each once a period. */
export const QUOTA_THRESHOLDS: readonly number[] = [80, 100];

export interface QuotaState {
  readonly livemode: boolean;
  readonly period: string;
  readonly charged: number;
  readonly limit: number;
}

/** Whether a threshold is reached that may have to be told. */
export function atThreshold({ charged, limit }: QuotaState): boolean {
  return charged > 0 && charged * 100 >= limit * Math.min(...QUOTA_THRESHOLDS);
}

/** Tells of the thresholds that are reached and were not told of: the table's key lets each in once. */
export async function announceThresholds(
  sql: Sql,
  merchantId: string,
  { livemode, period, charged, limit }: QuotaState,
): Promise<WebhookDeliveryRef[]> {
  const reached = QUOTA_THRESHOLDS.filter((percent) => charged * 100 >= limit * percent);
  return sql.begin(async (tx) => {
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
  });
}

/** Counters of a period whose thresholds were reached and, after a crash, not told of (a sweep). */
export async function findUnannounced(
  db: Db,
  period: string,
  limit: number,
): Promise<(QuotaState & { readonly merchantId: string })[]> {
  return db<(QuotaState & { merchantId: string })[]>`
    select * from (
      select c.merchant_id as "merchantId", c.livemode, c.period, c.charged,
        case when c.livemode then p.monthly_tryons else p.monthly_test_tryons end as limit
      from usage_counters c join merchants m on m.id = c.merchant_id join plans p on p.id = m.plan_id
      where c.period = ${period} and c.charged > 0
    ) u
    where exists (select 1 from unnest(${[...QUOTA_THRESHOLDS]}::int[]) as t (percent)
      where u.charged * 100 >= u.limit * t.percent and not exists (
        select 1 from usage_thresholds told where told.merchant_id = u."merchantId"
          and told.livemode = u.livemode and told.period = u.period and told.percent = t.percent))
    limit ${limit}`;
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
