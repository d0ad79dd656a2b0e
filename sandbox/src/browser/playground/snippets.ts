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

/** Where the tag puts an inline button; the snippet brings the place along. */
const PLACE = 'try-on';

/** The script tag: its own origin is the service's, the key is called `data-key`, and an inline button has a container. */
export function scriptSnippet({ apiUrl, attributes }: SnippetInput): string {
  const { layout } = attributes;
  const data = Object.entries(attributes)
    .filter(([name]) => name !== 'api-base')
    .map(([name, value]) => {
      if (name === 'layout' && value === 'inline') return `data-container="#${PLACE}"`;
      return `data-${name === 'publishable-key' ? 'key' : name}="${escapeAttribute(value)}"`;
    });
  const src = `src="${escapeAttribute(attributes['api-base'] ?? apiUrl)}/embed/v1/tryon-embed.js"`;
  const tag = lines('<script async', [src, ...data], '></script>');
  if (layout === 'inline') return `<div id="${PLACE}"></div>\n${tag}`;
  if (layout === 'dialog') return `${tag}\n<!-- from a button of your own: TryOn('open') -->`;
  return tag;
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
  const element = lines('<TryOnWidget', [...props, 'onAddToCart={onAddToCart}'], '/>');
  return `// npm install @tryon/react
import { TryOnWidget } from '@tryon/react';

export function TryItOn({ addToBag }) {
  const onAddToCart = (event) => {
    event.preventDefault(); // the bag is yours
    addToBag(event.detail.product);
  };
  return (
${element.replace(/^/gm, '    ')}
  );
}`;
}
