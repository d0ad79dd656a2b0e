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

export interface WorkerHeartbeats {
  /** Milliseconds since any worker was heard of, or undefined if none ever was. */
  readonly ageMs: number | undefined;
  /** Workers that are not taken for dead. */
  readonly alive: number;
}

export async function workerHeartbeats(db: Db): Promise<WorkerHeartbeats> {
  const rows = await db<{ ageMs: number | null; alive: number }[]>`
    select (extract(epoch from now() - max(seen_at)) * 1000)::float8 as "ageMs",
      (count(*) filter (where seen_at > now() - ${HEARTBEAT_STALE_MS} * interval '1 ms'))::int as alive
    from worker_heartbeats`;
  return { ageMs: rows[0]?.ageMs ?? undefined, alive: rows[0]?.alive ?? 0 };
}
