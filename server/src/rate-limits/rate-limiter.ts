import type { Logger } from '@tryon/core/logger';
import type { Redis } from 'ioredis';
import {
  type RateLimiterAbstract,
  RateLimiterMemory,
  RateLimiterRedis,
  RateLimiterRes,
} from 'rate-limiter-flexible';

export const WINDOW_SECONDS = 60;

/** One thing to count a request for. */
export interface Claim {
  readonly tier: string;
  /** Who; never a key or a token in clear. */
  readonly subject: string;
  /** Requests a minute. */
  readonly limit: number;
}

export interface Taken extends Claim {
  readonly allowed: boolean;
  readonly remaining: number;
  /** Until the window begins anew. */
  readonly resetMs: number;
}

export interface RateLimiter {
  /** Counts a request for all of the claims at once. */
  take(claims: readonly Claim[]): Promise<Taken[]>;
}

/**
 * Counts in Redis where there is one, so that all servers share the limits, and in memory where not. When Redis falls
 * away each server goes on in its own memory; a Redis that is known to be away is not waited for.
 */
export function createRateLimiter(redis: Redis | undefined, prefix: string, logger: Logger): RateLimiter {
  // A limiter has one limit, and plans bring a handful of them.
  const limiters = new Map<string, RateLimiterAbstract>();
  let warnedAt = 0;
  const limiterOf = ({ tier, limit }: Claim): RateLimiterAbstract => {
    const name = `${prefix}:limit:${tier}:${limit}`;
    const known = limiters.get(name);
    if (known) return known;
    const options = { keyPrefix: name, points: limit, duration: WINDOW_SECONDS };
    const memory = new RateLimiterMemory(options);
    const limiter = redis
      ? new RateLimiterRedis({
          ...options,
          storeClient: redis,
          rejectIfRedisNotReady: true,
          insuranceLimiter: memory,
        })
      : memory;
    limiters.set(name, limiter);
    return limiter;
  };
  const takeOne = async (claim: Claim): Promise<Taken> => {
    try {
      return taken(claim, true, await limiterOf(claim).consume(claim.subject));
    } catch (refused) {
      if (refused instanceof RateLimiterRes) return taken(claim, false, refused);
      // Neither Redis nor memory: letting a request through is better than refusing all of them.
      if (Date.now() - warnedAt > 10_000) logger.error({ err: refused }, 'rate limits do not work');
      warnedAt = Date.now();
      return { ...claim, allowed: true, remaining: claim.limit, resetMs: 0 };
    }
  };
  return { take: (claims) => Promise.all(claims.map(takeOne)) };
}

function taken(claim: Claim, allowed: boolean, result: RateLimiterRes): Taken {
  return { ...claim, allowed, remaining: Math.max(0, result.remainingPoints), resetMs: result.msBeforeNext };
}
