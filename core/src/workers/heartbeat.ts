import type { Db } from '../db/connect.js';

/** A worker that was not heard of for this long is taken for dead. */
export const HEARTBEAT_STALE_MS = 30_000;

export async function recordHeartbeat(db: Db, workerId: string, startedAt: Date): Promise<void> {
  await db`insert into worker_heartbeats (worker_id, started_at, seen_at)
    values (${workerId}, ${startedAt}, now())
    on conflict (worker_id) do update set seen_at = now()`;
}

export async function forgetWorker(db: Db, workerId: string): Promise<void> {
  await db`delete from worker_heartbeats where worker_id = ${workerId} or seen_at < now() - interval '1 day'`;
}

/** Milliseconds since any worker was heard of, or undefined if none ever was. */
export async function lastHeartbeatAgeMs(db: Db): Promise<number | undefined> {
  const rows = await db<{ ageMs: number | null }[]>`
    select (extract(epoch from now() - max(seen_at)) * 1000)::float8 as "ageMs" from worker_heartbeats`;
  return rows[0]?.ageMs ?? undefined;
}
