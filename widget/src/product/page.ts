import { buyButtons } from './buy-button.js';
import { absolute } from './picture-address.js';

/** A page as the finders see it: its document, and what is known of how the visitor came to it. */
export interface Page {
  readonly document: Document;
  /** Where a product is looked for: an open quick view, or the whole document. */
  readonly scope: ParentNode;
  /** Whether a quick view is open, so that what the document says of itself is of something else. */
  readonly isQuickView: boolean;
  /** The page's address as the browser shows it. */
  readonly url: string;
  /** What the page calls its own address; undefined where it says nothing, or what it said of the page before. */
  readonly canonical: string | undefined;
  /** Whether a text was already there on the page before, which a single-page shop has left. */
  isLeftover(text: string | null | undefined): boolean;
}

const QUICK_VIEW = [
  'dialog[open]',
  '[role="dialog"]:not([aria-hidden="true"]):not([hidden])',
  '[aria-modal="true"]:not([aria-hidden="true"]):not([hidden])',
  '[class*="quick-view" i]:is(.open, .is-open, .active, .is-active, .show)',
  '[class*="quickview" i]:is(.open, .is-open, .active, .is-active, .show)',
].join(',');
/** The bag opens in a dialog, too, with pictures and something more to add. */
const BAG =
  '[name="checkout"], a[href*="checkout" i], form[action*="checkout" i]:not([action*="/add" i]), a[href$="/cart"]';

export interface PageOptions {
  /** Texts that stood on the page before. */
  readonly leftovers?: ReadonlySet<string>;
}

/** Looks at a document as it is now. */
export function readPage(document: Document, { leftovers = new Set() }: PageOptions = {}): Page {
  // A parsed document has no window; there its base address is all there is.
  const url = document.defaultView?.location.href ?? document.baseURI;
  const link = document.querySelector('link[rel~="canonical"]')?.getAttribute('href');
  const isLeftover = (text: string | null | undefined) => leftovers.has(text?.trim() ?? '');
  const quickView = openQuickView(document);
  return {
    document,
    scope: quickView ?? document,
    isQuickView: quickView !== undefined,
    url,
    canonical: isLeftover(link) ? undefined : absolute(link, document.baseURI),
    isLeftover,
  };
}

/** What a page says of itself, to know it again should a single-page shop forget to renew it. */
export function selfDescription(document: Document): Set<string> {
  const scripts = [...document.querySelectorAll('script[type^="application/ld+json" i]')];
  const metas = [...document.querySelectorAll<HTMLMetaElement>('meta[property^="og:"]')];
  const link = document.querySelector('link[rel~="canonical"]')?.getAttribute('href') ?? '';
  const texts = [
    ...scripts.map(({ textContent }) => textContent ?? ''),
    ...metas.map(({ content }) => content),
    link,
  ];
  return new Set(texts.map((text) => text.trim()).filter(Boolean));
}

function openQuickView(document: Document): Element | undefined {
  return [...document.querySelectorAll(QUICK_VIEW), ...layerOver(document)].find(
    (element) =>
      !element.closest('tryon-widget') &&
      isShown(element) &&
      // What makes a dialog a quick view of a product, and not a newsletter or a size chart.
      element.querySelector('img') !== null &&
      element.querySelector(BAG) === null &&
      (element.querySelector('[itemprop="offers"]') !== null || buyButtons(element).length > 0),
  );
}

/** What lies over the middle of the page and does not move with it: many a quick view says of itself no more than that. */
function layerOver(document: Document): Element[] {
  const { defaultView: view, documentElement } = document;
  if (!view) return [];
  const middle = document.elementFromPoint(documentElement.clientWidth / 2, view.innerHeight / 2);
  for (let element = middle; element && element !== document.body; element = element.parentElement) {
    // The whole of an app may be such a layer, too; then nothing of the page is outside of it.
    if (view.getComputedStyle(element).position !== 'fixed') continue;
    return [...document.querySelectorAll('h1')].some((heading) => !element.contains(heading))
      ? [element]
      : [];
  }
  return [];
}

/** Whether an element is drawn at all; without a layout (a parsed document) everything counts. */
export function isShown(element: Element): boolean {
  if (!element.ownerDocument.defaultView) return true;
  return element.checkVisibility?.({ visibilityProperty: true }) ?? element.getClientRects().length > 0;
}

export type SamePage = 'exact' | 'product' | 'no';

/** Parameters that choose a variant of one product; any other that differs names another product. */
const VARIANT_PARAMETER =
  /^(?:variants?|variation|v|colou?r|farbe|couleur|size|sku|swatch|option|attribute_.*|dwvar_.*|pa_.*)$/i;
const IGNORED_PARAMETER =
  /^(?:utm_.*|gclid|fbclid|msclkid|ref|srsltid|_.*|tryon-.*|currency|country|lang|locale)$/i;

/**
 * Whether an address is that of the page: `exact` with the same variant, `product` with another or none. A product may be
 * reached by several paths (`/collections/x/products/y`, `/de/products/y`): their last part is what counts, unless it
 * could be anything.
 */
export function samePage(address: string, pageUrl: string): SamePage {
  const [one, other] = [new URL(address), new URL(pageUrl)];
  if (!isSamePath(one.pathname, other.pathname)) return 'no';
  const [route, pageRoute] = [routeOf(one), routeOf(other)];
  if (route && route !== pageRoute) return 'no';
  let isExact = route === pageRoute;
  for (const [name, value] of one.searchParams) {
    if (IGNORED_PARAMETER.test(name)) continue;
    const there = other.searchParams.get(name);
    if (there === value) continue;
    if (!VARIANT_PARAMETER.test(name)) return 'no';
    isExact = false;
  }
  for (const [name] of other.searchParams) {
    if (VARIANT_PARAMETER.test(name) && !one.searchParams.has(name)) isExact = false;
  }
  return isExact ? 'exact' : 'product';
}

/** The part after "#" where that is an address of its own, and no choice among variants ("#/8-colour-white"). */
const routeOf = ({ hash }: URL): string | undefined => /^#!?\/\D.*/.exec(hash)?.[0];

function isSamePath(one: string, other: string): boolean {
  const [ours, theirs] = [partsOf(one), partsOf(other)];
  const [last = '', otherLast = ''] = [ours.at(-1), theirs.at(-1)];
  if (ours.join('/') === theirs.join('/')) return true;
  // "products", "index.php", "item": too little to tell a product by.
  const isTelling = last.length >= 4 && !/^(?:products?|items?|index(?:\.\w+)?|details?|shop)$/.test(last);
  return isTelling && last === otherLast;
}

const partsOf = (path: string): string[] =>
  path
    .toLowerCase()
    .replace(/\.html?$/, '')
    .split('/')
    .filter(Boolean);
