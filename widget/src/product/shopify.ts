import type { Found } from './found.js';
import { jsonValuesIn } from './json-values.js';
import type { Page } from './page.js';
import { pictureAddress } from './picture-address.js';
import { shopifyHandle } from './shopify-page.js';
import {
  createShopifyProducts,
  isShopifyProduct,
  pictureOfVariant,
  type ShopifyProduct,
} from './shopify-product.js';

/** What themes put beside the form: the product as Liquid's `json` filter writes it. */
const INLINE = 'script[type="application/json"]';
const MAX_SCRIPTS = 60;
const MAX_TEXT = 500_000;

const fetchProduct = createShopifyProducts();

/** The product of a Shopify page: as the shop's own address gives it, else as the theme has written it into the page. */
export async function findInShopify(page: Page, announcedVariant?: string): Promise<Found[]> {
  const at = shopifyHandle(page);
  if (!at) return [];
  const product = (await fetchProduct(at.root, at.handle)) ?? inlineProduct(page, at.handle);
  const found = product && shopifyFound(product, page, announcedVariant);
  return found ? [found] : [];
}

function inlineProduct(page: Page, handle: string): ShopifyProduct | undefined {
  for (const script of [...page.scope.querySelectorAll(INLINE)].slice(0, MAX_SCRIPTS)) {
    const text = script.textContent ?? '';
    if (!text.includes('"variants"') || text.length > MAX_TEXT) continue;
    const values = jsonValuesIn(text).flatMap((value) => [
      value,
      (value as { product?: unknown } | null)?.product,
    ]);
    const product = values.find((value) => isShopifyProduct(value) && value.handle === handle);
    if (isShopifyProduct(product)) return product;
  }
  return undefined;
}

/** A product's data held against the chosen variant. */
function shopifyFound(product: ShopifyProduct, page: Page, selected?: string): Found | undefined {
  const base = page.document.baseURI;
  const { variants } = product;
  const chosen = chosenId(product, page, selected);
  const variant = variants.find(({ id }) => String(id) === chosen);
  const own = variant && pictureAddress(pictureOfVariant(variant), base);
  const images = [product.featured_image, ...(product.images ?? [])].map((image) =>
    typeof image === 'string' ? image : image?.src,
  );
  const pictures = [...new Set([own, ...images.map((image) => pictureAddress(image, base))])].filter(
    (picture) => picture !== undefined,
  );
  if (pictures.length === 0) return undefined;
  return {
    source: 'shopify',
    pictures,
    id: String(product.id ?? product.handle),
    ...(variant && { variantId: String(variant.id) }),
    title: product.title,
    url: new URL(`/products/${product.handle}`, page.url).href,
    filedUnder: product.type ?? product.product_type,
    trust: 0.95,
    isVariant: own !== undefined,
  };
}

/**
 * Which variant the page is on: what its form would put into the cart, then what the theme has announced, then the
 * address, then what Shopify's own analytics know.
 */
function chosenId(
  { variants }: ShopifyProduct,
  page: Page,
  selected: string | undefined,
): string | undefined {
  const ids = new Set(variants.map(({ id }) => String(id)));
  const inputs = page.scope.querySelectorAll<HTMLInputElement | HTMLSelectElement>(
    'form[action*="/cart/add"] :is(input, select)[name="id"]',
  );
  const { ShopifyAnalytics } = (page.document.defaultView ?? {}) as {
    ShopifyAnalytics?: { meta?: { selectedVariantId?: string | number } };
  };
  const wishes = [
    ...[...inputs].map((input) =>
      input instanceof HTMLInputElement && input.type === 'radio' && !input.checked ? '' : input.value,
    ),
    selected,
    page.isQuickView ? undefined : new URL(page.url).searchParams.get('variant'),
    page.isQuickView ? undefined : ShopifyAnalytics?.meta?.selectedVariantId,
  ];
  return wishes.map((wish) => String(wish ?? '')).find((wish) => ids.has(wish));
}
