import { DomainError } from '@tryon/core/errors';
import { clientTokenMatches, hashClientToken, mintClientToken } from '@tryon/core/keys/client-token';
import type { Caller } from '../contract/handlers.js';

/** As ours are, and as a page makes one of its own. */
const UNGUESSABLE = /^ct_[0-9a-z]{26,97}$/;

/**
 * The token to bind new things of a page's visitor to: the one they sent, or a new one. Servers need none.
 * @throws DomainError `validation_failed` when it may be guessed, such as a customer's number: it opens their photos.
 */
export function visitorToken(caller: Caller): string | undefined {
  if (caller.key.kind === 'sk') return undefined;
  const token = caller.clientToken ?? mintClientToken();
  if (UNGUESSABLE.test(token)) return token;
  throw new DomainError(
    'validation_failed',
    'A client_token must be ct_ and at least 26 random characters of 0-9a-z: whoever guesses it sees the visitor’s photos.',
    { errors: [{ pointer: '#/header/tryon-client-token', detail: 'must be ct_ and 26 random characters' }] },
  );
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
