import type { CartOutcome } from './outcome.js';
import { findPageButton } from './page-button.js';
import { addToShopifyCart, isShopify, type ShopifyWindow } from './shopify.js';
import { addToWooCart, isWooCommerce, type WooWindow } from './woocommerce.js';

/** The piece that is to go into the bag. */
export interface Wanted {
  /** Whether it is the one that this page sells, so that what is chosen on the page counts. */
  readonly isOnPage: boolean;
  /** The variant's id, as the shop's cart knows it. */
  readonly variantId?: string | undefined;
  /** The product's id, as far as the shop's page told it. */
  readonly productId?: string | undefined;
}

/**
 * Puts a piece into the shop's own bag, on the platforms whose carts are documented; elsewhere it finds the page's own
 * button. A piece that this page does not sell can be added by its variant's id alone, where the cart takes that.
 */
export async function addToCart(
  page: Window & ShopifyWindow & WooWindow,
  wanted: Wanted,
  signal: AbortSignal,
): Promise<CartOutcome> {
  const { document } = page;
  if (isShopify(page)) return addToShopifyCart(page, document, wanted, signal);
  if (!wanted.isOnPage) return { kind: 'unknown' };
  return isWooCommerce(page, document)
    ? addToWooCart(page, document, wanted, signal)
    : findPageButton(document);
}
