import type { Db, Sql } from '../db/connect.js';
import { newId } from '../ids.js';

export interface Merchant {
  readonly id: string;
  readonly name: string;
  readonly planId: string;
  readonly status: 'active' | 'suspended';
  readonly photoRetentionHours: number;
  readonly theme: 'auto' | 'light' | 'dark';
  readonly consentVersion: string;
  readonly consentText: string;
  readonly privacyUrl: string | null;
  readonly createdAt: Date;
}

export interface NewPlan {
  readonly id: string;
  readonly name: string;
  readonly monthlyTryons: number;
  readonly monthlyTestTryons: number;
  /** Of all keys of a merchant together; 100 by default. */
  readonly requestsPerMinute?: number;
}

export interface NewMerchant {
  /** Made if left out; fixed only for the demo merchant. */
  readonly id?: string;
  readonly name: string;
  readonly planId: string;
  /** Hours a shopper's photo is kept, 0-720; 24 by default. */
  readonly photoRetentionHours?: number;
  readonly privacyUrl?: string | null;
}

const CONSENT_VERSION = '2026-11';
const CONSENT_TEXT =
  'Your photo is used only to make this picture. It is erased by itself within {hours}, or at once when you ask.';

/** Creates a plan, or changes the one of that id. */
export async function savePlan(db: Db, plan: NewPlan): Promise<void> {
  await db`
    insert into plans (id, name, monthly_tryons, monthly_test_tryons, requests_per_minute)
    values (${plan.id}, ${plan.name}, ${plan.monthlyTryons}, ${plan.monthlyTestTryons},
      ${plan.requestsPerMinute ?? 100})
    on conflict (id) do update set name = excluded.name, monthly_tryons = excluded.monthly_tryons,
      monthly_test_tryons = excluded.monthly_test_tryons,
      requests_per_minute = excluded.requests_per_minute`;
}

/** Creates a merchant; one that exists with the given id is left as it is. */
export async function createMerchant(db: Db, input: NewMerchant): Promise<Merchant> {
  const id = input.id ?? newId('mer');
  const hours = input.photoRetentionHours ?? 24;
  await db`
    insert into merchants (id, name, plan_id, photo_retention_hours, consent_version, consent_text, privacy_url)
    values (${id}, ${input.name}, ${input.planId}, ${hours}, ${CONSENT_VERSION},
      ${consentText(hours)}, ${input.privacyUrl ?? null})
    on conflict (id) do nothing`;
  const merchant = await findMerchant(db, id);
  if (!merchant) throw new Error('The merchant was not stored');
  return merchant;
}

export async function findMerchant(db: Db, merchantId: string): Promise<Merchant | undefined> {
  const rows = await db<Merchant[]>`
    select id, name, plan_id as "planId", status, photo_retention_hours as "photoRetentionHours", theme,
      consent_version as "consentVersion", consent_text as "consentText", privacy_url as "privacyUrl",
      created_at as "createdAt"
    from merchants where id = ${merchantId}`;
  return rows[0];
}

/**
 * Changes how long a merchant keeps shoppers' photos, for those that are stored already, too: a shorter time counts from
 * when each was uploaded.
 *
 * @param hours - 0 to 720. 0: gone when the try-on ends that used it, or after an hour.
 */
export async function setPhotoRetention(sql: Sql, merchantId: string, hours: number): Promise<void> {
  await sql.begin(async (tx) => {
    await tx`update merchants set photo_retention_hours = ${hours},
      consent_text = ${consentText(hours)} where id = ${merchantId}`;
    await tx`update images set expires_at = least(expires_at,
        created_at + greatest(${hours}, 1) * interval '1 hour')
      where merchant_id = ${merchantId} and source = 'upload' and deleted_at is null`;
  });
}

const consentText = (hours: number) =>
  hours === 0
    ? 'Your photo is used only to make this picture. It is erased as soon as the picture is made, or at once when you ask.'
    : CONSENT_TEXT.replace('{hours}', `${hours} ${hours === 1 ? 'hour' : 'hours'}`);
