import type { Found } from './found.js';
import type { Page } from './page.js';
import { absolute, pictureAddress } from './picture-address.js';
import { pictureOf } from './picture-element.js';

// Microdata, and RDFa Lite, which says the same with other attributes.
const PRODUCT = [
  ...['Product', 'ProductGroup', 'IndividualProduct'].map((type) => `[itemscope][itemtype$="/${type}" i]`),
  '[typeof~="Product"], [typeof~="schema:Product"]',
].join(',');
const OTHERS = ['isRelatedTo', 'isSimilarTo', 'itemListElement', 'hasVariant']
  .map((name) => named(name))
  .join(',');
const MAX_ITEMS = 50;

function named(name: string): string {
  return `[itemprop~="${name}"], [property~="${name}"], [property~="schema:${name}"]`;
}

/** Every product that the page's microdata or RDFa describes. */
export function findInMicrodata(page: Page): Found[] {
  return [...page.scope.querySelectorAll(PRODUCT)]
    .slice(0, MAX_ITEMS)
    .flatMap((item) => toFound(item, page) ?? []);
}

function toFound(item: Element, { document }: Page): Found | undefined {
  const base = document.baseURI;
  const all = (name: string) =>
    [...item.querySelectorAll(named(name))].filter((element) => ownerOf(element) === item);
  const first = (name: string) => all(name).map(textOf).find(Boolean);
  const pictures = [...all('image'), ...all('photo')].flatMap((element) => picturesOf(element, base));
  if (pictures.length === 0) return undefined;
  const links = [...all('url'), ...item.querySelectorAll('[itemprop~="offers"] [itemprop~="url"]')];
  const ancestors = item.parentElement?.closest(`${OTHERS}, [itemtype$="/ItemList" i], ${PRODUCT}`);
  return {
    source: 'microdata',
    pictures: [...new Set(pictures)],
    id: first('sku') ?? first('productID') ?? first('mpn'),
    title: first('name'),
    url: absolute(links.map(textOf).find(Boolean) ?? item.getAttribute('itemid'), base),
    filedUnder: first('category'),
    trust: 0.8,
    isListed: item.matches(OTHERS) || ancestors !== null,
  };
}

/** The item that a property belongs to: the nearest scope above it. */
const ownerOf = (element: Element): Element | null | undefined =>
  element.parentElement?.closest('[itemscope], [typeof]');

function textOf(element: Element): string | undefined {
  const value =
    element.getAttribute('content') ??
    element.getAttribute('href') ??
    element.getAttribute('src') ??
    element.getAttribute('value') ??
    element.textContent;
  return value?.replace(/\s+/g, ' ').trim() || undefined;
}

/** A link, a meta, an image, or an `ImageObject` around these. */
function picturesOf(element: Element, base: string): string[] {
  if (element instanceof HTMLImageElement) return [pictureOf(element) ?? []].flat();
  const inner = [...element.querySelectorAll('[itemprop~="contentUrl"], [itemprop~="url"]')];
  const image = element.querySelector('img');
  const own = element.hasAttribute('itemscope') && inner.length > 0 ? inner : [element];
  const named = own.flatMap((one) =>
    one instanceof HTMLImageElement ? (pictureOf(one) ?? []) : (pictureAddress(attributeOf(one), base) ?? []),
  );
  return named.length > 0 || !image ? named : [pictureOf(image) ?? []].flat();
}

/** Words within an element are no address, however well they would resolve to one. */
const attributeOf = (element: Element): string | null =>
  element.getAttribute('content') ?? element.getAttribute('href') ?? element.getAttribute('src');
