import type { Db, Sql } from '../db/connect.js';
import { newId } from '../ids.js';
import { eraseWhenOver } from '../provider-runs/repository.js';
import { spentBySettledRuns } from '../provider-runs/spend.js';
import type { ResultMark } from '../results/result-mark.js';
import { announceThresholds, atThreshold, type QuotaState } from '../usage/quota.js';
import type { WebhookDeliveryRef } from '../webhooks/event.js';
import { webhookPayload } from '../webhooks/record-event.js';
import { tryonPayload } from '../webhooks/tryon-payload.js';
import { tryonColumns } from './columns.js';
import {
  type Category,
  type EndedStatus,
  type GarmentPhotoType,
  LEGAL_SOURCES,
  type StoredPicture,
  type Tryon,
  type TryonFailure,
  type TryonWarning,
} from './tryon.js';

export interface Completion {
  readonly output: readonly StoredPicture[];
  /** One for each picture of `output`, by which it can be told for ours later. */
  readonly marks: readonly ResultMark[];
  readonly warnings: readonly TryonWarning[];
  /** Null where nobody told, as of the next. */
  readonly foundCategory: Exclude<Category, 'auto'> | null;
  readonly foundGarmentPhotoType: Exclude<GarmentPhotoType, 'auto'> | null;
}

export interface Ending {
  readonly status: EndedStatus;
  /** Only the worker that holds this lease may end it; undefined for a cancel or a sweep, which need none. */
  readonly leaseToken?: string;
  readonly completion?: Completion;
  readonly failure?: TryonFailure;
  /** The provider is through with its run, so that there is nothing to stop. */
  readonly runFinished?: boolean;
  /** What that run cost, in millionths of a US dollar; 0 by default. */
  readonly runCostMicros?: number;
}

/** A try-on that has just ended, and what is left to do now that its transaction is through. */
export interface EndedTryon {
  readonly tryon: Tryon;
  /** To be enqueued; a sweep does it otherwise. */
  readonly deliveries: readonly WebhookDeliveryRef[];
  /** Files of photos that may not be kept any longer; a sweep removes them otherwise. */
  readonly storageKeys: readonly string[];
}

type Before = Tryon & { readonly endpoints: readonly string[] };
type After = Tryon & {
  readonly counter: QuotaState | null;
  readonly storageKeys: readonly string[];
};

/**
 * The one way a try-on ends: its state, its quota, its provider's run, its last event, its webhooks, and the photos of a
 * merchant that keeps none (not a garment that the shop itself uploaded), all or nothing, and only if the transition is legal and, for a worker, its lease is still
 * its own.
 *
 * It is one statement, because all try-ons of a merchant take their turn at the row that counts the quota (see
 * `submitTryon`).
 *
 * @returns undefined when the transition did not hold.
 */
export async function endTryon(
  sql: Sql,
  merchantId: string,
  tryonId: string,
  ending: Ending,
): Promise<EndedTryon | undefined> {
  const [before] = await sql<Before[]>`
    select ${tryonColumns(sql)}, array(
      select e.id from webhook_endpoints e where e.merchant_id = tryons.merchant_id
        and e.livemode = tryons.livemode and e.deleted_at is null and e.status = 'enabled'
        and ${`tryon.${ending.status}`} = any(e.events)) as endpoints
    from tryons where id = ${tryonId} and merchant_id = ${merchantId} and erased_at is null`;
  if (!before) return undefined;
  const endedAt = new Date();
  const webhook = webhookOf(before, ending, endedAt);
  const [after] = await writeEnd(sql, merchantId, before, ending, endedAt, webhook);
  if (!after) return undefined;
  const { counter, storageKeys, ...tryon } = after;
  const told = webhook.deliveryIds.map((deliveryId, i) => ({
    deliveryId,
    endpointId: before.endpoints[i] ?? '',
    merchantId,
  }));
  // After the commit: should it be lost in a crash, the next charge or a sweep tells it.
  const thresholds =
    counter && ending.completion && atThreshold(counter)
      ? await announceThresholds(sql, merchantId, counter)
      : [];
  return { tryon, storageKeys, deliveries: [...told, ...thresholds] };
}

interface EndWebhook {
  readonly eventId: string;
  readonly payload: string;
  readonly endpointIds: readonly string[];
  readonly deliveryIds: readonly string[];
}

/** The event as it will be, if the transition holds: its text must be known before the one statement. */
function webhookOf(before: Before, ending: Ending, endedAt: Date): EndWebhook {
  const { completion, failure, status } = ending;
  const ended: Tryon = {
    ...before,
    status,
    output: completion?.output ?? [],
    warnings: completion?.warnings ?? [],
    foundCategory: completion?.foundCategory ?? null,
    foundGarmentPhotoType: completion?.foundGarmentPhotoType ?? null,
    error: failure ?? null,
    endedAt,
  };
  return {
    eventId: newId('evt'),
    payload: webhookPayload(`tryon.${status}`, tryonPayload(ended), endedAt),
    endpointIds: before.endpoints,
    deliveryIds: before.endpoints.map(() => newId('whd')),
  };
}

