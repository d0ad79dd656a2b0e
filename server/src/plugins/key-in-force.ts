import { DomainError } from '@tryon/core/errors';
import type { FoundKey } from '@tryon/core/keys/repository';
import type { Caller } from '../contract/handlers.js';

/** Who asks with a key that was found. @param askedAt - When the request came. */
export const callerWith = ({ key, planRequestsPerMinute, lane }: FoundKey, askedAt: Date): Caller => ({
  merchantId: key.merchantId,
  livemode: key.livemode,
  key,
  requestsPerMinute: planRequestsPerMinute,
  lane,
  askedAt,
  clientToken: undefined,
});

/** @throws DomainError `revoked_api_key`, `merchant_suspended`. */
export function assertInForce({ key, merchantStatus }: FoundKey): void {
  if (key.revokedAt || (key.expiresAt && key.expiresAt <= new Date())) {
    throw new DomainError(
      'revoked_api_key',
      `The key that ends in ${key.lastFour} was revoked. Use one of the merchant's current keys.`,
    );
  }
  if (merchantStatus === 'suspended') {
    throw new DomainError('merchant_suspended', 'This account is suspended. Please write to support.');
  }
}

/** The secret of an `Authorization` header. @throws DomainError `missing_api_key`. */
export function bearer(header: string | undefined): string {
  const match = /^Bearer +(\S+)$/i.exec(header ?? '');
  if (match?.[1]) return match[1];
  throw new DomainError(
    'missing_api_key',
    header
      ? 'The Authorization header must read "Bearer <key>".'
      : 'Send your API key as "Authorization: Bearer <key>".',
  );
}
