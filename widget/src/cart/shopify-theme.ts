/** Dawn's cart elements, which many themes descend from: they name the sections they need, and draw themselves. */
interface CartElement extends HTMLElement {
  getSectionsToRender?(): readonly { readonly id: string }[];
  renderContents?(state: unknown): void;
}

/** Shopify renders at most five sections with a cart request. */
const MAX_SECTIONS = 5;

const cartElement = (document: Document): CartElement | null =>
  document.querySelector<CartElement>('cart-notification, cart-drawer');

/** Ids of the sections that the theme wants back with the cart's answer. */
export function sectionsToRender(document: Document): readonly string[] {
  const sections = cartElement(document)?.getSectionsToRender?.() ?? [];
  return sections.map(({ id }) => id).slice(0, MAX_SECTIONS);
}

/**
 * Tells a theme that its cart has changed, in the three ways themes listen: Dawn's elements, Horizon's `cart:update`
 * (whose `itemCount` is what was added), and `cart:refresh` of older ones. A theme's fault does not undo the purchase.
 */
export function refreshShopifyTheme(
  document: Document,
  answer: Readonly<Record<string, unknown>>,
  variant: string,
): void {
  try {
    if (answer['sections']) cartElement(document)?.renderContents?.(answer);
  } catch (error) {
    console.warn('[tryon] The theme’s cart could not be drawn anew:', error);
  }
  const data = {
    source: 'tryon-widget',
    itemCount: Number(answer['quantity'] ?? 1),
    variantId: variant,
    sections: answer['sections'],
  };
  const say = (type: string, detail: unknown) =>
    document.documentElement.dispatchEvent(new CustomEvent(type, { bubbles: true, detail }));
  say('cart:update', { resource: answer, sourceId: 'tryon-widget', data });
  say('cart:refresh', {});
}
