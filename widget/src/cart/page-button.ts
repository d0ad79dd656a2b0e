import type { CartOutcome } from './outcome.js';

/** Add-to-cart buttons that mean the page's product and nothing else: Magento, BigCommerce, PrestaShop. */
const KNOWN = [
  '#product-addtocart-button',
  '#form-action-addToCart',
  '[data-cart-item-add] [type=submit]',
  '#add-to-cart-or-refresh [data-button-action="add-to-cart"]',
].join();

/** Elsewhere, a form that posts to a cart. */
const LIKELY = 'form[action*="cart" i] :is(button:not([type=button]), input[type=submit])';

const isOnShow = (element: HTMLElement): boolean =>
  element.checkVisibility?.() ?? element.offsetParent !== null;

/** The page's own add-to-cart button, only if there is no doubt which it is. */
export function findPageButton(document: Document): CartOutcome {
  for (const selector of [KNOWN, LIKELY]) {
    const buttons = [...document.querySelectorAll<HTMLElement>(selector)].filter(isOnShow);
    const [button] = buttons;
    if (button && buttons.length === 1) return { kind: 'press', button };
    if (button) return { kind: 'unknown' };
  }
  return { kind: 'unknown' };
}
