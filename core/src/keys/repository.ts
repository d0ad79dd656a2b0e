import type { Db } from '../db/connect.js';
import { newId } from '../ids.js';
import type { TryonLane } from '../tryons/tryon.js';
import { type ApiKey, hashKey, type KeyKind, parseKey } from './key.js';

export interface NewKey {
  readonly merchantId: string;
  /** The whole key, from `mintKey`. */
  readonly key: string;
  /** Publishable keys only: which pages may use it. */
  readonly allowedOrigins?: readonly string[];
}

/** Stores a key's hash. Storing the same key again changes its origins and nothing else. */
export async function saveKey(
  db: Db,
  merchantId: string,
  input: Omit<NewKey, 'merchantId'>,
): Promise<ApiKey> {
  const shape = parseKey(input.key);
  if (!shape) throw new TypeError('Not a key: mint it with mintKey()');
  const rows = await db<ApiKey[]>`
    insert into api_keys (id, merchant_id, kind, livemode, key_hash, last_four, allowed_origins)
    values (${newId('key')}, ${merchantId}, ${shape.kind}, ${shape.livemode}, ${hashKey(input.key)},
      ${input.key.slice(-4)}, ${[...(input.allowedOrigins ?? [])]})
    on conflict (key_hash) do update set allowed_origins = excluded.allowed_origins
      where api_keys.merchant_id = excluded.merchant_id
    returning ${columns(db)}`;
  const row = rows[0];
  if (!row) throw new Error('This key belongs to another merchant');
  return row;
}

export interface FoundKey {
  readonly key: ApiKey;
  readonly merchantStatus: 'active' | 'suspended';
  /** Of all keys of the merchant together. */
  readonly planRequestsPerMinute: number;
  /** Where its try-ons wait. */
  readonly lane: TryonLane;
}

/** The key and its merchant's state, whatever merchant it is: the one look-up that cannot know its tenant before. */
export function findKey(db: Db, key: string): Promise<FoundKey | undefined> {
  return findKeyWhere(db, db`k.key_hash = ${hashKey(key)}`);
}

/** A merchant's key, by its id. */
export function findKeyById(db: Db, merchantId: string, keyId: string): Promise<FoundKey | undefined> {
  return findKeyWhere(db, db`k.id = ${keyId} and k.merchant_id = ${merchantId}`);
}

async function findKeyWhere(db: Db, condition: ReturnType<Db>): Promise<FoundKey | undefined> {
  const rows = await db<(ApiKey & Omit<FoundKey, 'key'>)[]>`
    select k.id, k.merchant_id as "merchantId", k.kind, k.livemode, k.last_four as "lastFour",
      k.allowed_origins as "allowedOrigins", k.created_at as "createdAt", k.last_used_at as "lastUsedAt",
      k.expires_at as "expiresAt", k.revoked_at as "revokedAt",
      k.requests_per_minute as "requestsPerMinute", m.status as "merchantStatus",
      p.requests_per_minute as "planRequestsPerMinute",
      case when k.livemode and m.providers[1] <> 'preview' then 'remote' else 'preview' end as lane
    from api_keys k join merchants m on m.id = k.merchant_id join plans p on p.id = m.plan_id
    where ${condition}`;
  const row = rows[0];
  if (!row) return undefined;
  const { merchantStatus, planRequestsPerMinute, lane, ...found } = row;
  return { key: found, merchantStatus, planRequestsPerMinute, lane };
}

/** Notes that a key was used; at most once a minute, so that a busy key is no hot row. */
export async function touchKey(db: Db, merchantId: string, keyId: string): Promise<void> {
  await db`update api_keys set last_used_at = now()
    where id = ${keyId} and merchant_id = ${merchantId}
      and (last_used_at is null or last_used_at < now() - interval '1 minute')`;
}

/** Ends a key at once, or at `at` (a rolled key's overlap). Returns false when there is no such key. */
export async function revokeKey(db: Db, merchantId: string, keyId: string, at?: Date): Promise<boolean> {
  const rows = at
    ? await db`update api_keys set expires_at = ${at}
        where id = ${keyId} and merchant_id = ${merchantId} returning id`
    : await db`update api_keys set revoked_at = coalesce(revoked_at, now())
        where id = ${keyId} and merchant_id = ${merchantId} returning id`;
  return rows.length > 0;
}

/** A merchant's keys, newest first, at most 100. */
export async function listKeys(db: Db, merchantId: string, kind?: KeyKind): Promise<ApiKey[]> {
  return db<ApiKey[]>`select ${columns(db)} from api_keys
    where merchant_id = ${merchantId} ${kind ? db`and kind = ${kind}` : db``}
    order by created_at desc limit 100`;
}

const columns = (db: Db) => db`id, merchant_id as "merchantId", kind, livemode, last_four as "lastFour",
  allowed_origins as "allowedOrigins", created_at as "createdAt", last_used_at as "lastUsedAt",
  expires_at as "expiresAt", revoked_at as "revokedAt", requests_per_minute as "requestsPerMinute"`;
