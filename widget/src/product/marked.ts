import type { Found } from './found.js';
import type { Page } from './page.js';
import { pictureAddress } from './picture-address.js';
import { pictureOf } from './picture-element.js';

/** The picture that a shop has marked itself: `<img data-tryon-garment>`, or an element with its address in there. */
export function findMarked({ scope, document }: Page): Found[] {
  const element = scope.querySelector<HTMLElement>('[data-tryon-garment]');
  if (!element) return [];
  const { tryonGarment, tryonId, tryonTitle, tryonCategory } = element.dataset;
  const image = element instanceof HTMLImageElement ? element : element.querySelector('img');
  const address = tryonGarment ? pictureAddress(tryonGarment, document.baseURI) : image && pictureOf(image);
  if (!address) return [];
  return [
    {
      source: 'attributes',
      pictures: [address],
      id: tryonId,
      title: tryonTitle ?? (image?.alt || undefined),
      filedUnder: tryonCategory,
      trust: 1,
      isVariant: true,
    },
  ];
}
