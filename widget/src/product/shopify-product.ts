/** A product as `/products/{handle}.js` and Liquid's `json` filter give it, as far as we read it. */
export interface ShopifyProduct {
  readonly id?: number | string;
  readonly handle: string;
  readonly title?: string;
  readonly type?: string;
  readonly product_type?: string;
  readonly featured_image?: string | { readonly src?: string } | null;
  readonly images?: readonly (string | { readonly src?: string })[];
  readonly variants: readonly ShopifyVariant[];
}

export interface ShopifyVariant {
  readonly id: number | string;
  readonly featured_image?: string | { readonly src?: string } | null;
  readonly featured_media?: { readonly preview_image?: { readonly src?: string } | null } | null;
}

const FETCH_TIMEOUT_MS = 3000;
const MAX_KEPT = 30;

export function isShopifyProduct(value: unknown): value is ShopifyProduct {
  const { handle, variants } = (value ?? {}) as Partial<ShopifyProduct>;
  return typeof handle === 'string' && Array.isArray(variants);
}

export function pictureOfVariant({
  featured_image: image,
  featured_media: media,
}: ShopifyVariant): string | undefined {
  return (typeof image === 'string' ? image : image?.src) ?? media?.preview_image?.src;
}

/** Fetches products from the shop's own address, each once; a shop that does not answer has simply none. */
export function createShopifyProducts(): (
  root: string,
  handle: string,
) => Promise<ShopifyProduct | undefined> {
  const kept = new Map<string, Promise<ShopifyProduct | undefined>>();
  return (root, handle) => {
    const path = `${root}products/${encodeURIComponent(handle)}.js`;
    const known = kept.get(path) ?? fetchProduct(path);
    if (kept.size >= MAX_KEPT) kept.delete(kept.keys().next().value ?? '');
    kept.set(path, known);
    return known;
  };
}

async function fetchProduct(path: string): Promise<ShopifyProduct | undefined> {
  try {
    const response = await fetch(new URL(path, location.href), {
      headers: { Accept: 'application/json' },
      signal: AbortSignal.timeout(FETCH_TIMEOUT_MS),
    });
    const value: unknown = response.ok ? await response.json() : undefined;
    return isShopifyProduct(value) ? value : undefined;
  } catch (error) {
    console.debug(`[tryon] ${path} could not be read; the page itself is believed instead.`, error);
    return undefined;
  }
}
