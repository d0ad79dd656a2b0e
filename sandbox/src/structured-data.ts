import type { Garment } from './catalog.js';

const GOOGLE_CATEGORY = {
  tops: 'Apparel & Accessories > Clothing > Shirts & Tops',
  bottoms: 'Apparel & Accessories > Clothing > Pants',
  'one-pieces': 'Apparel & Accessories > Clothing > Dresses',
} as const;

/** Where a piece lives, as absolute addresses on the shop's own origin. */
export function garmentUrls(garment: Garment, origin: string): { page: string; picture: string } {
  return { page: `${origin}/products/${garment.slug}`, picture: `${origin}/art/${garment.file}` };
}

function categoryName(garment: Garment): string {
  if (garment.slug.startsWith('skirt')) return 'Apparel & Accessories > Clothing > Skirts';
  return GOOGLE_CATEGORY[garment.category];
}

/** The piece as a schema.org `Product`, the way search engines and the try-on widget read it. */
export function productStructuredData(garment: Garment, origin: string): Record<string, unknown> {
  const { page, picture } = garmentUrls(garment, origin);
  return {
    '@context': 'https://schema.org',
    '@type': 'Product',
    '@id': `${page}#product`,
    name: garment.title,
    description: garment.description,
    url: page,
    image: [picture],
    sku: garment.slug,
    brand: { '@type': 'Brand', name: 'Plainsong' },
    category: categoryName(garment),
    color: garment.colours.map((colour) => colour.name).join(', '),
    offers: {
      '@type': 'Offer',
      url: page,
      price: garment.price,
      priceCurrency: garment.currency,
      availability: 'https://schema.org/InStock',
      itemCondition: 'https://schema.org/NewCondition',
    },
  };
}
