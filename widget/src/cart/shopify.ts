import { type CartOutcome, refused } from './outcome.js';
import { postToCart } from './post-to-cart.js';
import { refreshShopifyTheme, sectionsToRender } from './shopify-theme.js';

/** What a page of a Shopify shop carries on its window, as far as a cart needs it. */
export interface ShopifyWindow {
  readonly Shopify?: {
    readonly shop?: string;
    readonly routes?: { readonly root?: string };
    /** Shopify's standard storefront actions. */
    readonly actions?: { readonly updateCart?: UpdateCart };
  };
  readonly ShopifyAnalytics?: {
    readonly meta?: { readonly product?: { readonly variants?: readonly { readonly id?: unknown }[] } };
  };
}

interface UpdateCart {
  (update: {
    lines: readonly { merchandiseId: string; quantity: number }[];
  }): Promise<{
    readonly userErrors?: readonly { readonly message: string }[];
  }>;
  /** Whether the theme left the action as Shopify made it. */
  isDefault?(): boolean;
}

export const isShopify = (page: ShopifyWindow): boolean =>
  Boolean(page.Shopify?.routes ?? page.Shopify?.shop ?? page.Shopify?.actions);

/**
 * Puts the variant that is chosen on a Shopify product page into its cart: by the standard storefront action where the
 * theme has taken it over, else by the Ajax cart with the product form as it stands (quantity, line item properties,
 * selling plan), and tells the theme to draw its cart anew.
 *
 * The standard action as Shopify ships it may reload the page, and with it the picture the shopper is looking at;
 * hence the Ajax cart before it. Sources: shopify.dev, "Standard storefront actions" and "Cart API reference".
 */
export async function addToShopifyCart(
  page: ShopifyWindow,
  document: Document,
  { isOnPage, variantId }: { readonly isOnPage: boolean; readonly variantId?: string | undefined },
  signal: AbortSignal,
): Promise<CartOutcome> {
  const form = isOnPage ? productForm(page, document, variantId) : undefined;
  const fields = form ? new FormData(form) : new FormData();
  // Themes disable the field until their script runs, and a disabled field is in no form data.
  const variant = form ? variantIn(form) : variantId;
  if (!variant) return form ? refused('choose') : { kind: 'unknown' };
  fields.set('id', variant);
  const root = page.Shopify?.routes?.root ?? '/';

  const act = page.Shopify?.actions?.updateCart;
  if (act && act.isDefault?.() === false && isPlain(fields)) {
    return byAction(act, variant, Number(fields.get('quantity') ?? 1), `${root}cart`);
  }
  const sections = sectionsToRender(document);
  if (sections.length > 0) {
    fields.set('sections', sections.join());
    fields.set('sections_url', new URL(document.baseURI).pathname);
  }
  const answer = await postToCart(`${root}cart/add.js`, fields, signal);
  if (!answer) return refused('noAnswer');
  // Pressing the page's button after an answer that says nothing might add it a second time.
  if (!answer.body && !answer.isTurnedAway) return refused('noAnswer');
  if (!answer.body) return form ? press(form) : { kind: 'unknown' };
  if (!answer.isOk) return refused('shop', wordsOf(answer.body));
  refreshShopifyTheme(document, answer.body, variant);
  return { kind: 'added', cartUrl: `${root}cart` };
}

async function byAction(
  updateCart: UpdateCart,
  variant: string,
  quantity: number,
  cartUrl: string,
): Promise<CartOutcome> {
  try {
    const merchandiseId = `gid://shopify/ProductVariant/${variant}`;
    const { userErrors } = await updateCart({ lines: [{ merchandiseId, quantity }] });
    const fault = userErrors?.[0];
    return fault ? refused('shop', fault.message) : { kind: 'added', cartUrl };
  } catch (error) {
    console.warn('[tryon] The theme’s updateCart action failed:', error);
    return refused('noAnswer');
  }
}

/** Whether a line is no more than a variant and a quantity, which is all that is handed to an action. */
const isPlain = (fields: FormData): boolean =>
  [...fields].every(([name, value]) => value === '' || !/^(properties\[|selling_plan)/.test(name));

const variantIn = (form: HTMLFormElement): string =>
  form.querySelector<HTMLInputElement | HTMLSelectElement>('[name=id]')?.value ?? '';

const submitIn = (form: HTMLFormElement): HTMLElement | null =>
  form.querySelector<HTMLElement>('[name=add], [type=submit], button:not([type])');

/**
 * The form that sells the page's product. A page has several: recommendations, quick views, and a payment plan's form
 * without a button; where the page does not say which variants are its product's, a single form is sure, or the one of
 * the variant that was tried on.
 */
function productForm(
  page: ShopifyWindow,
  document: Document,
  variantId: string | undefined,
): HTMLFormElement | undefined {
  const forms = [...document.querySelectorAll<HTMLFormElement>('form[action*="/cart/add"]')].filter(
    (form) => form.querySelector('[name=id]') && submitIn(form),
  );
  const variants = page.ShopifyAnalytics?.meta?.product?.variants?.map(({ id }) => String(id));
  // A quick view sells another product than the page, or a single-page theme has not said what it sells now.
  if (variants && variantId && !variants.includes(variantId)) {
    return forms.find((form) => variantIn(form) === variantId);
  }
  if (variants) return forms.find((form) => !variantIn(form) || variants.includes(variantIn(form)));
  if (forms.length === 1) return forms[0];
  return forms.find((form) => variantIn(form) === variantId);
}

function press(form: HTMLFormElement): CartOutcome {
  const button = submitIn(form);
  return button ? { kind: 'press', button } : { kind: 'unknown' };
}

/** A cart error is `{ status, message, description }`; the description is the one for shoppers. */
function wordsOf(body: Readonly<Record<string, unknown>>): string | undefined {
  const { description, message } = body;
  if (typeof description === 'string' && description) return description;
  return typeof message === 'string' ? message : undefined;
}
