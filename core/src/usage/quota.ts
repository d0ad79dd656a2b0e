import type { Db } from '../db/connect.js';
import { DomainError } from '../errors.js';

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

/**
 * Ends a reservation, inside the transaction that ends the try-on: `chargedUnits` of it are charged, the rest is
 * given back. A reservation that was settled before stays as it is, so nothing is ever charged twice.
 */
export async function settleQuota(
  tx: Db,
  merchantId: string,
  tryonId: string,
  chargedUnits: number,
): Promise<boolean> {
  const rows = await tx`
    with settled as (
      update usage_reservations
      set state = ${chargedUnits > 0 ? 'charged' : 'released'}, settled_at = now(),
        charged_units = least(units, ${chargedUnits}::int)
      where tryon_id = ${tryonId} and merchant_id = ${merchantId} and state = 'reserved'
      returning livemode, period, units, charged_units
    )
    update usage_counters c
    set reserved = c.reserved - s.units, charged = c.charged + s.charged_units
    from settled s
    where c.merchant_id = ${merchantId} and c.livemode = s.livemode and c.period = s.period
    returning c.period`;
  return rows.length > 0;
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
