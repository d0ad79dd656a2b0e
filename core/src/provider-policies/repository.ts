import type { Db, Sql } from '../db/connect.js';

/** One of the providers that a merchant's live try-ons may go to. */
export interface PolicyEntry {
  readonly provider: string;
  /** What they may cost there in a calendar month (UTC), in millionths of a US dollar; null: anything. */
  readonly monthlyBudgetMicros: number | null;
}

/** The providers of a merchant's live try-ons, in the order in which they are asked. */
export async function findPolicy(db: Db, merchantId: string): Promise<PolicyEntry[]> {
  return db<PolicyEntry[]>`
    select p.provider, b.monthly_micros::float8 as "monthlyBudgetMicros"
    from merchants m cross join unnest(m.providers) with ordinality as p (provider, position)
      left join provider_budgets b on b.merchant_id = m.id and b.provider = p.provider
    where m.id = ${merchantId} order by p.position`;
}

/**
 * Changes where a merchant's live try-ons go. It counts from the next purchase on; what was spent this month stays
 * spent.
 * @param policy - 1 to 8 providers, each once, the first choice first.
 */
export async function setPolicy(sql: Sql, merchantId: string, policy: readonly PolicyEntry[]): Promise<void> {
  const names = policy.map((entry) => entry.provider);
  if (new Set(names).size < names.length) throw new RangeError('A provider is named twice');
  const capped = policy.filter((entry) => entry.monthlyBudgetMicros !== null);
  await sql.begin(async (tx) => {
    await tx`update merchants set providers = ${names} where id = ${merchantId}`;
    await tx`delete from provider_budgets where merchant_id = ${merchantId}`;
    await tx`insert into provider_budgets (merchant_id, provider, monthly_micros)
      select ${merchantId}, provider, micros from unnest(
        ${capped.map((entry) => entry.provider)}::text[],
        ${capped.map((entry) => entry.monthlyBudgetMicros)}::bigint[]) as b (provider, micros)`;
  });
}
