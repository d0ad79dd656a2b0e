import { DomainError } from '@tryon/core/errors';
import { clientTokenMatches, hashClientToken, mintClientToken } from '@tryon/core/keys/client-token';
import type { Caller } from '../contract/handlers.js';

/** The token to bind new things of a page's visitor to: the one they sent, or a new one. Servers need none. */
export function visitorToken(caller: Caller): string | undefined {
  if (caller.key.kind === 'sk') return undefined;
  return caller.clientToken ?? mintClientToken();
}

/** Whose a new picture is; nobody's but the merchant's without a visitor. */
export const ownerOf = (clientToken: string | undefined): Uint8Array | undefined =>
  clientToken === undefined ? undefined : hashClientToken(clientToken);

/**
 * Lets a publishable key at something only with the token that its creation answered, so that an id alone opens
 * nobody's photo. A wrong token looks as if there were no such thing.
 */
export function assertVisitor(caller: Caller, hash: Uint8Array | null, notFound: () => DomainError): void {
  if (caller.key.kind === 'sk') return;
  if (caller.clientToken === undefined) {
    throw new DomainError(
      'client_token_required',
      'With a publishable key, send the client_token of the answer that created this as the TryOn-Client-Token header.',
    );
  }
  if (!clientTokenMatches(caller.clientToken, hash)) throw notFound();
}
