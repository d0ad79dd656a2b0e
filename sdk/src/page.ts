import { ApiPromise, type WithResponse } from './api-promise.js';

/** A list as the API answers it. */
interface WirePage<T> {
  data: T[];
  has_more: boolean;
  next_cursor: string | null;
}

/** Where a page begins: at the beginning, or after the one before. */
interface After {
  cursor?: string;
}

type FetchPage<T> = (after: After) => Promise<WithResponse<WirePage<T>>>;

/** One page of a list. Iterating it gives its items and those of all pages after it. */
export interface Page<T> extends AsyncIterable<T> {
  readonly data: readonly T[];
  readonly hasMore: boolean;
  readonly nextCursor: string | null;
  /** The page after this one, or `null` if this is the last. */
  nextPage(): Promise<Page<T> | null>;
}

/** Await it for the first page, or `for await` it for every item of every page. */
export class PagePromise<T> extends ApiPromise<Page<T>> implements AsyncIterable<T> {
  getPage(): Promise<Page<T>> {
    return this.then();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<T, void, undefined> {
    yield* await this;
  }
}

export function pagePromise<T>(fetchPage: FetchPage<T>, after: After = {}): PagePromise<T> {
  return new PagePromise(loadPage(fetchPage, after));
}

async function loadPage<T>(fetchPage: FetchPage<T>, after: After = {}): Promise<WithResponse<Page<T>>> {
  const { data: wire, ...rest } = await fetchPage(after);
  return { ...rest, data: createPage(wire, fetchPage) };
}

function createPage<T>(wire: WirePage<T>, fetchPage: FetchPage<T>): Page<T> {
  const { data, has_more: hasMore, next_cursor: nextCursor } = wire;
  return {
    data,
    hasMore,
    nextCursor,
    async nextPage() {
      if (!hasMore || nextCursor === null) return null;
      return (await loadPage(fetchPage, { cursor: nextCursor })).data;
    },
    async *[Symbol.asyncIterator]() {
      for (let page: Page<T> | null = this; page !== null; page = await page.nextPage()) yield* page.data;
    },
  };
}
