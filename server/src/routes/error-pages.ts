import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { FastifyInstance } from 'fastify';

/** Lies beside `src/` and `dist/`. */
export const ERRORS_PAGE = fileURLToPath(new URL('../../pages/errors.md', import.meta.url));

/** Serves the page that every problem's `type` points at: `/docs/errors#<code>`. */
export async function installErrorPages(app: FastifyInstance): Promise<void> {
  const page = renderPage(await readFile(ERRORS_PAGE, 'utf8'));
  app.get('/docs/errors', (_request, reply) =>
    reply.header('Cache-Control', 'public, max-age=300').type('text/html; charset=utf-8').send(page),
  );
}

/** Headings, paragraphs and `code` are all that the page uses. */
export function renderPage(markdown: string): string {
  const blocks = markdown.split(/\n{2,}/).map((block) => {
    const heading = /^(#{1,3}) (.+)$/.exec(block.trim());
    if (!heading) return `<p>${inline(block.trim())}</p>`;
    const [, marks = '', words = ''] = heading;
    const level = marks.length;
    return `<h${level}${level === 3 ? ` id="${escapeHtml(words)}"` : ''}>${inline(words)}</h${level}>`;
  });
  return `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Errors</title>${blocks.join('\n')}</html>`;
}

const inline = (words: string) => escapeHtml(words).replace(/`([^`]+)`/g, '<code>$1</code>');

function escapeHtml(words: string): string {
  return words
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
