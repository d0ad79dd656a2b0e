import type { Garment } from '../catalog.js';
import { jsonScript, type SafeHtml } from '../html.js';
import { garmentUrls } from '../structured-data.js';
import type { PageContext } from './page-context.js';

/** Pieces for the widget to offer under a result, in its own form of a product; the page's script hands them over. */
export function nextProducts(garments: readonly Garment[], context: PageContext): SafeHtml {
  const products = garments.map((garment) => {
    const { page, picture } = garmentUrls(garment, context.origin);
    const { slug: id, title, category } = garment;
    return { id, title, category, url: page, imageUrl: picture, source: 'attributes', score: 1 };
  });
  return jsonScript('application/json', products, 'related-pieces');
}
