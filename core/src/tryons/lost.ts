import type { Db } from '../db/connect.js';
import { MAX_WAIT_MS } from './deadlines.js';
import type { TryonLane } from './tryon.js';

export interface LostTryon {
  readonly id: string;
  readonly merchantId: string;
  readonly lane: TryonLane;
  readonly attempts: number;
}

/**
 * Takes try-ons that wait though nobody holds them: queued for longer than `ageMs`, or processing with a lease that ran
 * out that long ago. The queue may have forgotten them; sending them again under their own id is harmless. One that
 * was taken is not taken again for `againMs`, so that a long queue is gone through to its end.
 */
export async function takeLostTryons(
  db: Db,
  { ageMs, againMs, limit }: { readonly ageMs: number; readonly againMs: number; readonly limit: number },
): Promise<LostTryon[]> {
  return db<LostTryon[]>`
    update tryons set resent_at = now() where id in (
      select id from tryons
      where (status = 'queued' and created_at < now() - ${ageMs} * interval '1 ms'
          or status = 'processing' and lease_expires_at < now() - ${ageMs} * interval '1 ms')
        and (resent_at is null or resent_at < now() - ${againMs} * interval '1 ms')
      order by created_at limit ${limit} for update skip locked)
    returning id, merchant_id as "merchantId", lane, attempts`;
}

/**
 * Try-ons that cannot end by themselves any more: never claimed in half an hour, or long past their deadline. Those count
 * though a worker holds them and renews its lease: it should have ended them long since, and whatever it still writes is
 * held off once they have ended.
 */
export async function findOverdueTryons(
  db: Db,
  { graceMs, limit }: { readonly graceMs: number; readonly limit: number },
): Promise<LostTryon[]> {
  return db<LostTryon[]>`
    select id, merchant_id as "merchantId", lane, attempts from tryons
    where (status = 'queued' and created_at < now() - ${MAX_WAIT_MS} * interval '1 ms')
      or (status = 'processing' and deadline_at < now() - ${graceMs} * interval '1 ms')
    order by created_at limit ${limit}`;
}
