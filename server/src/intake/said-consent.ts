import { type ConsentRecord, consentRecord } from '@tryon/core/consent/consent-record';
import type { components } from '../contract/schema.js';

/** The consent that a request says a shopper gave; null if it says nothing of it. */
export function saidConsent(
  said: components['schemas']['ConsentRecord'] | undefined,
  now: Date = new Date(),
): ConsentRecord | null {
  return said
    ? consentRecord({ version: said.version, locale: said.locale, agreedAt: said.agreed_at }, now)
    : null;
}
