import { findMerchant } from '@tryon/core/merchants/repository';
import type { Handlers } from '../contract/handlers.js';
import type { ServerDeps } from '../deps.js';
import { MAX_UPLOAD_BYTES } from '../images/image-limits.js';
import { callerOf } from './caller.js';

export function widgetHandlers(deps: ServerDeps): Pick<Handlers, 'getWidgetConfig'> {
  return {
    async getWidgetConfig(request) {
      const { merchantId, livemode } = callerOf(request);
      const merchant = await findMerchant(deps.sql, merchantId);
      if (!merchant) throw new Error('A key without its merchant');
      return {
        status: 200,
        body: {
          merchant_name: merchant.name,
          livemode,
          theme: merchant.theme,
          consent: {
            version: merchant.consentVersion,
            text: merchant.consentText,
            photo_retention_hours: merchant.photoRetentionHours,
            privacy_url: merchant.privacyUrl,
          },
          categories: ['tops', 'bottoms', 'one-pieces'],
          sandbox_models: !livemode && deps.catalog.models.length > 0,
          max_image_bytes: MAX_UPLOAD_BYTES,
        },
      };
    },
  };
}
