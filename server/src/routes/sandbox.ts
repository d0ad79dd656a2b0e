import type { Handlers } from '../contract/handlers.js';
import type { ServerDeps } from '../deps.js';

const CACHED = { 'Cache-Control': 'public, max-age=300' };

export function sandboxHandlers(
  deps: ServerDeps,
): Pick<Handlers, 'listSandboxModels' | 'listSandboxGarments'> {
  const urlOf = (file: string) => `${deps.publicUrl}/sandbox/${file}`;
  return {
    async listSandboxModels() {
      const data = deps.catalog.models.map(({ id, name, alt, file, width, height }) => ({
        id,
        name,
        alt,
        url: urlOf(file),
        width,
        height,
      }));
      return { status: 200, body: { data, has_more: false, next_cursor: null }, headers: CACHED };
    },
    async listSandboxGarments() {
      const data = deps.catalog.garments.map(({ id, title, category, file, width, height }) => ({
        id,
        title,
        category,
        url: urlOf(file),
        width,
        height,
      }));
      return { status: 200, body: { data, has_more: false, next_cursor: null }, headers: CACHED };
    },
  };
}
