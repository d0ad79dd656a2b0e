import type { Db } from '../db/connect.js';

export interface LostTryon {
  readonly id: string;
  readonly merchantId: string;
  readonly attempts: number;
}

/**
 * Try-ons that wait though nobody holds them: queued for longer than `ageMs`, or processing with a lease that ran
 * out that long ago. The queue may have forgotten them; sending them again under their own id is harmless.
 */
export async function findLostTryons(db: Db, ageMs: number, limit: number): Promise<LostTryon[]> {
  return db<LostTryon[]>`
    select id, merchant_id as "merchantId", attempts from tryons
    where (status = 'queued' and updated_at < now() - ${ageMs} * interval '1 ms')
      or (status = 'processing' and lease_expires_at < now() - ${ageMs} * interval '1 ms')
    order by created_at limit ${limit}`;
}
