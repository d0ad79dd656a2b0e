import type { Sql } from '../db/connect.js';
import { settleRun } from '../provider-runs/repository.js';
import { settleQuota } from '../usage/quota.js';
import type { WebhookDeliveryRef } from '../webhooks/event.js';
import { recordWebhookEvent } from '../webhooks/record-event.js';
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
  readonly warnings: readonly TryonWarning[];
  readonly foundCategory: Exclude<Category, 'auto'>;
  readonly foundGarmentPhotoType: Exclude<GarmentPhotoType, 'auto'>;
}

interface Ending {
  readonly status: EndedStatus;
  /** Only the worker that holds this lease may end it; undefined for a cancel or a sweep, which need none. */
  readonly leaseToken?: string;
  readonly completion?: Completion;
  readonly failure?: TryonFailure;
  /** The provider is through with its run, so that there is nothing to stop. */
  readonly runFinished?: boolean;
}

/** A try-on that has just ended, and what is to be enqueued now that its transaction is through. */
export interface EndedTryon {
  readonly tryon: Tryon;
  readonly deliveries: readonly WebhookDeliveryRef[];
}

/**
 * The one way a try-on ends: its state, its quota, its provider's run, its last event and its webhooks in one transaction that holds only if the
 * transition is legal and, for a worker, only if its lease is still its own.
 *
 * @returns the ended try-on, or undefined when the transition did not hold.
 */
async function endTryon(
  sql: Sql,
  merchantId: string,
  tryonId: string,
  ending: Ending,
): Promise<EndedTryon | undefined> {
  const { completion, failure } = ending;
  return sql.begin(async (tx) => {
    const rows = await tx<Tryon[]>`
      update tryons set status = ${ending.status}, stage = 'ended',
        percent = ${completion ? 100 : tx`percent`}, revision = revision + 1,
        output = ${tx.json((completion?.output ?? []) as never)},
        warnings = ${tx.json((completion?.warnings ?? []) as never)},
        found_category = ${completion?.foundCategory ?? null},
        found_garment_photo_type = ${completion?.foundGarmentPhotoType ?? null},
        error_code = ${failure?.code ?? null}, error_message = ${failure?.message ?? null},
        error_retryable = ${failure?.retryable ?? null},
        lease_token = null, lease_expires_at = null, updated_at = now(), ended_at = now()
      where id = ${tryonId} and merchant_id = ${merchantId} and erased_at is null
        and status = any(${LEGAL_SOURCES[ending.status] as string[]})
        ${ending.leaseToken ? tx`and lease_token = ${ending.leaseToken}` : tx``}
      returning ${tryonColumns(tx)}`;
    const tryon = rows[0];
    if (!tryon) return undefined;
    const { deliveries } = await settleQuota(tx, merchantId, tryonId, completion?.output.length ?? 0);
    if (tryon.lane === 'remote') {
      await settleRun(tx, merchantId, tryonId, { finished: ending.runFinished ?? false });
    }
    await tx`insert into tryon_events (tryon_id, revision, status, stage, percent)
      values (${tryonId}, ${tryon.revision}, ${tryon.status}, ${tryon.stage}, ${tryon.percent})`;
    const told = await recordWebhookEvent(tx, merchantId, {
      livemode: tryon.livemode,
      type: `tryon.${ending.status}`,
      data: tryonPayload(tryon),
      tryonId,
    });
    return { tryon, deliveries: [...told, ...deliveries] };
  });
}

/** Ends a try-on with its pictures and charges them. Undefined: the lease was lost, and nothing was written. */
export function completeTryon(
  sql: Sql,
  merchantId: string,
  tryonId: string,
  leaseToken: string,
  completion: Completion,
): Promise<EndedTryon | undefined> {
  return endTryon(sql, merchantId, tryonId, {
    status: 'completed',
    leaseToken,
    completion,
    runFinished: true,
  });
}

/** Ends a try-on as failed, which costs nothing. Without a lease token only for a sweep that gives it up. */
export function failTryon(
  sql: Sql,
  merchantId: string,
  tryonId: string,
  leaseToken: string | undefined,
  failure: TryonFailure,
  { runFinished = false }: { readonly runFinished?: boolean } = {},
): Promise<EndedTryon | undefined> {
  return endTryon(sql, merchantId, tryonId, {
    status: 'failed',
    failure,
    runFinished,
    ...(leaseToken === undefined ? {} : { leaseToken }),
  });
}

/** Cancels a try-on, which costs nothing. Undefined: it had ended before, or there is none. */
export function cancelTryon(sql: Sql, merchantId: string, tryonId: string): Promise<EndedTryon | undefined> {
  return endTryon(sql, merchantId, tryonId, { status: 'canceled' });
}
