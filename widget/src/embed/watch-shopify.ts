/** A payload of Shopify's standard storefront events, as far as it is read; it sits on the event itself. */
interface StandardEvent extends Event {
  readonly product?: { readonly handle?: string; readonly selectedVariant?: { readonly id?: string } | null };
  readonly promise?: Promise<{ readonly variant?: { readonly id?: string } | null }>;
}

export interface Announced {
  /** The variant that the theme said was chosen of a product, by its number. */
  variantOf(handle: string): string | undefined;
}

const MAX_KEPT = 50;

/** Hears what Shopify themes announce: https://shopify.dev/docs/storefronts/themes/best-practices/standard-events */
export function watchShopify(onChoice: () => void, signal: AbortSignal): Announced {
  const chosen = new Map<string, string>();
  const keep = (handle: string | undefined, id: string | undefined) => {
    const number = id?.split('/').pop();
    if (!handle || !number || chosen.get(handle) === number) return;
    if (chosen.size >= MAX_KEPT) chosen.clear();
    chosen.set(handle, number);
    onChoice();
  };
  document.addEventListener(
    'shopify:product:view',
    ({ product }: StandardEvent) => keep(product?.handle, product?.selectedVariant?.id),
    { signal },
  );
  document.addEventListener(
    'shopify:product:select',
    ({ product, promise }: StandardEvent) => {
      Promise.resolve(promise).then(
        (result) => keep(product?.handle, result?.variant?.id),
        (error: unknown) => console.debug('[tryon] The theme’s choice of a variant came to nothing.', error),
      );
    },
    { signal },
  );
  return { variantOf: (handle) => chosen.get(handle) };
}
