import type { Logger } from '@tryon/core/logger';
import type { Redis } from 'ioredis';
import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';

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

interface Counters {
  readonly redis: RateLimiterRedis | undefined;
  readonly memory: RateLimiterMemory;
}

/**
 * Counts in Redis where there is one, so that all servers share the limits, and in memory where not. When Redis falls
 * away each server goes on in its own memory; a Redis that is known to be away is not waited for, be its connection cut
 * or only silent.
 */
export function createRateLimiter(redis: Redis | undefined, prefix: string, logger: Logger): RateLimiter {
  // A limiter has one limit, and plans bring a handful of them.
  const limiters = new Map<string, Counters>();
  const presence = redis && watchPresence(redis, logger);
  const countersOf = ({ tier, limit }: Claim): Counters => {
    const name = `${prefix}:limit:${tier}:${limit}`;
    const known = limiters.get(name);
    if (known) return known;
    const options = { keyPrefix: name, points: limit, duration: WINDOW_SECONDS };
    const counters = {
      redis: redis && new RateLimiterRedis({ ...options, storeClient: redis, rejectIfRedisNotReady: true }),
      memory: new RateLimiterMemory(options),
    };
    limiters.set(name, counters);
    return counters;
  };
  const takeOne = async (claim: Claim): Promise<Taken> => {
    const counters = countersOf(claim);
    if (counters.redis && presence?.isThere()) {
      try {
        return await consume(counters.redis, claim);
      } catch (error) {
        presence.failed(error);
      }
    }
    return consume(counters.memory, claim);
  };
  return { take: (claims) => Promise.all(claims.map(takeOne)) };
}

async function consume(counter: RateLimiterRedis | RateLimiterMemory, claim: Claim): Promise<Taken> {
  try {
    return taken(claim, true, await counter.consume(claim.subject));
  } catch (refused) {
    if (refused instanceof RateLimiterRes) return taken(claim, false, refused);
    throw refused;
  }
}

/** How often a Redis that failed is asked whether it is back. */
const ASK_AGAIN_MS = 1_000;

/**
 * Remembers that Redis failed, so that only the requests then under way wait for it: a connection may stay open for
 * minutes with nobody answering. Later requests have it asked beside them, without waiting for its answer.
 */
function watchPresence(redis: Redis, logger: Logger) {
  let away = false;
  let askedAtMs = 0;
  const ask = () => {
    askedAtMs = Date.now();
    redis.ping().then(
      () => {
        away = false;
        logger.info('Redis is back; rate limits are shared again');
      },
      (error: unknown) => logger.debug({ err: error }, 'Redis is still away'),
    );
  };
  return {
    isThere(): boolean {
      if (away && Date.now() - askedAtMs >= ASK_AGAIN_MS) ask();
      return !away && redis.status === 'ready';
    },
    failed(error: unknown): void {
      if (away) return;
      away = true;
      askedAtMs = Date.now();
      logger.warn({ err: error }, 'Redis is away; each server limits by itself');
    },
  };
}

function taken(claim: Claim, allowed: boolean, result: RateLimiterRes): Taken {
  return { ...claim, allowed, remaining: Math.max(0, result.remainingPoints), resetMs: result.msBeforeNext };
}
