/** Markup that may be sent as it is. Only {@link html} and {@link jsonScript} make it. */
export interface SafeHtml {
  readonly markup: string;
}

type Part = SafeHtml | string | number | false | undefined | readonly Part[];

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Escapes text for element content and for quoted attribute values. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}

function isPartList(part: Part): part is readonly Part[] {
  return Array.isArray(part);
}

function render(part: Part): string {
  if (part === false || part === undefined) return '';
  if (typeof part === 'string') return escapeHtml(part);
  if (typeof part === 'number') return String(part);
  if (isPartList(part)) return part.map(render).join('');
  return part.markup;
}

/**
 * Template tag: every value is escaped unless it is itself the result of this tag.
 * Attribute values must be quoted in the template. `false` and `undefined` print nothing.
 *
 * @example html`<h1 title="${title}">${title}</h1>`
 */
export function html(literals: TemplateStringsArray, ...values: Part[]): SafeHtml {
  let markup = literals[0] ?? '';
  values.forEach((value, index) => {
    markup += render(value) + (literals[index + 1] ?? '');
  });
  return { markup };
}

/**
 * A data block (`application/ld+json`, `application/json`). Browsers never run these, so a strict
 * Content-Security-Policy lets them be inline. `<` is written as its JSON escape: no text in `data`
 * can close the element.
 */
export function jsonScript(
  type: 'application/ld+json' | 'application/json',
  data: unknown,
  id?: string,
): SafeHtml {
  const json = JSON.stringify(data).replace(/</g, '\\u003c');
  const idAttribute = id === undefined ? '' : ` id="${escapeHtml(id)}"`;
  return { markup: `<script type="${type}"${idAttribute}>${json}</script>` };
}
