import type { CartOutcome } from './outcome.js';
import { findPageButton } from './page-button.js';
import { addToShopifyCart, isShopify, type ShopifyWindow } from './shopify.js';
import { addToWooCart, isWooCommerce, type WooWindow } from './woocommerce.js';

/**
 * Puts the product that this page sells into the shop's own bag, on the platforms whose carts are documented; elsewhere
 * it finds the page's own button.
 */
export function addToCart(
  page: Window & ShopifyWindow & WooWindow,
  signal: AbortSignal,
): Promise<CartOutcome> {
  const { document } = page;
  if (isShopify(page)) return addToShopifyCart(page, document, signal);
  if (isWooCommerce(page, document)) return addToWooCart(page, document, signal);
  return Promise.resolve(findPageButton(document));
}
