import type { Sql } from '@tryon/core/db/connect';
import { DomainError } from '@tryon/core/errors';
import type { TryonQueue } from '@tryon/core/queue/tryon-queue';
import { countQueued } from '@tryon/core/tryons/repository';
import type { TryonLane } from '@tryon/core/tryons/tryon';

/** Refuses a try-on that could not be made soon, before anything of it is stored. */
export interface QueueRoom {
  /** @throws DomainError `queue_full`, or `service_unavailable` while the queue's broker is away. */
  assertRoom(lane: TryonLane): Promise<void>;
}

/** How old the count may be: it costs the accept path next to nothing. */
const FRESH_MS = 500;
const RETRY_AFTER_MS = 5_000;

/** @param limit - Try-ons that may wait in a lane. */
export function createQueueRoom(sql: Sql, queue: TryonQueue, limit: number): QueueRoom {
  let counts: Promise<Readonly<Record<TryonLane, number>>> | undefined;
  let countedAt = 0;
  const count = () => {
    if (!counts || Date.now() - countedAt > FRESH_MS) {
      countedAt = Date.now();
      counts = countQueued(sql, limit + 1);
      counts.catch(() => {
        counts = undefined; // whoever waits for it hears of it
      });
    }
    return counts;
  };
  return {
    async assertRoom(lane) {
      if (!queue.ready()) {
        throw new DomainError(
          'service_unavailable',
          'Try-ons cannot be accepted for the moment. Try again shortly, with the same idempotency key.',
          { retryAfterMs: 2_000 },
        );
      }
      if ((await count())[lane] < limit) return;
      throw new DomainError(
        'queue_full',
        'More try-ons are waiting than can be made soon. Try again shortly, with the same idempotency key.',
        { retryAfterMs: RETRY_AFTER_MS * (1 + Math.random()) },
      );
    },
  };
}
