import type { Handlers } from '../contract/handlers.js';
import type { ServerDeps } from '../deps.js';

const CACHED = { 'Cache-Control': 'public, max-age=300' };

export function sandboxHandlers(
  deps: ServerDeps,
): Pick<Handlers, 'listSandboxModels' | 'listSandboxGarments'> {
  const urlOf = (file: string) => `${deps.publicUrl}/sandbox/${file}`;
  return {
    async listSandboxModels({ query }) {
      const page = pageOf(deps.catalog.models, query);
      const data = page.data.map(({ id, name, alt, file, width, height }) => ({
        ...{ id, name, alt, width, height },
        url: urlOf(file),
      }));
      return { status: 200, body: { ...page, data }, headers: CACHED };
    },
    async listSandboxGarments({ query }) {
      const page = pageOf(deps.catalog.garments, query);
      const data = page.data.map(({ id, title, category, file, width, height }) => ({
        ...{ id, title, category, width, height },
        url: urlOf(file),
      }));
      return { status: 200, body: { ...page, data }, headers: CACHED };
    },
  };
}

/** The part of a list that comes after the cursor; nothing after one that is not in it. */
function pageOf<T extends { readonly id: string }>(
  all: readonly T[],
  { limit = 20, cursor }: { readonly limit?: number; readonly cursor?: string },
) {
  const place = cursor === undefined ? -1 : all.findIndex(({ id }) => id === cursor);
  const rest = cursor !== undefined && place === -1 ? [] : all.slice(place + 1);
  const data = rest.slice(0, limit);
  const hasMore = rest.length > data.length;
  return { data, has_more: hasMore, next_cursor: hasMore ? (data.at(-1)?.id ?? null) : null };
}
