import type { TryonWidgetElement } from '../tryon-widget.js';

/** What the script tag's `data-*` attributes, or `TryOn('init', …)`, may say. All but the key may be left out. */
export interface EmbedOptions {
  /** The publishable key. */
  readonly key: string;
  /** Where the service is; by default where the script came from. */
  readonly apiBase: string;
  readonly layout?: TryonWidgetElement['layout'] | undefined;
  readonly theme?: TryonWidgetElement['theme'] | undefined;
  readonly lang?: string | undefined;
  /** Where to put an inline button: a CSS selector, or the element itself. */
  readonly container?: string | Element | undefined;
  readonly garmentImage?: string | undefined;
  readonly garmentId?: string | undefined;
  readonly category?: TryonWidgetElement['category'] | undefined;
  readonly mode?: TryonWidgetElement['mode'] | undefined;
  readonly analytics?: 'on' | 'off' | undefined;
}

interface Option {
  /** The element's attribute that takes it. */
  readonly attribute?: string;
  /** Names that older snippets use. */
  readonly aliases?: readonly string[];
  readonly values?: readonly string[];
}

/** The one table of options: what `data-garment-image` and `garmentImage` are, and what they become. */
export const OPTIONS: Readonly<Record<keyof EmbedOptions, Option>> = {
  key: { attribute: 'publishable-key', aliases: ['apiKey', 'publishableKey'] },
  apiBase: { attribute: 'api-base', aliases: ['apiUrl'] },
  layout: { attribute: 'layout', values: ['floating', 'inline', 'dialog'] },
  theme: { attribute: 'theme', values: ['auto', 'light', 'dark'] },
  lang: { attribute: 'lang' },
  container: {},
  garmentImage: { attribute: 'garment-image' },
  garmentId: { attribute: 'garment-id' },
  category: { attribute: 'category', values: ['auto', 'tops', 'bottoms', 'one-pieces'] },
  mode: { attribute: 'mode', values: ['performance', 'balanced', 'quality'] },
  analytics: { attribute: 'analytics', values: ['on', 'off'] },
};

/** An option that cannot be used; the others still are. */
export interface OptionFault {
  readonly name: string;
  readonly message: string;
}

/**
 * Reads what a page says, whether as a tag's `dataset` or as an object, with one outcome for both. What cannot be used is
 * left out and named in `faults`.
 */
export function readOptions(given: Readonly<Record<string, unknown>>): {
  readonly options: Partial<EmbedOptions>;
  readonly faults: readonly OptionFault[];
} {
  const names = new Map<string, string>();
  for (const [name, { aliases = [] }] of Object.entries(OPTIONS)) {
    for (const spelling of [name, ...aliases]) names.set(spelling, name);
  }
  const options: Record<string, unknown> = {};
  const faults: OptionFault[] = [];
  for (const [spelling, value] of Object.entries(given)) {
    const name = names.get(spelling);
    if (value === undefined || value === null || value === '') continue;
    if (!name) {
      faults.push({ name: spelling, message: `there is no option "${spelling}"` });
      continue;
    }
    const { values } = OPTIONS[name as keyof EmbedOptions];
    const isElement = name === 'container' && value instanceof Element;
    if (values && !values.includes(String(value))) {
      faults.push({ name: spelling, message: `"${spelling}" is one of: ${values.join(', ')}` });
    } else if (!isElement && typeof value !== 'string') {
      faults.push({ name: spelling, message: `"${spelling}" is a text` });
    } else options[name] ??= value;
  }
  return { options, faults };
}
