import { buyButtons } from './buy-button.js';
import type { Found } from './found.js';
import { isShown, type Page } from './page.js';
import { headingOf, isSameName, plain } from './page-words.js';
import { pictureAddress, pictureKey } from './picture-address.js';
import { pictureOf } from './picture-element.js';

/** A picture that the page shows of its product. */
export interface ShownPicture {
  readonly url: string;
  readonly key: string;
  /** In CSS pixels; 0 where nothing is laid out. */
  readonly area: number;
  /** What the page says of it in words, to those who cannot see it. */
  readonly name: string;
}

export interface Gallery {
  /** In the page's order. */
  readonly pictures: readonly ShownPicture[];
  /** The one that the page shows first among the largest. */
  readonly main: ShownPicture | undefined;
  /** Whether the page sells one thing: it has a button for the bag, and not one for each of a list. */
  readonly isSelling: boolean;
  /** The heading beside the button, which need not be the page's first. */
  readonly heading: string | undefined;
}

const NOT_THE_PRODUCT = [
  ...['nav', 'footer', 'aside', 'body > header', 'tryon-widget', '[role="navigation"]', '[hidden]'],
  ...[
    'related',
    'recommend',
    'upsell',
    'up-sell',
    'cross-sell',
    'crosssell',
    'recently',
    'also-like',
    'similar',
  ].map((word) => `[class*="${word}" i]:not(body, html)`),
  ...['related', 'recommend', 'recently', 'upsell'].map((word) => `[id*="${word}" i]:not(body, html)`),
  ...[
    'review',
    'instagram',
    'complete-the-look',
    'mini-cart',
    'minicart',
    'cart-drawer',
    'mega-menu',
    'payment',
  ].map((word) => `[class*="${word}" i]:not(body, html)`),
].join(',');
const MIN_SIDE_PX = 120;
/** A grid of equal pictures is led by its first. */
const AS_LARGE = 0.8;
const MAX_IMAGES = 300;
const MAX_LEVELS = 10;
/** What the page shows around its button for the bag. */
export function readGallery(page: Page): Gallery {
  const area = sellingArea(page);
  const pictures = picturesIn(area ?? page.scope, page);
  const heading =
    area && [...area.querySelectorAll('h1')].map(({ textContent }) => plain(textContent)).find(Boolean);
  const name = heading ?? headingOf(page);
  return { pictures, main: mainOf(pictures, name), isSelling: area !== undefined, heading: name };
}

/** The first among the largest; a banner that says something else gives way to a picture that has the heading's name. */
function mainOf(pictures: readonly ShownPicture[], heading = ''): ShownPicture | undefined {
  const firstOf = (some: readonly ShownPicture[], least = 0) => {
    const most = Math.max(least, ...some.map(({ area }) => area));
    return some.find(({ area }) => area >= most * AS_LARGE);
  };
  const largest = firstOf(pictures);
  if (!largest?.name || isSameName(largest.name, heading)) return largest;
  const named = pictures.filter(({ name }) => isSameName(name, heading));
  return firstOf(named, largest.area / 3) ?? largest;
}

/**
 * The smallest part of the page that holds a button for the bag and a picture. Several such parts are the cards of a
 * list, unless one has the page's heading.
 */
function sellingArea(page: Page): Element | undefined {
  const areas = [...new Set(buyControls(page).flatMap((control) => areaAround(control, page) ?? []))];
  const smallest = areas.filter((area) => !areas.some((other) => other !== area && area.contains(other)));
  const headed = areas.find((area) => area.querySelector('h1') && area.localName !== 'body');
  return headed ?? (smallest.length === 1 ? smallest[0] : undefined);
}

/** The buttons for the bag, one for each product they are for. */
function buyControls(page: Page): Element[] {
  const all = buyButtons(page.scope).filter(
    (control) =>
      !isElsewhere(control, page) && !control.matches('body, html, script, style') && isShown(control),
  );
  // A button within a marked form is the same control.
  return all.filter((control) => !all.some((other) => other !== control && other.contains(control)));
}

