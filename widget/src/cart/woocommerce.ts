import { type CartOutcome, refused } from './outcome.js';
import { postToCart } from './post-to-cart.js';

type JQueryLike = (target: unknown) => { trigger(event: string, args?: readonly unknown[]): unknown };

/** What a WooCommerce page carries on its window, as far as a cart needs it. */
export interface WooWindow {
  readonly wc_add_to_cart_params?: { readonly wc_ajax_url?: string; readonly cart_url?: string };
  readonly jQuery?: JQueryLike;
}

const OWN_FIELDS = /^(add-to-cart|product_id|variation_id|quantity|attribute_.*|_wp.*)$/;

export const isWooCommerce = (page: WooWindow, document: Document): boolean =>
  Boolean(page.wc_add_to_cart_params) || document.body.matches('.woocommerce, .woocommerce-page');

/**
 * Puts the product, or the chosen variation, of a WooCommerce product page into its cart by `wc-ajax=add_to_cart`, and
 * tells the page as WooCommerce itself does. That call knows only an id and a quantity: a form with more in it (add-ons,
 * grouped products, variations for "any" size) is left to the page's own button.
 *
 * Sources: WooCommerce's class-wc-ajax.php and add-to-cart.js; "Cart and Checkout – DOM events".
 */
export async function addToWooCart(
  page: WooWindow,
  document: Document,
  { productId }: { readonly productId?: string | undefined },
  signal: AbortSignal,
): Promise<CartOutcome> {
  const buttons = [...document.querySelectorAll<HTMLButtonElement>('form.cart .single_add_to_cart_button')];
  const ids = new Set(buttons.map(productOf));
  // A quick view over the page has a form of its own.
  const button = ids.size > 1 ? buttons.find((one) => productOf(one) === productId) : buttons[0];
  const form = button?.form;
  if (!form || !button) {
    return document.querySelector('.product .out-of-stock') ? refused('soldOut') : { kind: 'unknown' };
  }
  if (button.matches('.wc-variation-is-unavailable')) return refused('soldOut');
  if (button.matches(':disabled, .disabled')) return refused('choose');

  const fields = new FormData(form);
  const id = fields.get('variation_id') || fields.get('add-to-cart') || button.value;
  const knowsMore = [...fields].some(([name, value]) => value !== '' && !OWN_FIELDS.test(name));
  if (!id || knowsMore || isOpenVariation(form, String(id))) return { kind: 'press', button };

  const order = new FormData();
  order.set('product_id', id);
  order.set('quantity', fields.get('quantity') ?? '1');
  const url =
    page.wc_add_to_cart_params?.wc_ajax_url ?? `${new URL(document.baseURI).pathname}?wc-ajax=%%endpoint%%`;
  const answer = await postToCart(url.replace('%%endpoint%%', 'add_to_cart'), order, signal);
  if (!answer) return refused('noAnswer');
  // Pressing the page's button after an answer that says nothing might add it a second time.
  if (!answer.body) return answer.isTurnedAway ? { kind: 'press', button } : refused('noAnswer');
  // The reason waits as a notice on the product's page.
  if (!answer.isOk || answer.body['error']) return refused('shop');
  tellPage(page, document, answer.body, button);
  const cartUrl = page.wc_add_to_cart_params?.cart_url;
  return { kind: 'added', ...(cartUrl && { cartUrl }) };
}

function productOf({ form, value }: HTMLButtonElement): string {
  const field = form?.querySelector<HTMLInputElement>('[name=add-to-cart], [name=product_id]');
  return form?.dataset['product_id'] || field?.value || value;
}

/** Whether a variation leaves an attribute to the shopper, or nobody can tell: the list is left out of long forms. */
function isOpenVariation(form: HTMLFormElement, id: string): boolean {
  if (!form.matches('.variations_form')) return false;
  const list: unknown = JSON.parse(form.dataset['product_variations'] ?? 'false');
  if (!Array.isArray(list)) return true;
  const chosen = list.find((one: { variation_id?: unknown }) => String(one.variation_id) === id);
  return Object.values((chosen as { attributes?: object })?.attributes ?? {}).includes('');
}

function tellPage(
  page: WooWindow,
  document: Document,
  answer: Readonly<Record<string, unknown>>,
  button: HTMLElement,
): void {
  const { jQuery } = page;
  if (!jQuery) {
    // What the cart blocks listen to where WooCommerce's own script is not on the page.
    document.body.dispatchEvent(new CustomEvent('wc-blocks_added_to_cart', { bubbles: true }));
    return;
  }
  // WooCommerce's own listener reads the button's data, so there must be one.
  jQuery(document.body).trigger('added_to_cart', [answer['fragments'], answer['cart_hash'], jQuery(button)]);
  if (!page.wc_add_to_cart_params) jQuery(document.body).trigger('wc_fragment_refresh');
}
