import type { Found } from './found.js';
import type { Page } from './page.js';
import { shopifyHandle } from './shopify-page.js';

/** Reads a platform's own data off the page; may ask the shop for more of it. */
export type PlatformFinder = (page: Page, announcedVariant?: string) => Found[] | Promise<Found[]>;

interface Platform {
  readonly isHere: (page: Page) => boolean;
  readonly load: () => Promise<PlatformFinder>;
}

const has = (selector: string) => (page: Page) => page.document.querySelector(selector) !== null;

/** Which platform a page is of can be told from traces; how to read it comes as a file of its own, where it is needed. */
const PLATFORMS: readonly Platform[] = [
  {
    isHere: (page) => shopifyHandle(page) !== undefined,
    load: async () => (await import('./shopify.js')).findInShopify,
  },
  {
    isHere: has('.woocommerce-product-gallery, form.variations_form, [class*="wc-block-product-gallery"]'),
    load: async () => (await import('./woocommerce.js')).findInWooCommerce,
  },
  {
    isHere: has('body.catalog-product-view'),
    load: async () => (await import('./magento.js')).findInMagento,
  },
  { isHere: has('.productView'), load: async () => (await import('./bigcommerce.js')).findInBigCommerce },
];

/** What the page's platform says of its product. A reader that cannot be fetched leaves the page's own words. */
export async function findOnPlatform(page: Page, announcedVariant?: string): Promise<Found[]> {
  const here = PLATFORMS.filter(({ isHere }) => isHere(page));
  const found = await Promise.all(
    here.map(async ({ load }) => {
      try {
        return await (await load())(page, announcedVariant);
      } catch (error) {
        console.debug('[tryon] The reader for this platform could not be used.', error);
        return [];
      }
    }),
  );
  return found.flat();
}
