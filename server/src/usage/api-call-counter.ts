import type { Sql } from '@tryon/core/db/connect';
import type { Logger } from '@tryon/core/logger';
import { type ApiCallCount, addApiCalls } from '@tryon/core/usage/api-calls';

/** Counts API calls in memory and adds them to the database in batches, so that no request waits for its count. */
export interface ApiCallCounter {
  count(merchantId: string, livemode: boolean): void;
  /** Adds what was counted since the last time; what cannot be added now is kept for the next time. */
  flush(): Promise<void>;
  /** Flushes for the last time. */
  close(): Promise<void>;
}

/** A crash loses the counts of this long at most; charges are never counted here. */
const FLUSH_EVERY_MS = 5_000;
/** A database that is away must not fill the memory: beyond this the counts of new merchants and days are dropped. */
const MAX_ENTRIES = 100_000;
const MAX_BATCH = 5_000;

export function createApiCallCounter(
  sql: Sql,
  logger: Logger,
  now: () => Date = () => new Date(),
): ApiCallCounter {
  let counts = new Map<string, number>();
  let flushing: Promise<void> = Promise.resolve();

  const add = (key: string, calls: number) => {
    const before = counts.get(key);
    if (before === undefined && counts.size >= MAX_ENTRIES) return;
    counts.set(key, (before ?? 0) + calls);
  };
  const write = async () => {
    const entries = [...counts];
    counts = new Map();
    for (let i = 0; i < entries.length; i += MAX_BATCH) {
      const batch = entries.slice(i, i + MAX_BATCH);
      try {
        await addApiCalls(sql, batch.map(countOf));
      } catch (error) {
        logger.warn(
          { err: error, entries: batch.length },
          'could not add the counts of API calls; keeping them',
        );
        for (const [key, calls] of batch) add(key, calls);
      }
    }
  };
  const flush = () => {
    flushing = flushing.then(write);
    return flushing;
  };
  const timer = setInterval(flush, FLUSH_EVERY_MS);
  timer.unref();
  return {
    count(merchantId, livemode) {
      add(`${merchantId} ${livemode} ${now().toISOString().slice(0, 10)}`, 1);
    },
    flush,
    async close() {
      clearInterval(timer);
      await flush();
    },
  };
}

function countOf([key, calls]: [string, number]): ApiCallCount {
  const [merchantId = '', livemode, day = ''] = key.split(' ');
  return { merchantId, livemode: livemode === 'true', day, calls };
}
