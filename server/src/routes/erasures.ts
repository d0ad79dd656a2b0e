import { findErasureReceipt } from '@tryon/core/erasures/repository';
import { DomainError } from '@tryon/core/errors';
import type { Handlers } from '../contract/handlers.js';
import type { ServerDeps } from '../deps.js';
import { presentErasure } from '../present/erasure.js';
import { callerOf } from './caller.js';

export function erasureHandlers(deps: ServerDeps): Pick<Handlers, 'getErasure'> {
  return {
    async getErasure(request) {
      const { merchantId, livemode } = callerOf(request);
      const { erasure_id: id } = request.params;
      const receipt = await findErasureReceipt(deps.sql, merchantId, livemode, id);
      if (!receipt) throw new DomainError('erasure_not_found', `There is no receipt ${id}.`);
      return { status: 200, body: presentErasure(receipt) };
    },
  };
}
