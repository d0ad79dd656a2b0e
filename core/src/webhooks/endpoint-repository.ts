import type { Sealer } from '../crypto/sealer.js';
import type { Db, Sql } from '../db/connect.js';
import { DomainError } from '../errors.js';
import { newId } from '../ids.js';
import { type EndpointStatus, MAX_ENDPOINTS, type WebhookEndpoint } from './endpoint.js';
import type { SubscribableEventType } from './event.js';
import { mintWebhookSecret } from './secret.js';

export interface NewEndpoint {
  readonly livemode: boolean;
  readonly url: string;
  readonly description: string;
  readonly events: readonly SubscribableEventType[];
}

/** An endpoint together with its secret, which is shown this once. */
export interface EndpointWithSecret {
  readonly endpoint: WebhookEndpoint;
  readonly secret: string;
}

/**
 * @param made - Runs inside the transaction, with the new endpoint's id.
 * @throws DomainError `too_many_webhook_endpoints`.
 */
export async function createEndpoint(
  sql: Sql,
  merchantId: string,
  sealer: Sealer,
  input: NewEndpoint,
  made?: (tx: Db, endpointId: string) => Promise<void>,
): Promise<EndpointWithSecret> {
  const secret = mintWebhookSecret();
  return sql.begin(async (tx) => {
    // The merchant's row puts racing creates in line.
    await tx`select id from merchants where id = ${merchantId} for update`;
    const [{ count } = { count: 0 }] = await tx<{ count: number }[]>`
      select count(*)::int as count from webhook_endpoints
      where merchant_id = ${merchantId} and livemode = ${input.livemode} and deleted_at is null`;
    if (count >= MAX_ENDPOINTS) {
      throw new DomainError(
        'too_many_webhook_endpoints',
        `There are ${count} webhook endpoints already, which is as many as there may be. Delete one that is not used.`,
      );
    }
    const [endpoint] = await tx<WebhookEndpoint[]>`
      insert into webhook_endpoints (id, merchant_id, livemode, url, description, events, secret)
      values (${newId('whe')}, ${merchantId}, ${input.livemode}, ${input.url}, ${input.description},
        ${[...input.events]}, ${sealer.seal(secret)})
      returning ${columns(tx)}`;
    if (!endpoint) throw new Error('The endpoint was not stored');
    await made?.(tx, endpoint.id);
    return { endpoint, secret };
  });
}

export async function findEndpoint(
  db: Db,
  merchantId: string,
  livemode: boolean,
  endpointId: string,
): Promise<WebhookEndpoint | undefined> {
  const rows = await db<WebhookEndpoint[]>`select ${columns(db)} from webhook_endpoints
    where id = ${endpointId} and merchant_id = ${merchantId} and livemode = ${livemode} and deleted_at is null`;
  return rows[0];
}

/** All of a merchant's endpoints, oldest first. */
export async function listEndpoints(
  db: Db,
  merchantId: string,
  livemode: boolean,
): Promise<WebhookEndpoint[]> {
  return db<WebhookEndpoint[]>`select ${columns(db)} from webhook_endpoints
    where merchant_id = ${merchantId} and livemode = ${livemode} and deleted_at is null
    order by id limit ${MAX_ENDPOINTS}`;
}

export interface EndpointChange {
  readonly url?: string | undefined;
  readonly description?: string | undefined;
  readonly events?: readonly SubscribableEventType[] | undefined;
  readonly status?: EndpointStatus | undefined;
}

/** Changes what is given. Enabling one forgets that it failed. Undefined when there is none. */
export async function updateEndpoint(
  sql: Sql,
  merchantId: string,
  livemode: boolean,
  endpointId: string,
  change: EndpointChange,
): Promise<WebhookEndpoint | undefined> {
  const { url, description, events, status } = change;
  return sql.begin(async (tx) => {
    const rows = await tx<WebhookEndpoint[]>`
      update webhook_endpoints set updated_at = now(), url = coalesce(${url ?? null}, url),
        description = coalesce(${description ?? null}, description),
        events = coalesce(${events ? [...events] : null}, events)
        ${status === 'enabled' ? tx`, status = 'enabled', disabled_reason = null, disabled_at = null, failing_since = null` : tx``}
        ${status === 'disabled' ? tx`, status = 'disabled', disabled_reason = 'merchant', disabled_at = now()` : tx``}
      where id = ${endpointId} and merchant_id = ${merchantId} and livemode = ${livemode} and deleted_at is null
      returning ${columns(tx)}`;
    if (status === 'disabled') await endPendingDeliveries(tx, merchantId, endpointId);
    return rows[0];
  });
}

/** Deletes an endpoint; what was still to be delivered to it ends as failed. False when there is none. */
export async function deleteEndpoint(
  sql: Sql,
  merchantId: string,
  livemode: boolean,
  endpointId: string,
): Promise<boolean> {
  return sql.begin(async (tx) => {
    const rows = await tx`
      update webhook_endpoints set deleted_at = now(), secret = '', previous_secret = null
      where id = ${endpointId} and merchant_id = ${merchantId} and livemode = ${livemode} and deleted_at is null
      returning id`;
    if (rows.length > 0) await endPendingDeliveries(tx, merchantId, endpointId);
    return rows.length > 0;
  });
}

/** Gives an endpoint a new secret; the one before goes on signing beside it for `overlapMs`. */
export async function rotateSecret(
  db: Db,
  merchantId: string,
  livemode: boolean,
  endpointId: string,
  sealer: Sealer,
  overlapMs: number,
): Promise<EndpointWithSecret | undefined> {
  const secret = mintWebhookSecret();
  const rows = await db<WebhookEndpoint[]>`
    update webhook_endpoints set secret = ${sealer.seal(secret)}, updated_at = now(),
      previous_secret = ${overlapMs > 0 ? db`secret` : null},
      previous_secret_expires_at = ${overlapMs > 0 ? db`now() + ${overlapMs} * interval '1 ms'` : null}
    where id = ${endpointId} and merchant_id = ${merchantId} and livemode = ${livemode} and deleted_at is null
    returning ${columns(db)}`;
  return rows[0] && { endpoint: rows[0], secret };
}

/** An endpoint with its present secret, for a request whose answer was lost; undefined when there is none. */
export async function revealEndpoint(
  db: Db,
  merchantId: string,
  livemode: boolean,
  endpointId: string,
  sealer: Sealer,
): Promise<EndpointWithSecret | undefined> {
  const rows = await db<(WebhookEndpoint & { sealed: Buffer })[]>`
    select ${columns(db)}, secret as sealed from webhook_endpoints
    where id = ${endpointId} and merchant_id = ${merchantId} and livemode = ${livemode} and deleted_at is null`;
  if (!rows[0]) return undefined;
  const { sealed, ...endpoint } = rows[0];
  return { endpoint, secret: sealer.open(sealed) };
}

/** An endpoint that takes nothing any more gets nothing any more; what was pending can be replayed later. */
export async function endPendingDeliveries(tx: Db, merchantId: string, endpointId: string): Promise<void> {
  await tx`update webhook_deliveries set status = 'failed', ended_at = now(), lease_token = null
    where endpoint_id = ${endpointId} and merchant_id = ${merchantId} and status = 'pending'`;
}

const columns = (db: Db) => db`id, merchant_id as "merchantId", livemode, url, description, events, status,
  disabled_reason as "disabledReason", disabled_at as "disabledAt", failing_since as "failingSince",
  last_succeeded_at as "lastSucceededAt",
  case when previous_secret_expires_at > now() then previous_secret_expires_at end as "previousSecretExpiresAt",
  created_at as "createdAt", updated_at as "updatedAt"`;
