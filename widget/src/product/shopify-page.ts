import type { Page } from './page.js';

/** A Shopify product page by its address: the handle, and where the shop's own paths begin ("/de/"). */
export function shopifyHandle(page: Page): { readonly handle: string; readonly root: string } | undefined {
  if (!isShopify(page)) return undefined;
  const link = page.isQuickView
    ? [...page.scope.querySelectorAll('a')]
        .map(({ pathname }) => pathname)
        .find((path) => path.includes('/products/'))
    : new URL(page.url).pathname;
  const [, root = '', handle] =
    /^(.*?)(?:\/collections\/[^/]+)?\/products\/([^/?#.]+)\/?$/.exec(link ?? '') ?? [];
  const { Shopify } = (page.document.defaultView ?? {}) as { Shopify?: { routes?: { root?: string } } };
  return handle
    ? { handle: decodeURIComponent(handle), root: Shopify?.routes?.root ?? `${root}/` }
    : undefined;
}

function isShopify({ document }: Page): boolean {
  const { Shopify } = (document.defaultView ?? {}) as { Shopify?: unknown };
  const traces =
    'script[src*="cdn.shopify.com"], link[href*="cdn.shopify.com"], script[src*="/cdn/shop/"], link[href*="/cdn/shop/"]';
  return typeof Shopify === 'object' || document.querySelector(`${traces}, [id^="shopify-section"]`) !== null;
}
