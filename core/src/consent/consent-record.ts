import type { Db } from '../db/connect.js';

/** That a shopper agreed: to which words, in which language, when. */
export interface ConsentRecord {
  readonly version: string;
  /** BCP 47; `und` where nobody noted it. */
  readonly locale: string;
  /** RFC 3339, UTC. */
  readonly agreedAt: string;
}

/**
 * A consent record as it is said to have been given.
 *
 * @param agreedAt - By the shopper's own clock, RFC 3339: a time to come becomes `now`.
 */
export function consentRecord(
  said: { readonly version: string; readonly locale: string; readonly agreedAt: string },
  now: Date,
): ConsentRecord {
  const agreedMs = Math.min(Date.parse(said.agreedAt), now.getTime());
  return { version: said.version, locale: said.locale, agreedAt: new Date(agreedMs).toISOString() };
}

/** As the API and webhooks show it. */
export function presentConsent(consent: ConsentRecord | null) {
  return consent && { version: consent.version, locale: consent.locale, agreed_at: consent.agreedAt };
}

/** The column `consent` of a row that has the three that it is stored in, and `created_at`. */
export const consentColumn = (
  db: Db,
) => db`case when consent_version is null then null else jsonb_build_object(
    'version', consent_version, 'locale', coalesce(consent_locale, 'und'), 'agreedAt',
    to_char(coalesce(consent_agreed_at, created_at) at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) end as consent`;
