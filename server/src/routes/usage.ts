import { usagePeriod } from '@tryon/core/usage/quota';
import { reportUsage } from '@tryon/core/usage/report';
import type { Handlers } from '../contract/handlers.js';
import type { ServerDeps } from '../deps.js';
import { callerOf } from './caller.js';

export function usageHandlers(deps: ServerDeps): Pick<Handlers, 'getUsage'> {
  return {
    async getUsage(request) {
      const { merchantId, livemode } = callerOf(request);
      const period = request.query.period ?? usagePeriod(new Date());
      const [year = 0, month = 0] = period.split('-').map(Number);
      const { limit, charged, reserved, days } = await reportUsage(deps.sql, merchantId, livemode, period);
      return {
        status: 200,
        body: {
          livemode,
          period,
          limit,
          used: charged,
          reserved,
          remaining: Math.max(0, limit - charged - reserved),
          starts_at: new Date(Date.UTC(year, month - 1, 1)).toISOString(),
          ends_at: new Date(Date.UTC(year, month, 1)).toISOString(),
          days: days.map(({ day, tryons, apiCalls }) => ({ day, tryons, api_calls: apiCalls })),
        },
      };
    },
  };
}
