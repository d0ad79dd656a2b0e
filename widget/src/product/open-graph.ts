import type { Found } from './found.js';
import type { Page } from './page.js';
import { absolute, pictureAddress } from './picture-address.js';

/** The product that the page's OpenGraph tags describe; a page that does not call itself a product has none. */
export function findInOpenGraph(page: Page): Found[] {
  const { document } = page;
  // They are made for a link's preview: a picture that was cropped for one, or the shop's banner, is not rare.
  const read = (name: string) =>
    [...document.querySelectorAll<HTMLMetaElement>(`meta[property="${name}"], meta[name="${name}"]`)]
      .map(({ content }) => content.trim())
      .filter(Boolean);
  const [type = ''] = read('og:type');
  const isProduct = /product/i.test(type) || read('product:price:amount').length > 0;
  const addresses = [...read('og:image:secure_url'), ...read('og:image'), ...read('og:image:url')];
  if (page.isQuickView || !isProduct || addresses.every((address) => page.isLeftover(address))) return [];
  const pictures = [
    ...new Set(addresses.flatMap((address) => pictureAddress(address, document.baseURI) ?? [])),
  ];
  if (pictures.length === 0) return [];
  return [
    {
      source: 'opengraph',
      pictures,
      id: read('product:retailer_item_id')[0],
      title: read('og:title')[0],
      url: absolute(read('og:url')[0], document.baseURI),
      filedUnder: read('product:category')[0],
      trust: 0.55,
    },
  ];
}
