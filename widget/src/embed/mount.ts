import { defineTryonWidget } from '../define.js';
import { findProduct } from '../product/find-product.js';
import type { TryonWidgetElement } from '../tryon-widget.js';

/** What the script tag, or `TryOn('init', …)`, may say. */
export interface EmbedOptions {
  /** The publishable key. */
  readonly key: string;
  readonly apiBase: string;
  readonly layout?: string | undefined;
  readonly theme?: string | undefined;
  /** CSS selector of an element to put an inline button into. */
  readonly container?: string | undefined;
  readonly garmentImage?: string | undefined;
  readonly garmentId?: string | undefined;
  readonly category?: string | undefined;
}

/** Puts one widget on the page. Without a product on it, it stays out of sight until `open` names one. */
export function mount(options: EmbedOptions): TryonWidgetElement {
  defineTryonWidget();
  const widget = document.createElement('tryon-widget');
  const host = options.container ? document.querySelector(options.container) : null;
  if (options.container && !host) {
    console.warn(`[tryon] Nothing on the page matches ${options.container}; the button floats instead.`);
  }
  widget.setAttribute('layout', options.layout ?? (host ? 'inline' : 'floating'));
  const attributes = {
    'publishable-key': options.key,
    'api-base': options.apiBase,
    theme: options.theme,
    'garment-image': options.garmentImage,
    'garment-id': options.garmentId,
    category: options.category,
  };
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined) widget.setAttribute(name, value);
  }
  widget.product = findProduct(document);
  (host ?? document.body).append(widget);
  return widget;
}

/** Opens the dialog as soon as the widget is ready, for another picture if one is named. */
export function open(widget: TryonWidgetElement, options: { readonly garmentImage?: string } = {}): void {
  if (options.garmentImage) widget.garmentImage = options.garmentImage;
  if (widget.state) widget.show();
  else
    widget.addEventListener('tryon-ready', () => void widget.updateComplete.then(() => widget.show()), {
      once: true,
    });
}
