import type { Db, Sql } from '../db/connect.js';
import { DomainError } from '../errors.js';
import { answeredMeanwhile, fasterRepetition } from '../idempotency/repository.js';
import { newId } from '../ids.js';
import { DIGITAL_SOURCE_TYPES } from '../results/result-mark.js';
import { ensureCounter, quotaExceeded, usagePeriod } from '../usage/quota.js';
import { erasedMeanwhile, erasedSince, wasErasedSince } from '../visitors/repository.js';
import { tryonColumns } from './columns.js';
import { findTryon } from './repository.js';
import type { Tryon, TryonRequest } from './tryon.js';

/** Results are kept this long unless they are erased before. */
const RESULT_RETENTION_DAYS = 30;

export interface TryonSubmission extends TryonRequest {
  readonly apiKeyId: string;
  readonly livemode: boolean;
  readonly clientTokenHash: Uint8Array | null;
  readonly requestId: string;
  /** The W3C trace context of the request, if it had one. */
  readonly traceParent: string | null;
  /** Which of its pictures are stored and must be there; a test key's magic ids are not. */
  readonly storedImageIds: readonly string[];
  /** When the request began: a visitor who had everything erased since gets none. */
  readonly askedAt: Date;
  /** The request's idempotency key, so that a crash between this transaction and the answer doubles nothing. */
  readonly idempotencyKey: string | undefined;
}

/**
 * Accepts a try-on: its quota is reserved, its row is written `queued`, its first event is recorded, and the idempotency
 * key learns what it made, all or nothing. Enqueue it afterwards; if that fails, a sweep does it.
 *
 * It is one statement, because every try-on of a merchant takes its turn at the row that counts the quota: that row is
 * locked for as long as PostgreSQL takes, and not for as long as it takes to talk with it.
 *
 * @throws DomainError `quota_exceeded`; `idempotency_in_progress` when a repetition of the request was faster;
 *   `image_not_found` or `tryon_not_found` when a picture, the try-on it is based on, or everything of the visitor was
 *   erased while the request ran.
 */
export async function submitTryon(sql: Sql, merchantId: string, input: TryonSubmission): Promise<Tryon> {
  const now = new Date();
  const period = usagePeriod(now);
  for (let attempt = 1; ; attempt++) {
    const tryon = await insertTryon(sql, merchantId, input, now, period);
    if (tryon) return tryon;
    // Which of its conditions did not hold is found out afterwards: this is not the usual way.
    if (input.idempotencyKey !== undefined)
      await assertUnanswered(sql, merchantId, input, input.idempotencyKey);
    if (await isVisitorErased(sql, merchantId, input)) throw erasedMeanwhile();
    if (!(await allThere(sql, merchantId, input)))
      throw new DomainError(
        'image_not_found',
        'A picture was erased while the request ran. Upload it again.',
      );
    if (input.basedOn !== null && !(await isBase(sql, merchantId, input.livemode, input.basedOn)))
      throw new DomainError(
        'tryon_not_found',
        `The try-on ${input.basedOn} was erased while the request ran.`,
      );
    // Or there was no counter yet, be it this request that makes it or another one that races with it.
    if (attempt === 2) throw quotaExceeded(input.livemode, now);
    await ensureCounter(sql, merchantId, input.livemode, period);
  }
}

