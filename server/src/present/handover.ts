import { presentConsent } from '@tryon/core/consent/consent-record';
import type { Handover } from '@tryon/core/handovers/handover';
import { findImage } from '@tryon/core/images/repository';
import type { Merchant } from '@tryon/core/merchants/repository';
import type { components } from '../contract/schema.js';
import type { ServerDeps } from '../deps.js';
import { MAX_UPLOAD_BYTES } from '../images/image-limits.js';
import { presentConsentWords } from './consent-words.js';
import { presentImage } from './image.js';

/** What only the answer to a creation says. */
export interface HandoverSecrets {
  readonly secret: string;
  readonly clientToken: string | undefined;
}

/** A hand-over as the contract shows it, with the photo once it is there. */
export async function presentHandover(
  { sql, storage, publicUrl }: Pick<ServerDeps, 'sql' | 'storage' | 'publicUrl'>,
  handover: Handover,
  created?: HandoverSecrets,
): Promise<components['schemas']['PhotoHandover']> {
  const { id, merchantId, livemode, imageId } = handover;
  const image = imageId === null ? undefined : await findImage(sql, merchantId, livemode, imageId);
  return {
    id,
    status: handover.status,
    url: created ? `${publicUrl}/handover/${id}#${created.secret}` : null,
    image: image ? await presentImage(storage, image) : null,
    consent: presentConsent(handover.consent),
    livemode,
    created_at: handover.createdAt.toISOString(),
    expires_at: handover.expiresAt.toISOString(),
    ...(created?.clientToken !== undefined && { client_token: created.clientToken }),
  };
}

/** What the phone's page shows. */
export function presentHandoverPage(
  handover: Handover,
  merchant: Merchant,
): components['schemas']['HandoverPage'] {
  return {
    status: handover.status,
    merchant_name: merchant.name,
    livemode: handover.livemode,
    theme: merchant.theme,
    locale: handover.locale,
    consent: presentConsentWords(merchant),
    agreed: presentConsent(handover.consent),
    max_image_bytes: MAX_UPLOAD_BYTES,
    expires_at: handover.expiresAt.toISOString(),
  };
}
