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

const installing = (name: string): string =>
  `npm install ${name} (until npm has it, in TryOn's folder: npm run example -- --pack <your folder> ${name})`;

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

/** The element itself, from npm: a page for a bundler such as Vite. */
export function npmSnippet({ apiUrl, attributes }: SnippetInput): string {
  const written = Object.entries({ ...attributes, 'api-base': attributes['api-base'] ?? apiUrl }).map(
    ([name, value]) => `${name}="${escapeAttribute(value)}"`,
  );
  return `<!-- ${installing('@tryon/widget')} -->
${lines('<tryon-widget', written, '></tryon-widget>')}

<script type="module">
  import { defineTryonWidget } from '@tryon/widget';

  defineTryonWidget();
</script>`;
}

/** Written where it is used, TypeScript knows what the event is. */
const ON_ADD_TO_CART = `onAddToCart={(event) => {
    event.preventDefault(); // the bag is yours: fill it here
    console.log(event.detail.product);
  }}`;

/** The React component, for TypeScript as for JavaScript. */
export function reactSnippet({ apiUrl, attributes }: SnippetInput): string {
  const props = Object.entries({ ...attributes, 'api-base': attributes['api-base'] ?? apiUrl }).map(
    ([name, value]) => `${camel(name)}=${jsxValue(value)}`,
  );
  const element = lines('<TryOnWidget', [...props, ON_ADD_TO_CART], '/>');
  return `// ${installing('@tryon/react')}
import { TryOnWidget } from '@tryon/react';

export function TryItOn() {
  return (
${element.replace(/^/gm, '    ')}
  );
}`;
}