function writeEnd(
  sql: Sql,
  merchantId: string,
  { id, lane }: Tryon,
  ending: Ending,
  endedAt: Date,
  webhook: EndWebhook,
): Promise<After[]> {
  const { completion, failure } = ending;
  const chargedUnits = completion?.output.length ?? 0;
  const marks = completion?.marks ?? [];
  return sql<After[]>`
    with ended as (
      update tryons set status = ${ending.status}, stage = 'ended',
        percent = ${completion ? 100 : sql`percent`}, revision = revision + 1,
        output = ${sql.json((completion?.output ?? []) as never)},
        warnings = ${sql.json((completion?.warnings ?? []) as never)},
        found_category = ${completion?.foundCategory ?? null},
        found_garment_photo_type = ${completion?.foundGarmentPhotoType ?? null},
        error_code = ${failure?.code ?? null}, error_message = ${failure?.message ?? null},
        error_retryable = ${failure?.retryable ?? null},
        lease_token = null, lease_expires_at = null, updated_at = ${endedAt}, ended_at = ${endedAt}
      where id = ${id} and merchant_id = ${merchantId} and erased_at is null
        and status = any(${LEGAL_SOURCES[ending.status] as string[]})
        ${ending.leaseToken ? sql`and lease_token = ${ending.leaseToken}` : sql``}
      returning *
    ), noted as (
      insert into tryon_events (tryon_id, revision, status, stage, percent)
      select id, revision, status, stage, percent from ended
    ), marked as (
      -- A provider that makes the same picture twice in one try-on makes it once here.
      insert into result_hashes (sha256, digital_source_type, created_at, tryon_id)
      select decode(m.sha256, 'hex'), m.digital_source_type, ${endedAt}, ended.id
      from ended, unnest(${marks.map((mark) => mark.sha256)}::text[],
        ${marks.map((mark) => mark.digitalSourceType)}::text[]) as m (sha256, digital_source_type)
      on conflict do nothing
    ), settled as (
      update usage_reservations r
      set state = ${chargedUnits > 0 ? 'charged' : 'released'}, settled_at = ${endedAt},
        charged_units = least(r.units, ${chargedUnits}::int)
      from ended where r.tryon_id = ended.id and r.merchant_id = ${merchantId} and r.state = 'reserved'
      returning r.livemode, r.period, r.units, r.charged_units
    ), event as (
      insert into webhook_events (id, merchant_id, livemode, type, tryon_id, payload, created_at)
      select ${webhook.eventId}, merchant_id, livemode, ${`tryon.${ending.status}`}, id, ${webhook.payload}, ${endedAt}
      from ended where ${webhook.endpointIds.length > 0}
    ), delivered as (
      insert into webhook_deliveries (id, merchant_id, event_id, endpoint_id)
      select d.id, ${merchantId}, ${webhook.eventId}, d.endpoint_id
      from ended, unnest(${[...webhook.deliveryIds]}::text[], ${[...webhook.endpointIds]}::text[])
        as d (id, endpoint_id)
      join webhook_endpoints e on e.id = d.endpoint_id and e.deleted_at is null and e.status = 'enabled'
    ), ${lane === 'remote' ? settledRun(sql, ending) : sql``} forgotten as (
      update images i set deleted_at = ${endedAt}
      from ended, merchants m where m.id = ended.merchant_id and m.photo_retention_hours = 0
        and (i.id = ended.model_image_id or i.id = ended.garment_image_id and i.client_token_hash is not null)
        and i.merchant_id = ${merchantId} and i.source = 'upload' and i.deleted_at is null and not exists (
          select 1 from tryons o where o.merchant_id = ${merchantId} and o.id <> ended.id
            and o.status in ('queued', 'processing') and o.erased_at is null
            and (o.model_image_id = i.id or o.garment_image_id = i.id))
      returning i.storage_key
    ), counted as (
      update usage_counters c
      set reserved = c.reserved - s.units, charged = c.charged + s.charged_units
      from settled s, merchants m, plans p
      where c.merchant_id = ${merchantId} and c.livemode = s.livemode and c.period = s.period
        and m.id = c.merchant_id and p.id = m.plan_id
      returning c.livemode, c.period, c.charged,
        case when c.livemode then p.monthly_tryons else p.monthly_test_tryons end as limit
    )
    select ${tryonColumns(sql)}, (select to_jsonb(counted) from counted) as counter,
      array(select storage_key from forgotten) as "storageKeys"
    from ended`;
}

/** Unless the provider is through with its run, it is to be told to stop. */
const settledRun = (sql: Db, { runFinished = false, runCostMicros = 0 }: Ending) =>
  runFinished
    ? sql`settled_run as (
        update provider_runs r set state = 'ended', ended_at = now(), cost_micros = ${runCostMicros},
          ${eraseWhenOver(sql)}
        from ended where r.tryon_id = ended.id and r.state = 'submitted'
        returning r.merchant_id, r.provider, r.period, r.reserved_micros, r.cost_micros
      ), ${spentBySettledRuns(sql)},`
    : sql`stopped_run as (
        update provider_runs r set close_due_at = now()
        from ended where r.tryon_id = ended.id and r.state in ('submitting', 'submitted')
      ),`;
