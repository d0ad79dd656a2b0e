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
  /** The merchant's own words; null for the widget's. */
  readonly consentText: string | null;
  readonly privacyUrl: string | null;
  readonly analyticsEnabled: boolean;
  /** The share of visitors who are never shown the button, 0-50. */
  readonly holdoutPercent: number;
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

/**
 * Names the widget's own words of consent. They are in the widget, in every language; whoever changes what they say
 * changes this as well.
 */
const OWN_WORDS_VERSION = '2026-11-2';

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
    insert into merchants (id, name, plan_id, photo_retention_hours, consent_version, privacy_url)
    values (${id}, ${input.name}, ${input.planId}, ${hours}, ${OWN_WORDS_VERSION}, ${input.privacyUrl ?? null})
    on conflict (id) do nothing`;
  const merchant = await findMerchant(db, id);
  if (!merchant) throw new Error('The merchant was not stored');
  return merchant;
}

export async function findMerchant(db: Db, merchantId: string): Promise<Merchant | undefined> {
  const rows = await db<Merchant[]>`
    select id, name, plan_id as "planId", status, photo_retention_hours as "photoRetentionHours", theme,
      case when consent_text is null then ${OWN_WORDS_VERSION} else consent_version end as "consentVersion",
      consent_text as "consentText", privacy_url as "privacyUrl", analytics_enabled as "analyticsEnabled",
      holdout_percent as "holdoutPercent", created_at as "createdAt"
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
    await tx`update merchants set photo_retention_hours = ${hours} where id = ${merchantId}`;
    await tx`update images set expires_at = least(expires_at,
        created_at + greatest(${hours}, 1) * interval '1 hour')
      where merchant_id = ${merchantId} and source = 'upload' and deleted_at is null`;
  });
}

/**
 * Gives a merchant words of consent of their own, or the widget's again.
 *
 * @param words - Plain text, and the version that names it: it stands in every consent record. Give changed words another
 *   one, and shoppers are asked anew.
 */
export async function setConsentWords(
  db: Db,
  merchantId: string,
  words: { readonly version: string; readonly text: string } | null,
): Promise<void> {
  await db`update merchants set consent_version = ${words?.version ?? OWN_WORDS_VERSION},
    consent_text = ${words?.text ?? null} where id = ${merchantId}`;
}

export interface AnalyticsSettings {
  /** Whether the widget's events are kept. */
  readonly enabled: boolean;
  /** The share of visitors who are never shown the button, a whole number from 0 to 50. */
  readonly holdoutPercent: number;
}

/** Changes what is measured of a merchant's visitors. */
export async function setAnalytics(
  db: Db,
  merchantId: string,
  { enabled, holdoutPercent }: AnalyticsSettings,
): Promise<void> {
  await db`update merchants set analytics_enabled = ${enabled}, holdout_percent = ${holdoutPercent}
    where id = ${merchantId}`;
}
