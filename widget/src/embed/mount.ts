import { defineTryonWidget } from '../define.js';
import type { Inspection } from '../product/find-product.js';
import type { Product } from '../product/product.js';
import type { TryonWidgetElement } from '../tryon-widget.js';
import { breathe } from './breathe.js';
import type { Patient } from './doctor/call-doctor.js';
import { type Follower, followProduct } from './follow-product.js';
import { type EmbedOptions, OPTIONS, readOptions } from './options.js';

/** One widget on a page, and what keeps it up with the page. */
export interface Mounted {
  readonly widget: TryonWidgetElement;
  /** Opens the dialog as soon as the widget is ready, for another picture if one is named. */
  open(options?: { readonly garmentImage?: string }): void;
  /** Looks at the page now, and says what was found and why. */
  inspect(): Promise<Inspection>;
  /** Shows what was found on the page, and what keeps the button away. */
  doctor(): Promise<void>;
  /** Takes the widget off the page and stops following it. */
  destroy(): void;
}

/**
 * Puts one widget on the page and keeps it at the product that the page sells. Without a product it stays out of sight
 * until there is one, or `open` names a picture. All of it is done between what the page does itself.
 *
 * @param given what the tag or `TryOn('init', …)` says, as it stands there
 * @throws Error when there is no key
 */
export async function mount(given: Readonly<Record<string, unknown>>): Promise<Mounted> {
  await breathe();
  defineTryonWidget();
  const { options, faults } = readOptions(given);
  for (const { message } of faults) console.warn(`[tryon] ${message}; it is left out.`);
  if (!options.key && isDebugging()) void call({ options, faults, widget: undefined, inspect: undefined });
  if (!options.key) throw new Error('a key is missing: data-key="pk_…" on the script, or { key } for init');
  const widget = document.createElement('tryon-widget');
  widget.isFollowing = true;
  for (const [name, { attribute }] of Object.entries(OPTIONS)) {
    const value = options[name as keyof EmbedOptions];
    if (attribute && typeof value === 'string') widget.setAttribute(attribute, value);
  }
  const stop = new AbortController();
  let dialog: Element | null = null;
  const place = () => putInPlace(widget, options, dialog);
  let offered: Product | undefined;
  const onInspection = async ({ product }: Inspection, around: Element | null) => {
    offered = product;
    dialog = around;
    // What comes first, connecting and drawing, is a piece of its own; later ones must not be late.
    if (!widget.product) await breathe();
    if (stop.signal.aborted) return;
    widget.product = offered;
    place();
  };
  const { container } = options;
  if (container && !hostOf(container)) {
    console.warn(`[tryon] Nothing on the page matches ${container}; the button floats until something does.`);
  }
  place();
  await breathe();
  const follower: Follower = followProduct((...seen) => void onInspection(...seen), stop.signal);
  // Frameworks that swap the body throw the widget out with it.
  const keeper = new MutationObserver(() => place());
  keeper.observe(document.documentElement, { childList: true });
  keeper.observe(document.body, { childList: true });
  stop.signal.addEventListener('abort', () => keeper.disconnect());
  if (isDebugging()) void call({ options, faults, widget, inspect: follower.inspect });
  return {
    widget,
    open: (asked) => open(widget, asked),
    inspect: follower.inspect,
    doctor: () => call({ options, faults, widget, inspect: follower.inspect }),
    destroy() {
      stop.abort();
      widget.remove();
    },
  };
}

/** Whether the address asks for the doctor: `?tryon-debug`. */
const isDebugging = (): boolean => new URLSearchParams(location.search).has('tryon-debug');

async function call(patient: Patient): Promise<void> {
  const { callDoctor } = await import('./doctor/call-doctor.js');
  callDoctor(patient);
}

function hostOf(container: string | Element): Element | null {
  if (container instanceof Element) return container;
  try {
    return document.querySelector(container);
  } catch (error) {
    console.warn(`[tryon] container: ${String(error)}`);
    return null;
  }
}

/**
 * Where it was asked to be if that is on the page, else at the end of it, or of the page's dialog that is open over it.
 * Moving it would close its own dialog.
 */
function putInPlace(
  widget: TryonWidgetElement,
  { container, layout }: Partial<EmbedOptions>,
  dialog: Element | null,
): void {
  const host = container ? hostOf(container) : null;
  const root = dialog ?? document.body;
  const isThere = host ? host.contains(widget) : widget.parentElement === root;
  const isOpen = widget.shadowRoot?.querySelector('dialog[open]');
  if (widget.isConnected && (isThere || isOpen)) return;
  widget.setAttribute('layout', layout ?? (host ? 'inline' : 'floating'));
  (host ?? root).append(widget);
}

function open(widget: TryonWidgetElement, { garmentImage }: { readonly garmentImage?: string } = {}): void {
  if (garmentImage) widget.garmentImage = garmentImage;
  if (widget.state) widget.show();
  else
    widget.addEventListener('tryon-ready', () => void widget.updateComplete.then(() => widget.show()), {
      once: true,
    });
}
