import { categoryOf } from './category.js';
import { absolute, pageAddress } from './json-ld.js';
import type { Product } from './product.js';

/** The product that the page's OpenGraph tags describe; a page that does not call itself a product has none. */
export function findInOpenGraph(document: Document): Product | undefined {
  const read = (name: string) =>
    document
      .querySelector<HTMLMetaElement>(`meta[property="${name}"],meta[name="${name}"]`)
      ?.content.trim() || undefined;
  const isProduct = read('og:type')?.includes('product') || read('product:price:amount');
  const imageUrl = absolute(read('og:image:secure_url') ?? read('og:image'), document.baseURI);
  if (!isProduct || !imageUrl) return undefined;
  const title = read('og:title');
  const id = read('product:retailer_item_id');
  const category = categoryOf(read('product:category')) ?? categoryOf(title);
  return {
    imageUrl,
    ...(id && { id }),
    ...(title && { title }),
    ...(category && { category }),
    url: absolute(read('og:url'), document.baseURI) ?? pageAddress(document),
    source: 'opengraph',
    score: 0.6,
  };
}
