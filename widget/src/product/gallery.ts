import type { Found } from './found.js';
import { isShown, type Page } from './page.js';
import { headingOf } from './page-words.js';
import { pictureKey } from './picture-address.js';
import { pictureOf } from './picture-element.js';

/** A picture that the page shows of its product. */
export interface ShownPicture {
  readonly url: string;
  readonly key: string;
  /** In CSS pixels; 0 where nothing is laid out. */
  readonly area: number;
}

export interface Gallery {
  /** In the page's order. */
  readonly pictures: readonly ShownPicture[];
  /** The one that the page shows first among the largest. */
  readonly main: ShownPicture | undefined;
  /** Whether the page sells one thing: it has a button for the bag, and not one for each of a list. */
  readonly isSelling: boolean;
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
const BUY = [
  ...['form[action*="/cart/add" i]', 'form.cart', '#product_addtocart_form', '[name="add-to-cart"]'],
  ...['[data-add-to-cart]', '[id*="add-to-cart" i]', '[class*="add-to-cart" i]', '[class*="addtocart" i]'],
  '[data-testid*="add-to-cart" i]',
].join(',');
const BUY_WORDS =
  /add(?:ed)? to (?:my )?(?:shopping )?(?:cart|bag|basket)|in den (?:warenkorb|einkaufswagen)|ajouter au panier|(?:añadir|agregar) (?:al carrito|a la cesta)|aggiungi al carrello|in (?:winkelwagen|winkelmand)|do koszyka|lägg i (?:varukorg|kundvagn)|læg i kurv|adicionar ao carrinho|sepete ekle|カートに(?:入れる|追加)|장바구니|加入购物车|加入購物車|أضف إلى (?:السلة|عربة)|הוס(?:ף|פה) (?:לסל|לעגלה)/i;
const MIN_SIDE_PX = 120;
/** A grid of equal pictures is led by its first. */
const AS_LARGE = 0.8;
const MAX_IMAGES = 300;
const MAX_LEVELS = 10;
/** What the page shows around its button for the bag. */
export function readGallery(page: Page): Gallery {
  const area = sellingArea(page);
  const pictures = picturesIn(area ?? page.scope, page);
  const largest = Math.max(0, ...pictures.map((picture) => picture.area));
  const main = pictures.find((picture) => picture.area >= largest * AS_LARGE);
  return { pictures, main, isSelling: area !== undefined };
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
  const marked = [...page.scope.querySelectorAll(BUY)];
  const worded = [...page.scope.querySelectorAll('button, input[type="submit"], a[role="button"]')].filter(
    (button) =>
      BUY_WORDS.test(
        `${button.textContent} ${button.ariaLabel ?? ''} ${(button as HTMLInputElement).value ?? ''}`,
      ),
  );
  const all = [...new Set([...marked, ...worded])].filter(
    (control) =>
      !isElsewhere(control, page) && !control.matches('body, html, script, style') && isShown(control),
  );
  // A button within a marked form is the same control.
  const outer = all.filter((control) => !all.some((other) => other !== control && other.contains(control)));
  return outer.slice(0, MAX_IMAGES);
}

function areaAround(control: Element, page: Page): Element | undefined {
  let area = control.parentElement;
  for (let level = 0; area && level < MAX_LEVELS; level++, area = area.parentElement) {
    if (picturesIn(area, page).length > 0) return area;
  }
  return undefined;
}

function picturesIn(area: ParentNode, page: Page): ShownPicture[] {
  const seen = new Set<string>();
  return [...area.querySelectorAll('img')].slice(0, MAX_IMAGES).flatMap((image) => {
    const url = isElsewhere(image, page) || !isShown(image) ? undefined : pictureOf(image);
    const size = url === undefined ? undefined : sizeOf(image);
    if (!url || size === undefined) return [];
    const key = pictureKey(url);
    if (seen.has(key)) return [];
    seen.add(key);
    return [{ url, key, area: size }];
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
  const link = element.closest<HTMLAnchorElement>('a[href]');
  if (!link || /\.(?:jpe?g|png|webp|avif|gif)$/i.test(link.pathname)) return false;
  const here = new URL(url);
  const isHere =
    link.origin === here.origin && link.pathname.replace(/\/$/, '') === here.pathname.replace(/\/$/, '');
  return !isHere && !/^(?:javascript:|#)/.test(link.getAttribute('href') ?? '');
}

/** The largest picture beside the button for the bag: what is left where a page says nothing of itself. Never sure. */
export function findInGallery(page: Page, { isSelling, main, pictures }: Gallery): Found[] {
  if (
    !isSelling ||
    !main ||
    /\/(?:cart|bag|basket|checkout|account|search)(?:\/|$)/i.test(new URL(page.url).pathname)
  ) {
    return [];
  }
  const urls = [main.url, ...pictures.map(({ url }) => url).filter((url) => url !== main.url)];
  return [{ source: 'gallery', pictures: urls, title: headingOf(page), trust: 0.5, isVariant: true }];
}
