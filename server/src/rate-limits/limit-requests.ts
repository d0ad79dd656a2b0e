import { createHash } from 'node:crypto';
import { DomainError } from '@tryon/core/errors';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Caller } from '../contract/handlers.js';
import { clientAddress } from './client-address.js';
import { type Claim, type RateLimiter, type Taken, WINDOW_SECONDS } from './rate-limiter.js';
import type { RateLimits } from './tiers.js';

/** Counts a request and refuses one too many; says in its headers how many are left. */
export type LimitRequests = (
  request: FastifyRequest,
  reply: FastifyReply,
  operation: Operation,
) => Promise<void>;

export interface Operation {
  readonly id: string;
  readonly tags: readonly string[];
}

/** These make something that costs: with publishable keys they count towards the merchant's plan, too. */
const CREATES: ReadonlySet<string> = new Set(['createImage', 'createTryon', 'receiveHandoverPhoto']);

export function createLimitRequests(limiter: RateLimiter, limits: RateLimits): LimitRequests {
  return async (request, reply, operation) => {
    const taken: Taken[] = [];
    // From the narrowest on, and no further than the first refusal: what is refused to an address, a visitor or a key
    // must not use up what the whole shop shares.
    for (const claim of claimsOf(request, operation, limits)) {
      const [one] = await limiter.take([claim]);
      if (one) taken.push(one);
      if (!one?.allowed) break;
    }
    if (taken.length === 0) return;
    const tightest = taken.reduce((a, b) => (b.remaining < a.remaining ? b : a));
    const refused = taken.filter((each) => !each.allowed).sort((a, b) => b.resetMs - a.resetMs)[0];
    sayLimits(reply, refused ?? tightest, taken);
    if (!refused) return;
    throw new DomainError(
      'rate_limited',
      `More than ${refused.limit} requests a minute (${WHOSE[refused.tier] ?? refused.tier}). Wait, and try again with the same idempotency key.`,
      { retryAfterMs: refused.resetMs },
    );
  };
}

const WHOSE: Readonly<Record<string, string>> = {
  ip: 'from this address',
  visitor: 'from this visitor',
  sandbox: 'from this address',
  events: 'with events from this address',
  callbacks: 'of a provider from this address',
  key: 'with this key',
  plan: 'of this account’s plan',
  bad_keys: 'with keys that do not exist, from this address',
};

/** What a request counts against, the narrowest first. */
function claimsOf(request: FastifyRequest, { id, tags }: Operation, limits: RateLimits): Claim[] {
  const { caller } = request;
  const ip = clientAddress(request.ip);
  if (!caller && id === 'receiveProviderCallback')
    return [{ tier: 'callbacks', subject: ip, limit: limits.callbacks }];
  if (!caller && id === 'verifyTryon') return [{ tier: 'ip', subject: ip, limit: limits.ip }];
  if (!caller)
    return tags.includes('sandbox') ? [{ tier: 'sandbox', subject: ip, limit: limits.sandbox }] : [];
  const plan = { tier: 'plan', subject: accountOf(caller), limit: caller.requestsPerMinute };
  if (caller.key.kind === 'sk') {
    const own = caller.key.requestsPerMinute;
    return own === null ? [plan] : [{ tier: 'key', subject: caller.key.id, limit: own }, plan];
  }
  // What is measured must not use up what the shopper needs for the try-on itself.
  if (id === 'recordWidgetEvents') return [{ tier: 'events', subject: ip, limit: limits.events }];
  const token = request.headers['tryon-client-token'];
  const visitor = typeof token === 'string' ? createHash('sha256').update(token).digest('base64url') : ip;
  return [
    { tier: 'ip', subject: ip, limit: limits.ip },
    { tier: 'visitor', subject: `${caller.merchantId}:${visitor}`, limit: limits.visitor },
    ...(CREATES.has(id) ? [plan] : []),
  ];
}

const accountOf = ({ merchantId, livemode }: Caller) => `${merchantId}:${livemode ? 'live' : 'test'}`;

/** As draft-ietf-httpapi-ratelimit-headers has it, and as older clients read it (`Reset` in seconds since 1970). */
function sayLimits(reply: FastifyReply, shown: Taken, all: readonly Taken[]): void {
  const resetSeconds = Math.ceil(shown.resetMs / 1_000);
  reply.headers({
    'RateLimit-Policy': all.map(({ tier, limit }) => `"${tier}";q=${limit};w=${WINDOW_SECONDS}`).join(', '),
    RateLimit: `"${shown.tier}";r=${shown.remaining};t=${resetSeconds}`,
    'X-RateLimit-Limit': shown.limit,
    'X-RateLimit-Remaining': shown.remaining,
    'X-RateLimit-Reset': Math.ceil((Date.now() + shown.resetMs) / 1_000),
  });
}

const MAX_BLOCKED = 10_000;

/** Keeps a flood of keys that do not exist from the database. */
export interface BadKeyGuard {
  /** @throws DomainError `rate_limited` while an address has had its fill. */
  assertFree(ip: string): void;
  /** Counts a key that does not exist. */
  note(ip: string): Promise<void>;
}

export function createBadKeyGuard(limiter: RateLimiter, limits: RateLimits): BadKeyGuard {
  const blocked = new Map<string, number>();
  return {
    assertFree(ip: string): void {
      const address = clientAddress(ip);
      const untilMs = blocked.get(address);
      if (untilMs === undefined) return;
      if (untilMs <= Date.now()) {
        blocked.delete(address);
        return;
      }
      throw new DomainError('rate_limited', `Too many requests ${WHOSE['bad_keys']}.`, {
        retryAfterMs: untilMs - Date.now(),
      });
    },
    async note(ip: string): Promise<void> {
      const address = clientAddress(ip);
      const [taken] = await limiter.take([{ tier: 'bad_keys', subject: address, limit: limits.bad_keys }]);
      if (taken?.allowed !== false) return;
      if (blocked.size >= MAX_BLOCKED) blocked.clear();
      blocked.set(address, Date.now() + taken.resetMs);
    },
  };
}
