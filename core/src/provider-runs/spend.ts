import type { Db } from '../db/connect.js';

/**
 * The end of a statement that has settled runs in a part called `settled_run`: what they were reserved for gives way to
 * what they cost. It is part of that statement, because all runs of a merchant take their turn at the row that counts.
 */
export const spentBySettledRuns = (db: Db) => db`spent as (
  update provider_spend s set micros = greatest(0, s.micros - r.reserved_micros + r.cost_micros)
  from settled_run r
  where s.merchant_id = r.merchant_id and s.provider = r.provider and s.period = r.period
    and r.cost_micros is not null
)`;

/** Makes the row that counts a merchant's month at a provider; false when there is one. */
export async function ensureSpend(
  db: Db,
  merchantId: string,
  provider: string,
  period: string,
): Promise<boolean> {
  const rows = await db`insert into provider_spend (merchant_id, provider, period)
    values (${merchantId}, ${provider}, ${period}) on conflict do nothing returning period`;
  return rows.length > 0;
}

/** What a merchant's runs of a month cost at a provider, and may still cost, in millionths of a US dollar. */
export async function readSpend(
  db: Db,
  merchantId: string,
  provider: string,
  period: string,
): Promise<number> {
  const rows = await db<{ micros: number }[]>`select micros::float8 as micros from provider_spend
    where merchant_id = ${merchantId} and provider = ${provider} and period = ${period}`;
  return rows[0]?.micros ?? 0;
}

export interface TryonCost {
  readonly tryonId: string;
  /** Millionths of a US dollar, all of its runs together. */
  readonly micros: number;
  /** Some of it is what it may cost: the provider has not said yet, or never will. */
  readonly estimated: boolean;
}

/** What try-ons cost at remote providers; those that were never bought are left out. */
export async function findCosts(
  db: Db,
  merchantId: string,
  tryonIds: readonly string[],
): Promise<TryonCost[]> {
  return db<TryonCost[]>`select tryon_id as "tryonId",
      sum(coalesce(cost_micros, reserved_micros))::float8 as micros, bool_or(cost_micros is null) as estimated
    from provider_runs where merchant_id = ${merchantId} and tryon_id = any(${[...tryonIds]}::text[])
    group by tryon_id`;
}
