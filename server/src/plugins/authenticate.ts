import type { Sql } from '@tryon/core/db/connect';
import { DomainError } from '@tryon/core/errors';
import { parseKey } from '@tryon/core/keys/key';
import { originAllowed } from '@tryon/core/keys/origins';
import { touchKey } from '@tryon/core/keys/repository';
import type { FastifyRequest } from 'fastify';
import type { Authenticate } from '../contract/bind.js';
import type { Caller } from '../contract/handlers.js';
import type { BadKeyGuard } from '../rate-limits/limit-requests.js';
import { phoneOf } from './authenticate-phone.js';
import { assertInForce, bearer, callerWith } from './key-in-force.js';
import { rememberedKeys } from './remembered-keys.js';

declare module 'fastify' {
  interface FastifyRequest {
    caller: Caller | undefined;
  }
}

/** The security schemes of the contract that this guard knows. */
export const SECURITY_SCHEMES = [
  'publishableKey',
  'secretKey',
  'publishableKeyInQuery',
  'handoverSecret',
] as const;

/** Finds the key's merchant, and refuses what that key may not do from where it was sent. */
export function createAuthenticate(sql: Sql, badKeys: BadKeyGuard): Authenticate {
  const touch = onceAMinute();
  const keys = rememberedKeys(sql);
  return async (request, schemes) => {
    // Before anything is waited for: what a visitor has erased since counts.
    const askedAt = new Date();
    if (schemes.has('handoverSecret')) return phoneOf(sql, badKeys, request);
    const text = schemes.has('publishableKeyInQuery')
      ? keyInQuery(request)
      : bearer(request.headers.authorization);
    const shape = parseKey(text);
    if (!shape) {
      throw new DomainError(
        'invalid_api_key',
        'This is not a TryOn API key, or a part of it is missing. Copy the whole key again.',
      );
    }
    // Many may share an address: who guesses keys there must not shut out those whose keys exist.
    if (!keys.existed(text)) badKeys.assertFree(request.ip);
    const found = await keys.find(text);
    if (!found) {
      await badKeys.note(request.ip);
      throw new DomainError('invalid_api_key', 'There is no such API key. Copy the whole key again.');
    }
    const { key } = found;
    assertInForce(found);
    assertOrigin(key.kind, key.allowedOrigins, request.headers.origin);
    if (!schemes.has(key.kind === 'pk' ? 'publishableKey' : 'secretKey')) {
      throw new DomainError(
        'secret_key_required',
        `This needs a ${schemes.has('secretKey') ? 'secret key (sk_…), from a server' : 'publishable key (pk_…)'}.`,
      );
    }
    if (touch.isDue(key.id)) {
      touchKey(sql, key.merchantId, key.id).catch((error: unknown) => {
        request.log.warn({ err: error }, 'could not note when the key was last used');
      });
    }
    return callerWith(found, askedAt);
  };
}

const MAX_REMEMBERED = 10_000;

/** Remembers what was done within the last minute, so that a busy key costs no statement for each request. */
function onceAMinute(now: () => number = Date.now) {
  let minute = 0;
  const done = new Set<string>();
  return {
    isDue(id: string): boolean {
      const current = Math.floor(now() / 60_000);
      if (current !== minute || done.size >= MAX_REMEMBERED) {
        minute = current;
        done.clear();
      }
      if (done.has(id)) return false;
      done.add(id);
      return true;
    },
  };
}

/** A beacon can send no header, so its key may stand in the address; the header counts where there is one. */
function keyInQuery({ headers, query }: FastifyRequest): string {
  const { key } = query as { key?: unknown };
  return typeof key === 'string' && headers.authorization === undefined ? key : bearer(headers.authorization);
}

/**
 * Browsers name the page's origin on every request across origins, and scripts there cannot change it. A request
 * without one does not come from another shop's page, so there is nothing to hold against it.
 */
function assertOrigin(kind: 'pk' | 'sk', allowed: readonly string[], origin: string | undefined): void {
  if (origin === undefined) return;
  if (kind === 'sk') {
    throw new DomainError(
      'secret_key_in_browser',
      'A secret key was sent from a web page, where anybody can read it. Revoke it now, and use a publishable key (pk_…) on pages.',
    );
  }
  if (!originAllowed(origin, allowed)) {
    throw new DomainError(
      'origin_not_allowed',
      `The page's origin ${origin.slice(0, 200)} is not on this key's list. Add it to the key's allowed origins.`,
    );
  }
}
