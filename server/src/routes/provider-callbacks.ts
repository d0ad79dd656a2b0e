import { DomainError } from '@tryon/core/errors';
import { announceCallback } from '@tryon/core/provider-runs/callbacks';
import type { Handlers } from '../contract/handlers.js';
import type { ServerDeps } from '../deps.js';

/**
 * What remote providers call. Nothing of the body is looked at: the address proves that somebody was told of the run, and
 * what has become of it is asked of the provider itself.
 */
export function providerCallbackHandlers(deps: ServerDeps): Pick<Handlers, 'receiveProviderCallback'> {
  return {
    async receiveProviderCallback({ params }) {
      const known = await announceCallback(deps.sql, params.provider, params.token);
      if (!known) throw new DomainError('not_found', 'There is no such address.');
      return { status: 204, body: undefined };
    },
  };
}
