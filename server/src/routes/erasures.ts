import { findErasureReceipt, insertErasureReceipt } from '@tryon/core/erasures/repository';
import { DomainError } from '@tryon/core/errors';
import { hashClientToken } from '@tryon/core/keys/client-token';
import { eraseVisitor } from '@tryon/core/visitors/erase-visitor';
import type { Handlers } from '../contract/handlers.js';
import type { ServerDeps } from '../deps.js';
import { presentErasure } from '../present/erasure.js';
import { callerOf } from './caller.js';
import { cleanUpErased, cleanUpErasedImage } from './clean-up-erased.js';

export function erasureHandlers(deps: ServerDeps): Pick<Handlers, 'createErasure' | 'getErasure'> {
  return {
    async createErasure(request) {
      const { merchantId, livemode, clientToken } = callerOf(request);
      if (clientToken === undefined)
        throw new DomainError(
          'client_token_required',
          'Whose things are to be erased? Send the visitor’s client_token as the TryOn-Client-Token header.',
        );
      const visitor = { livemode, clientTokenHash: hashClientToken(clientToken) };
      const { tryons, images, erased } = await eraseVisitor(deps.sql, merchantId, visitor);
      for (const erasure of tryons) await cleanUpErased(deps, request.log, merchantId, erasure);
      for (const image of images) await cleanUpErasedImage(deps, request.log, merchantId, image);
      const receipt = await insertErasureReceipt(deps.sql, merchantId, livemode, erased);
      return {
        status: 201,
        body: presentErasure(receipt),
        headers: { Location: `/v1/erasures/${receipt.id}` },
      };
    },
    async getErasure(request) {
      const { merchantId, livemode } = callerOf(request);
      const { erasure_id: id } = request.params;
      const receipt = await findErasureReceipt(deps.sql, merchantId, livemode, id);
      if (!receipt) throw new DomainError('erasure_not_found', `There is no receipt ${id}.`);
      return { status: 200, body: presentErasure(receipt) };
    },
  };
}
