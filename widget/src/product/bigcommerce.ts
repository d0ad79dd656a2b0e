import type { Found } from './found.js';
import { isShown, type Page } from './page.js';
import { pictureAddress, pictureKey } from './picture-address.js';
import { pictureOf } from './picture-element.js';

/** The product of a BigCommerce Stencil theme; the theme itself swaps the main picture when an option is chosen. */
export function findInBigCommerce({ document, scope }: Page): Found[] {
  const views = [...scope.querySelectorAll('.productView')].filter(
    (view) => !view.closest('.productCarousel, .productGrid'),
  );
  const view = views.find(isShown) ?? views[0];
  const figure = view?.querySelector<HTMLElement>(
    '[data-image-gallery-main], .productView-image, .productView-images figure',
  );
  if (!view || !figure) return [];
  const base = document.baseURI;
  const image = figure.querySelector('img');
  const zoom = pictureAddress(figure.dataset['zoomImage'], base);
  const shown = (image && pictureOf(image)) ?? undefined;
  // A theme may swap the picture and forget its zoom.
  const main = zoom && (!shown || pictureKey(zoom) === pictureKey(shown)) ? zoom : shown;
  const thumbnails = [...view.querySelectorAll<HTMLElement>('[data-image-gallery-item]')].map(({ dataset }) =>
    pictureAddress(dataset['imageGalleryZoomImageUrl'] ?? dataset['imageGalleryNewImageUrl'], base),
  );
  const pictures = [...new Set([main, ...thumbnails])].filter((picture) => !!picture);
  if (pictures.length === 0) return [];
  const id = view.querySelector<HTMLInputElement>('input[name="product_id"]')?.value;
  return [
    {
      source: 'bigcommerce',
      pictures: pictures as string[],
      id: id ?? view.querySelector('[data-product-sku]')?.textContent?.trim(),
      title: view.querySelector('.productView-title')?.textContent?.trim() || undefined,
      trust: 0.93,
      isVariant: true,
    },
  ];
}
