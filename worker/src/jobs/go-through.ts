import type { Logger } from '@tryon/core/logger';

export interface DueItem {
  readonly id: string;
}

export interface GoThroughOptions<T extends DueItem> {
  /** What is due, in order, from behind the given item on; a page shorter than `limit` is the last. */
  readonly page: (after: T | undefined) => Promise<readonly T[]>;
  readonly limit: number;
  readonly work: (item: T) => Promise<void>;
  readonly atOnce: number;
  /** Ends it between two items. */
  readonly signal: AbortSignal;
  readonly logger: Logger;
  /** For the log, what could not be done with one item. */
  readonly failure: string;
}

/**
 * Goes through all that is due, page after page. One item that fails stops none behind it: it is logged, left out, and
 * due again next time. Only when nothing of a whole page could be done is the rest left for later: then it is not the
 * item's fault.
 */
export async function goThrough<T extends DueItem>(options: GoThroughOptions<T>): Promise<void> {
  const { signal, logger } = options;
  let after: T | undefined;
  while (!signal.aborted) {
    const items = await options.page(after);
    let done = 0;
    for (let i = 0; i < items.length && !signal.aborted; i += options.atOnce) {
      const outcomes = await Promise.allSettled(items.slice(i, i + options.atOnce).map(options.work));
      for (const [n, outcome] of outcomes.entries()) {
        if (outcome.status === 'fulfilled') done++;
        else logger.warn({ err: outcome.reason, id: items[i + n]?.id }, options.failure);
      }
    }
    if (items.length < options.limit || done === 0) return;
    after = items.at(-1);
  }
}
