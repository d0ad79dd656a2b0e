/** What the playground's page says about itself and the widget that is edited. */
export interface SnippetInput {
  /** Where the service is, without a trailing slash. */
  readonly apiUrl: string;
  /** The element's attributes that differ from what it would do without them. */
  readonly attributes: Readonly<Record<string, string>>;
}

const escapeAttribute = (value: string): string =>
  value.replace(/&/g, '&amp;').replace(/"/g, '&quot;').replace(/</g, '&lt;');

const camel = (name: string): string => name.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());

/** JSX reads entities in quotes, but no escapes: what is not plain goes in braces. */
const jsxValue = (value: string): string =>
  /^[^"&<>{}\\\n]*$/.test(value) ? `"${value}"` : `{${JSON.stringify(value)}}`;

function lines(start: string, attributes: readonly string[], end: string): string {
  if (attributes.length <= 1) return `${[start, ...attributes].join(' ')}${end}`;
  return `${start}\n${attributes.map((attribute) => `  ${attribute}`).join('\n')}\n${end}`;
}

/** The script tag: the tag's own origin is the service's, and the key is called `data-key`. */
export function scriptSnippet({ apiUrl, attributes }: SnippetInput): string {
  const data = Object.entries(attributes)
    .filter(([name]) => name !== 'api-base')
    .map(([name, value]) => {
      const dataName = name === 'publishable-key' ? 'key' : name;
      return `data-${dataName}="${escapeAttribute(value)}"`;
    });
  const src = `src="${escapeAttribute(attributes['api-base'] ?? apiUrl)}/embed/v1/tryon-embed.js"`;
  return lines('<script async', [src, ...data], '></script>');
}

/** The element itself, from npm. */
export function npmSnippet({ apiUrl, attributes }: SnippetInput): string {
  const written = Object.entries({ ...attributes, 'api-base': attributes['api-base'] ?? apiUrl }).map(
    ([name, value]) => `${name}="${escapeAttribute(value)}"`,
  );
  return `// npm install @tryon/widget
import { defineTryonWidget } from '@tryon/widget';

defineTryonWidget();

<!-- in the page -->
${lines('<tryon-widget', written, '></tryon-widget>')}`;
}

/** The React component. */
export function reactSnippet({ apiUrl, attributes }: SnippetInput): string {
  const props = Object.entries({ ...attributes, 'api-base': attributes['api-base'] ?? apiUrl }).map(
    ([name, value]) => `${camel(name)}=${jsxValue(value)}`,
  );
  const element = lines(
    '<TryOnWidget',
    [...props, 'onAddToCart={({ detail }) => addToBag(detail.product)}'],
    '/>',
  );
  return `// npm install @tryon/react
import { TryOnWidget } from '@tryon/react';

export function TryItOn({ addToBag }) {
  return (
${element.replace(/^/gm, '    ')}
  );
}`;
}