/** The smallest part around a button that has a picture; undefined where that picture leads to another page: a card. */
function areaAround(control: Element, page: Page): Element | undefined {
  let area = control.parentElement;
  for (let level = 0; area && level < MAX_LEVELS; level++, area = area.parentElement) {
    if (picturesIn(area, page).length > 0) return area;
    if (isCard(area, page)) return undefined;
  }
  return undefined;
}

const isCard = (area: Element, page: Page): boolean =>
  !area.querySelector('h1') &&
  [...area.querySelectorAll<HTMLImageElement>('a[href] img')]
    .slice(0, MAX_IMAGES)
    .some((image) => isShown(image) && (sizeOf(image) ?? 0) > 1 && leadsElsewhere(image, page));

function picturesIn(area: ParentNode, page: Page): ShownPicture[] {
  const seen = new Set<string>();
  return [...area.querySelectorAll('img')].slice(0, MAX_IMAGES).flatMap((image) => {
    const url = isElsewhere(image, page) || !isShown(image) ? undefined : pictureOf(image);
    const size = url === undefined ? undefined : sizeOf(image);
    if (!url || size === undefined) return [];
    const key = pictureKey(url);
    if (seen.has(key)) return [];
    seen.add(key);
    return [{ url, key, area: size, name: image.alt }];
  });
}

/** The drawn area; undefined for what is too small to be the product, 1 where the picture has yet to say how large it is. */
function sizeOf(image: HTMLImageElement): number | undefined {
  const { width, height } = image.getBoundingClientRect();
  const wide = width || Number(image.getAttribute('width'));
  const high = height || Number(image.getAttribute('height'));
  if (wide >= MIN_SIDE_PX && high >= MIN_SIDE_PX) return wide * high;
  const isUnknown = !image.naturalWidth && !image.hasAttribute('width') && !image.hasAttribute('height');
  return isUnknown ? 1 : undefined;
}

/** Whether an element belongs to the frame around the product, or to another product's card. */
function isElsewhere(element: Element, { scope, url }: Page): boolean {
  const zone = element.closest(NOT_THE_PRODUCT);
  // A page may call all of itself "has-related-products": what holds the heading is no frame around it.
  if (zone && zone !== scope && scope.contains(zone) && !zone.querySelector('h1')) return true;
  return leadsElsewhere(element, { url });
}

function leadsElsewhere(element: Element, { url }: Pick<Page, 'url'>): boolean {
  const link = element.closest<HTMLAnchorElement>('a[href]');
  if (!link || /\.(?:jpe?g|png|webp|avif|gif)$/i.test(link.pathname)) return false;
  const here = new URL(url);
  const isHere =
    link.origin === here.origin && link.pathname.replace(/\/$/, '') === here.pathname.replace(/\/$/, '');
  return !isHere && !/^(?:javascript:|#)/.test(link.getAttribute('href') ?? '');
}

/**
 * The largest picture beside the button for the bag: what is left where a page says nothing of itself. Sure only with a
 * second witness, which no other page has left: its own words call it by the heading, or the page's preview shows it.
 */
export function findInGallery(page: Page, { isSelling, main, pictures, heading }: Gallery): Found[] {
  if (
    !isSelling ||
    !main ||
    /\/(?:cart|bag|basket|checkout|account|search)(?:\/|$)/i.test(new URL(page.url).pathname)
  ) {
    return [];
  }
  const urls = [main.url, ...pictures.map(({ url }) => url).filter((url) => url !== main.url)];
  const isNamed = main.name !== '' && heading !== undefined && isSameName(main.name, heading);
  const trust = (isNamed || isPreview(main, page)) && !page.isLeftover(main.key) ? 0.6 : 0.45;
  return [{ source: 'gallery', pictures: urls, title: heading, trust, isVariant: true }];
}

function isPreview({ key }: ShownPicture, { document, isLeftover, isQuickView }: Page): boolean {
  const metas = document.querySelectorAll<HTMLMetaElement>(
    'meta:is([property="og:image"], [name="twitter:image"])',
  );
  return [...metas].some(({ content }) => {
    const url = isQuickView || isLeftover(content) ? undefined : pictureAddress(content, document.baseURI);
    return url !== undefined && pictureKey(url) === key;
  });
}
