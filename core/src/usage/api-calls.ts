import type { Db } from '../db/connect.js';

export interface ApiCallCount {
  readonly merchantId: string;
  readonly livemode: boolean;
  /** `2026-11-21`, UTC. */
  readonly day: string;
  readonly calls: number;
}

/**
 * Adds a batch of counts, over all merchants, in one statement; in order, so that two servers that add the same ones at
 * the same time lock their rows in the same order and do not end in a deadlock.
 */
export async function addApiCalls(db: Db, counts: readonly ApiCallCount[]): Promise<void> {
  if (counts.length === 0) return;
  await db`
    insert into api_call_counts as c (merchant_id, livemode, day, calls)
    select u.merchant_id, u.livemode::boolean, u.day, u.calls from unnest(${counts.map((count) => count.merchantId)}::text[],
      ${counts.map((count) => String(count.livemode))}::text[], ${counts.map((count) => count.day)}::date[],
      ${counts.map((count) => count.calls)}::bigint[]) as u (merchant_id, livemode, day, calls)
    order by u.merchant_id, u.livemode, u.day
    on conflict (merchant_id, livemode, day) do update set calls = c.calls + excluded.calls`;
}
