import { DomainError } from '@tryon/core/errors';
import { announceCallback } from '@tryon/core/provider-runs/callbacks';
import type { Handlers } from '../contract/handlers.js';
import type { ServerDeps } from '../deps.js';

/** Signatures come in such headers; the others say nothing about the call. */
const PASSED_ON = /^x-/;

/**
 * What remote providers call. Nothing of the body is kept or looked at here: it goes to the worker that follows the run,
 * which has the provider's own check, and then asks the provider what has become of the run.
 */
export function providerCallbackHandlers(deps: ServerDeps): Pick<Handlers, 'receiveProviderCallback'> {
  return {
    async receiveProviderCallback({ params, headers, rawBody, log }) {
      const passedOn = Object.entries(headers).filter(
        (entry): entry is [string, string] => PASSED_ON.test(entry[0]) && typeof entry[1] === 'string',
      );
      const outcome = await announceCallback(deps.sql, params.provider, params.token, {
        headers: Object.fromEntries(passedOn),
        body: rawBody,
      });
      if (outcome === 'unknown') throw new DomainError('not_found', 'There is no such address.');
      if (outcome === 'without_body')
        log.info(
          { provider: params.provider, bytes: rawBody.byteLength },
          'a call was passed on without its body',
        );
      return { status: 204, body: undefined };
    },
  };
}
