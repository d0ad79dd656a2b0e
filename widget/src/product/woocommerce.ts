import type { Found } from './found.js';
import { isShown, type Page } from './page.js';
import { pictureAddress } from './picture-address.js';
import { pictureOf } from './picture-element.js';

interface Variation {
  readonly variation_id?: number;
  readonly image?: { readonly full_src?: string; readonly src?: string; readonly url?: string };
}

/** The classic gallery, whose first picture WooCommerce swaps when a variation is found, and the block's one. */
const GALLERY =
  '.woocommerce-product-gallery__image:not(.clone) img, .woocommerce-product-gallery img[data-large_image]';
const BLOCK =
  '[class*="wc-block-product-gallery-large-image"] img, [class*="wp-block-woocommerce-product-gallery"] img, .wp-block-woocommerce-product-image-gallery img';
// WordPress calls the body of every product's page "product-template-default".
const LISTED =
  '.related, .upsells, .cross-sells, .products, .wc-block-grid, [class*="product-template"]:not(body)';

/** The product of a WooCommerce page, with the chosen variation's picture. */
export function findInWooCommerce({ document, scope }: Page): Found[] {
  const images = [...scope.querySelectorAll<HTMLImageElement>(`${GALLERY}, ${BLOCK}`)].filter(
    (image) => !image.closest(LISTED),
  );
  const first = images.find((image) => image.matches(GALLERY)) ?? images.find(isShown) ?? images[0];
  if (!first) return [];
  const base = document.baseURI;
  const form = scope.querySelector<HTMLFormElement>('form.variations_form, form.cart');
  const variation = form ? chosenVariation(form) : undefined;
  const { full_src: full, url, src } = variation?.image ?? {};
  const chosen = [full, url, src].map((address) => pictureAddress(address, base)).find(Boolean);
  const pictures = [...new Set([chosen, ...[first, ...images].map(pictureOf)])].filter(
    (picture) => picture !== undefined,
  );
  if (pictures.length === 0) return [];
  const product = first.closest<HTMLElement>('.product, [class*="postid-"]') ?? document.body;
  const id =
    form?.dataset['product_id'] ?? form?.querySelector<HTMLInputElement>('[name="add-to-cart"]')?.value;
  const filed = [...scope.querySelectorAll('.product_meta .posted_in a')].map(
    ({ textContent }) => textContent,
  );
  const classes = [...product.classList].flatMap(
    (name) => /^product_cat-(.+)/.exec(name)?.[1]?.replaceAll('-', ' ') ?? [],
  );
  return [
    {
      source: 'woocommerce',
      pictures,
      id: id ?? /(?:^|\s)post(?:id)?-(\d+)/.exec(`${product.className} ${document.body.className}`)?.[1],
      ...(variation?.variation_id && { variantId: String(variation.variation_id) }),
      title:
        scope.querySelector('.product_title, .wp-block-post-title, h1')?.textContent?.trim() || undefined,
      filedUnder: [...filed, ...classes].filter(Boolean).join(' > ') || undefined,
      trust: 0.93,
      isVariant: true,
    },
  ];
}

/** The variation whose id WooCommerce has written into the form; of large products only the id is known there. */
function chosenVariation(form: HTMLFormElement): Variation | undefined {
  const id = form.querySelector<HTMLInputElement>('input.variation_id, input[name="variation_id"]')?.value;
  if (!id || id === '0') return undefined;
  const known = parse(form.dataset['product_variations']).find(
    ({ variation_id }) => String(variation_id) === id,
  );
  return known ?? { variation_id: Number(id) };
}

function parse(text: string | undefined): readonly Variation[] {
  // WooCommerce writes "false" where there are too many to list.
  if (!text?.startsWith('[')) return [];
  try {
    return JSON.parse(text) as Variation[];
  } catch (error) {
    console.debug('[tryon] The form’s variations cannot be read.', error);
    return [];
  }
}
