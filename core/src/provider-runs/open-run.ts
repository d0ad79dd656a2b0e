import type { Db } from '../db/connect.js';
import { usagePeriod } from '../usage/quota.js';
import type { RunRef } from './provider-run.js';
import { ensureSpend } from './spend.js';

export interface NewRun extends RunRef {
  readonly leaseToken: string;
  readonly provider: string;
  /** What the run may cost at most, in millionths of a US dollar. */
  readonly reservedMicros: number;
  /** Of the token in the address that the provider may call. */
  readonly callbackTokenHash?: Uint8Array;
}

/**
 * `not_ours`: the lease is not this worker's any more, or there is a run that may still cost something: do not submit.
 * `over_budget`: the merchant's budget for the month at this provider does not allow it.
 */
export type OpenOutcome = 'opened' | 'not_ours' | 'over_budget';

/** PostgreSQL takes a bigint; no budget comes near it. */
const UNLIMITED_MICROS = Number.MAX_SAFE_INTEGER;

/**
 * Notes that a provider is about to be asked, before it is, and reserves what the run may cost. One statement: either
 * all of it or nothing. Should another worker be as fast, an index refuses the second row, and with it the reservation.
 */
export async function openRun(db: Db, merchantId: string, run: NewRun): Promise<OpenOutcome> {
  const period = usagePeriod(new Date());
  for (let attempt = 1; ; attempt++) {
    const outcome = await insertRun(db, merchantId, run, period);
    if (outcome !== 'over_budget' || attempt === 2) return outcome;
    // There may have been no row to count in, be it this worker that makes it or another one.
    await ensureSpend(db, merchantId, run.provider, period);
  }
}

async function insertRun(db: Db, merchantId: string, run: NewRun, period: string): Promise<OpenOutcome> {
  const { tryonId, n, leaseToken, provider, reservedMicros } = run;
  try {
    const [row] = await db<{ ours: boolean; opened: boolean }[]>`
      with ours as (
        select t.id from tryons t
        where t.id = ${tryonId} and t.merchant_id = ${merchantId} and t.status = 'processing'
          and t.lease_token = ${leaseToken} and t.lease_expires_at > now() and t.erased_at is null
          and not exists (select 1 from provider_runs r
            where r.tryon_id = t.id and (r.n >= ${n} or r.state <> 'ended'))
        for update
      ), counted as (
        update provider_spend s set micros = s.micros + ${reservedMicros}
        from ours
        where s.merchant_id = ${merchantId} and s.provider = ${provider} and s.period = ${period}
          and s.micros + ${reservedMicros} <= coalesce((select b.monthly_micros from provider_budgets b
            where b.merchant_id = ${merchantId} and b.provider = ${provider}), ${UNLIMITED_MICROS}::bigint)
        returning ours.id
      ), opened as (
        insert into provider_runs
          (tryon_id, n, merchant_id, provider, state, period, reserved_micros, callback_token_hash)
        select id, ${n}, ${merchantId}, ${provider}, 'submitting', ${period}, ${reservedMicros},
          ${run.callbackTokenHash ?? null}
        from counted returning tryon_id
      ), named as (
        update tryons t set provider = ${provider} from opened where t.id = opened.tryon_id
      )
      select exists (select 1 from ours) as ours, exists (select 1 from opened) as opened`;
    if (row?.opened) return 'opened';
    return row?.ours ? 'over_budget' : 'not_ours';
  } catch (error) {
    if (isUniqueViolation(error)) return 'not_ours';
    throw error;
  }
}

const isUniqueViolation = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === '23505';
