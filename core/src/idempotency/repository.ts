import type { Db, Sql } from '../db/connect.js';
import { deleteExpired } from '../db/delete-expired.js';
import { DomainError } from '../errors.js';

/** A request that runs longer than this is taken for dead, and a repetition may start anew. */
const LOCK_MS = 60_000;
const KEPT_HOURS = 24;

export interface StoredResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
}

export type IdempotencyOutcome =
  /**
   * Do the work. `resourceId` is set when an earlier, crashed request had already made it; `lock` tells this request from
   * one that takes over when it runs too long.
   */
  | { readonly kind: 'run'; readonly resourceId: string | null; readonly lock: string }
  | { readonly kind: 'replay'; readonly response: StoredResponse }
  | { readonly kind: 'mismatch' }
  | { readonly kind: 'running'; readonly retryAfterMs: number };

/** Takes a key for a request, or says what became of the request that took it before. */
export async function takeIdempotencyKey(
  sql: Sql,
  merchantId: string,
  livemode: boolean,
  key: string,
  requestHash: Buffer,
): Promise<IdempotencyOutcome> {
  // A new key is the usual case: one statement.
  const insert = (db: Db) => db<{ lock: string }[]>`
    insert into idempotency_keys (merchant_id, livemode, key, request_hash, locked_until)
    values (${merchantId}, ${livemode}, ${key}, ${requestHash}, now() + ${LOCK_MS} * interval '1 ms')
    on conflict do nothing returning locked_until::text as lock`;
  const [taken] = await insert(sql);
  if (taken) return { kind: 'run', resourceId: null, lock: taken.lock };
  return sql.begin(async (tx): Promise<IdempotencyOutcome> => {
    await tx`delete from idempotency_keys where merchant_id = ${merchantId} and livemode = ${livemode}
      and key = ${key} and created_at < now() - ${KEPT_HOURS} * interval '1 hour'`;
    const [fresh] = await insert(tx);
    if (fresh) return { kind: 'run', resourceId: null, lock: fresh.lock };

    const rows = await tx<
      {
        requestHash: Buffer;
        resourceId: string | null;
        status: number | null;
        headers: Record<string, string> | null;
        body: unknown;
        lockedMs: number;
      }[]
    >`select request_hash as "requestHash", resource_id as "resourceId", response_status as status,
        response_headers as headers, response_body as body,
        (extract(epoch from locked_until - now()) * 1000)::float8 as "lockedMs"
      from idempotency_keys
      where merchant_id = ${merchantId} and livemode = ${livemode} and key = ${key} for update`;
    const row = rows[0];
    if (!row) return { kind: 'running', retryAfterMs: 1_000 };
    if (!row.requestHash.equals(requestHash)) return { kind: 'mismatch' };
    if (row.status !== null) {
      return { kind: 'replay', response: { status: row.status, headers: row.headers ?? {}, body: row.body } };
    }
    if (row.lockedMs > 0) return { kind: 'running', retryAfterMs: Math.min(row.lockedMs, 2_000) };
    const [over] = await tx<{ lock: string }[]>`
      update idempotency_keys set locked_until = now() + ${LOCK_MS} * interval '1 ms'
      where merchant_id = ${merchantId} and livemode = ${livemode} and key = ${key}
      returning locked_until::text as lock`;
    return { kind: 'run', resourceId: row.resourceId, lock: over?.lock ?? '-infinity' };
  });
}

/**
 * Whether a request with this key has made its thing already, or the key is no longer this request's. A key that was
 * bound to something that was never made, because the quota was used up, is set free again.
 */
export async function answeredMeanwhile(
  db: Db,
  merchantId: string,
  livemode: boolean,
  key: string,
): Promise<boolean> {
  await db`update idempotency_keys set resource_id = null
    where merchant_id = ${merchantId} and livemode = ${livemode} and key = ${key}
      and not exists (select 1 from tryons where id = resource_id and merchant_id = ${merchantId})`;
  const free = await db`select 1 from idempotency_keys
    where merchant_id = ${merchantId} and livemode = ${livemode} and key = ${key} and resource_id is null`;
  return free.length === 0;
}

/** Stores the answer to give to repetitions; the first that is stored stays. */
export async function storeIdempotentResponse(
  db: Db,
  merchantId: string,
  livemode: boolean,
  key: string,
  response: StoredResponse,
): Promise<void> {
  await db`update idempotency_keys set response_status = ${response.status},
      response_headers = ${db.json(response.headers)}, response_body = ${db.json(response.body as never)}
    where merchant_id = ${merchantId} and livemode = ${livemode} and key = ${key} and response_status is null`;
}

/**
 * Binds a key to what its request makes, inside the transaction that makes it: a repetition then finds that, whatever
 * became of the answer.
 *
 * @throws DomainError `idempotency_in_progress` when the request was taken for dead and another one took its key over:
 *   nothing may be made any more.
 */
export async function bindIdempotencyKey(
  tx: Db,
  merchantId: string,
  livemode: boolean,
  key: string,
  lock: string,
  resourceId: string,
): Promise<void> {
  const bound = await tx`update idempotency_keys set resource_id = ${resourceId}
    where merchant_id = ${merchantId} and livemode = ${livemode} and key = ${key}
      and locked_until = ${lock}::text::timestamptz returning 1`;
  if (bound.length === 0) throw fasterRepetition();
}

export const fasterRepetition = () =>
  new DomainError(
    'idempotency_in_progress',
    'Another request with this Idempotency-Key was faster. Try again shortly for its answer.',
    { retryAfterMs: 1_000 },
  );

/**
 * Gives a key back after a request that failed, but only while the lock is still its own: one that changed nothing can
 * be mended and sent again, and what one that failed only after its work had made is answered to the next repetition.
 */
export async function releaseIdempotencyKey(
  db: Db,
  merchantId: string,
  livemode: boolean,
  key: string,
  lock: string,
): Promise<void> {
  const own = db`merchant_id = ${merchantId} and livemode = ${livemode} and key = ${key}
    and locked_until = ${lock}::text::timestamptz and response_status is null`;
  await db`with freed as (delete from idempotency_keys where ${own} and resource_id is null)
    update idempotency_keys set locked_until = now() where ${own} and resource_id is not null`;
}

/** Inside the transaction that erases it: forgets the stored answer that told of a resource. */
export async function forgetAnswersOf(tx: Db, merchantId: string, resourceId: string): Promise<void> {
  await tx`delete from idempotency_keys where merchant_id = ${merchantId} and resource_id = ${resourceId}`;
}

/** Removes keys past their 24 hours (a sweep). */
export const purgeIdempotencyKeys = (db: Db, limit: number) =>
  deleteExpired(db, { table: 'idempotency_keys', since: 'created_at', hours: KEPT_HOURS }, limit);
