import { findMerchant } from '@tryon/core/merchants/repository';
import { recordWidgetEvents } from '@tryon/core/widget-events/repository';
import type { Handlers } from '../contract/handlers.js';
import type { ServerDeps } from '../deps.js';
import { MAX_UPLOAD_BYTES } from '../images/image-limits.js';
import { presentConsentWords } from '../present/consent-words.js';
import { callerOf } from './caller.js';

export function widgetHandlers(deps: ServerDeps): Pick<Handlers, 'getWidgetConfig' | 'recordWidgetEvents'> {
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
          consent: presentConsentWords(merchant),
          analytics: { enabled: merchant.analyticsEnabled, holdout_percent: merchant.holdoutPercent },
          categories: ['tops', 'bottoms', 'one-pieces'],
          sandbox_models: !livemode && deps.catalog.models.length > 0,
          max_image_bytes: MAX_UPLOAD_BYTES,
        },
      };
    },
    async recordWidgetEvents(request) {
      const { merchantId, livemode } = callerOf(request);
      const { visitor_id: visitorId, group, events } = request.body;
      const accepted = await recordWidgetEvents(deps.sql, merchantId, {
        livemode,
        visitorId,
        group,
        events: events.map((event) => ({
          id: event.id,
          name: event.name,
          occurredAt: new Date(event.occurred_at),
          pageUrl: event.page_url,
          productId: event.product_id,
          tryonId: event.tryon_id,
          source: event.source,
          code: event.code,
        })),
      });
      const rejected = request.refused.map(({ index, fault }) => ({
        index,
        code: 'validation_failed' as const,
        ...fault,
      }));
      if (rejected.length > 0)
        request.log.info({ rejected: rejected.length, first: rejected[0] }, 'events were refused');
      return { status: 202, body: { accepted, rejected } };
    },
  };
}
