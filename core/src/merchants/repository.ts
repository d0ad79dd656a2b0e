import type { Db } from '../db/connect.js';
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
      ${CONSENT_TEXT.replace('{hours}', `${hours} hours`)}, ${input.privacyUrl ?? null})
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
