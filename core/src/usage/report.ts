import type { Db } from '../db/connect.js';
import { readUsage } from './quota.js';

export interface UsageDay {
  /** `2026-11-21`, UTC. */
  readonly day: string;
  /** Samples that were charged. */
  readonly tryons: number;
  readonly apiCalls: number;
}

export interface UsageReport {
  readonly limit: number;
  readonly charged: number;
  readonly reserved: number;
  /** The days on which anything happened, oldest first. */
  readonly days: readonly UsageDay[];
}

/** What a merchant used in a period (`2026-11`), day by day, against the limit of its plan as it is now. */
export async function reportUsage(
  db: Db,
  merchantId: string,
  livemode: boolean,
  period: string,
): Promise<UsageReport> {
  const [usage, limits, days] = await Promise.all([
    readUsage(db, merchantId, livemode, period),
    db<{ limit: number }[]>`
      select case when ${livemode} then p.monthly_tryons else p.monthly_test_tryons end as limit
      from merchants m join plans p on p.id = m.plan_id where m.id = ${merchantId}`,
    db<UsageDay[]>`
      select day, sum(tryons)::int as tryons, sum(calls)::int as "apiCalls" from (
        select to_char(settled_at at time zone 'UTC', 'YYYY-MM-DD') as day, charged_units as tryons, 0 as calls
        from usage_reservations
        where merchant_id = ${merchantId} and livemode = ${livemode} and period = ${period} and state = 'charged'
        union all
        select to_char(day, 'YYYY-MM-DD'), 0, calls from api_call_counts
        where merchant_id = ${merchantId} and livemode = ${livemode}
          and day >= ${`${period}-01`}::date and day < ${`${period}-01`}::date + interval '1 month'
      ) by_day group by day order by day limit 40`,
  ]);
  return { ...usage, limit: limits[0]?.limit ?? 0, days: [...days] };
}
