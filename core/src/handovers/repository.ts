import { type ConsentRecord, consentColumn } from '../consent/consent-record.js';
import type { Db } from '../db/connect.js';
import { deleteExpired } from '../db/delete-expired.js';
import { DomainError } from '../errors.js';
import { HANDOVER_MINUTES, type Handover } from './handover.js';

export interface NewHandover {
  readonly id: string;
  readonly livemode: boolean;
  readonly apiKeyId: string;
  readonly clientTokenHash: Uint8Array;
  readonly secretHash: Uint8Array;
  readonly locale: string | null;
  readonly consent: ConsentRecord | null;
}

/** Asks for a photo from a phone, for {@link HANDOVER_MINUTES} minutes. */
export async function insertHandover(db: Db, merchantId: string, input: NewHandover): Promise<Handover> {
  const { consent } = input;
  const [row] = await db<Handover[]>`
    insert into photo_handovers (id, merchant_id, livemode, api_key_id, client_token_hash, secret_hash, locale,
      consent_version, consent_locale, consent_agreed_at, expires_at)
    values (${input.id}, ${merchantId}, ${input.livemode}, ${input.apiKeyId}, ${input.clientTokenHash},
      ${input.secretHash}, ${input.locale}, ${consent?.version ?? null}, ${consent?.locale ?? null},
      ${consent?.agreedAt ?? null}, now() + ${HANDOVER_MINUTES} * interval '1 minute')
    returning ${columns(db)}`;
  if (!row) throw new Error('The hand-over was not stored');
  return row;
}

/** One that exists, expired or not, or undefined; another merchant's looks like none. */
export async function findHandover(
  db: Db,
  merchantId: string,
  livemode: boolean,
  handoverId: string,
): Promise<Handover | undefined> {
  const [row] = await db<Handover[]>`select ${columns(db)} from photo_handovers
    where id = ${handoverId} and merchant_id = ${merchantId} and livemode = ${livemode}`;
  return row;
}

/** Whatever merchant's it is: the phone's secret, to be checked next, is all that it has. */
export async function findHandoverOfPhone(db: Db, handoverId: string): Promise<Handover | undefined> {
  const [row] = await db<Handover[]>`select ${columns(db)} from photo_handovers where id = ${handoverId}`;
  return row;
}

/** Notes that the phone is there. */
export async function markHandoverOpened(
  db: Db,
  merchantId: string,
  handoverId: string,
): Promise<Handover | undefined> {
  const [row] = await db<Handover[]>`update photo_handovers set opened_at = coalesce(opened_at, now())
    where id = ${handoverId} and merchant_id = ${merchantId} returning ${columns(db)}`;
  return row;
}

/**
 * Notes the photo that came, inside the transaction that stores its row: of two that are sent at the same time one is
 * taken.
 *
 * @throws DomainError `handover_used` when another photo came before; `handover_expired` when its time is up or it was
 *   taken back meanwhile.
 */
export async function receiveHandover(
  tx: Db,
  merchantId: string,
  handoverId: string,
  imageId: string,
): Promise<void> {
  const taken = await tx`update photo_handovers set image_id = ${imageId}, received_at = now()
    where id = ${handoverId} and merchant_id = ${merchantId} and image_id is null and expires_at > now()
    returning 1`;
  if (taken.length > 0) return;
  const [there] = await tx<{ used: boolean }[]>`select image_id is not null as used from photo_handovers
    where id = ${handoverId} and merchant_id = ${merchantId}`;
  throw there?.used ? handoverUsed() : handoverExpired();
}

/** Whether the photo that came was made of the same file: whoever sends it again never heard that it had arrived. */
export async function isSamePhoto(
  db: Db,
  merchantId: string,
  imageId: string,
  sourceSha256: string,
): Promise<boolean> {
  const same = await db`select 1 from images where id = ${imageId} and merchant_id = ${merchantId}
    and source_sha256 = decode(${sourceSha256}, 'hex')`;
  return same.length > 0;
}

/** Gives a hand-over whose answer was lost in a crash to the visitor who asks for it again; its secret never got out. */
export async function rebindHandover(
  db: Db,
  merchantId: string,
  handoverId: string,
  clientTokenHash: Uint8Array,
  secretHash: Uint8Array,
): Promise<Handover | undefined> {
  const [row] = await db<Handover[]>`update photo_handovers
    set client_token_hash = ${clientTokenHash}, secret_hash = ${secretHash}
    where id = ${handoverId} and merchant_id = ${merchantId} and image_id is null returning ${columns(db)}`;
  return row;
}

/** Takes one back; its photo, if it came, is the visitor's and stays. Returns false when there is none. */
export async function deleteHandover(db: Db, merchantId: string, handoverId: string): Promise<boolean> {
  const rows = await db`delete from photo_handovers where id = ${handoverId} and merchant_id = ${merchantId}
    returning 1`;
  return rows.length > 0;
}

/** Until then somebody may still ask what became of one. */
const KEEPING = { table: 'photo_handovers', since: 'expires_at', hours: 1 };

/** Forgets hand-overs some time after their end, over all merchants (a sweep). @returns how many. */
export const purgeHandovers = (db: Db, limit: number) => deleteExpired(db, KEEPING, limit);

export const handoverExpired = () =>
  new DomainError('handover_expired', 'This link has expired. Show a new QR code on the computer.');

export const handoverUsed = () =>
  new DomainError(
    'handover_used',
    'A photo was sent with this link already. The computer goes on with that one.',
  );

const columns = (db: Db) => db`id, merchant_id as "merchantId", livemode, api_key_id as "apiKeyId",
  client_token_hash as "clientTokenHash", secret_hash as "secretHash",
  case when image_id is not null then 'received' when expires_at <= now() then 'expired'
    when opened_at is not null then 'opened' else 'waiting' end as status,
  locale, ${consentColumn(db)}, image_id as "imageId", created_at as "createdAt", expires_at as "expiresAt"`;