async function insertTryon(
  sql: Sql,
  merchantId: string,
  input: TryonSubmission,
  now: Date,
  period: string,
): Promise<Tryon | undefined> {
  const id = newId('tryon');
  const expiresAt = new Date(now.getTime() + RESULT_RETENTION_DAYS * 86_400_000);
  const { idempotencyKey: key, livemode, numSamples: units } = input;
  const bound =
    key === undefined
      ? sql`select 1`
      : sql`update idempotency_keys set resource_id = ${id}
          where merchant_id = ${merchantId} and livemode = ${livemode} and key = ${key} and resource_id is null
          returning 1`;
  // Locked, so that whoever erases it finds this try-on afterwards: what is based on it goes with it.
  const base =
    input.basedOn === null
      ? sql`select 1`
      : sql`select 1 from tryons where id = ${input.basedOn} and merchant_id = ${merchantId}
          and livemode = ${livemode} and status = 'completed' and erased_at is null for share`;
  const { clientTokenHash, askedAt } = input;
  const unlessErased =
    clientTokenHash === null
      ? sql``
      : sql`and not exists (${erasedSince(sql, merchantId, { livemode, clientTokenHash }, askedAt)})`;
  const rows = await sql<Tryon[]>`
    with ${there(sql, merchantId, input)}, bound as (${bound}), base as (${base}), counted as (
      update usage_counters c set reserved = c.reserved + ${units}
      from merchants m join plans p on p.id = m.plan_id
      where c.merchant_id = ${merchantId} and c.livemode = ${livemode} and c.period = ${period}
        and m.id = c.merchant_id and exists (select 1 from bound) and (select all_there from there)
        and exists (select 1 from base) ${unlessErased}
        and c.reserved + c.charged + ${units}
          <= case when c.livemode then p.monthly_tryons else p.monthly_test_tryons end
      returning case when c.livemode then m.providers[1] else 'preview' end as provider
    ), reserved as (
      insert into usage_reservations (tryon_id, merchant_id, livemode, period, units)
      select ${id}, ${merchantId}, ${livemode}, ${period}, ${units} from counted
    ), made as (
      insert into tryons (id, merchant_id, api_key_id, livemode, client_token_hash, category, mode,
        garment_photo_type, seed, num_samples, output_format, moderation_level, model_image_id,
        garment_image_id, test_outcome, consent_version, consent_locale, consent_agreed_at, based_on, based_on_generated,
        metadata, request_id, trace_parent, expires_at, provider)
      select ${id}, ${merchantId}, ${input.apiKeyId}, ${livemode}, ${input.clientTokenHash},
        ${input.category}, ${input.mode}, ${input.garmentPhotoType}, ${input.seed}, ${units},
        ${input.outputFormat}, ${input.moderationLevel}, ${input.modelImageId}, ${input.garmentImageId},
        ${input.testOutcome}, ${input.consent?.version ?? null}, ${input.consent?.locale ?? null},
        ${input.consent?.agreedAt ?? null}, ${input.basedOn}, exists (
          select 1 from result_hashes where tryon_id = ${input.basedOn} and digital_source_type = ${DIGITAL_SOURCE_TYPES.generated}),
        ${sql.json(input.metadata)}, ${input.requestId}, ${input.traceParent}, ${expiresAt}, counted.provider
      from counted
      returning *
    ), noted as (
      insert into tryon_events (tryon_id, revision, status, stage, percent)
      select id, 1, 'queued', 'queued', 0 from made
    )
    select ${tryonColumns(sql)} from made`;
  return rows[0];
}

/**
 * Two parts of a statement: a visitor's own pictures, locked, so that whoever erases them finds this try-on afterwards, and
 * whether all pictures are there. Product pictures are not locked: many try-ons share one.
 */
const there = (sql: Db, merchantId: string, { livemode, storedImageIds }: TryonSubmission) => {
  const ids = [...new Set(storedImageIds)];
  const wanted = sql`select i.id from images i where i.id = any(${ids}::text[]) and i.merchant_id = ${merchantId}
    and i.livemode = ${livemode} and i.deleted_at is null and i.expires_at > now()`;
  return sql`own as (${wanted} and i.client_token_hash is not null for share), there as (
    select (select count(*) from own)
      + (select count(*) from (${wanted} and i.client_token_hash is null) shared) = ${ids.length} as all_there)`;
};

async function allThere(sql: Db, merchantId: string, input: TryonSubmission): Promise<boolean> {
  const [row] = await sql<{ all_there: boolean }[]>`
    with ${there(sql, merchantId, input)} select all_there from there`;
  return row?.all_there ?? false;
}

async function isVisitorErased(
  sql: Db,
  merchantId: string,
  { livemode, clientTokenHash, askedAt }: TryonSubmission,
): Promise<boolean> {
  return clientTokenHash !== null && wasErasedSince(sql, merchantId, { livemode, clientTokenHash }, askedAt);
}

async function isBase(sql: Sql, merchantId: string, livemode: boolean, tryonId: string): Promise<boolean> {
  return (await findTryon(sql, merchantId, livemode, tryonId))?.status === 'completed';
}

async function assertUnanswered(
  sql: Sql,
  merchantId: string,
  { livemode }: TryonSubmission,
  key: string,
): Promise<void> {
  if (await answeredMeanwhile(sql, merchantId, livemode, key)) throw fasterRepetition();
}

/** Gives a try-on whose answer was lost in a crash to the visitor who asks for it again. */
export async function rebindClientToken(
  db: Db,
  merchantId: string,
  tryonId: string,
  clientTokenHash: Uint8Array,
): Promise<void> {
  await db`update tryons set client_token_hash = ${clientTokenHash}
    where id = ${tryonId} and merchant_id = ${merchantId} and erased_at is null`;
}
