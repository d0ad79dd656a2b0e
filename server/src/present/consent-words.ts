import type { Merchant } from '@tryon/core/merchants/repository';
import type { components } from '../contract/schema.js';

/** What a merchant's shoppers are asked to agree to. */
export function presentConsentWords(merchant: Merchant): components['schemas']['Consent'] {
  return {
    version: merchant.consentVersion,
    text: merchant.consentText,
    photo_retention_hours: merchant.photoRetentionHours,
    privacy_url: merchant.privacyUrl,
  };
}
