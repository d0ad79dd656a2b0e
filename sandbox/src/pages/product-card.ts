import type { Garment } from '../catalog.js';
import { html, type SafeHtml } from '../html.js';
import { formatPrice } from '../price.js';
import { garmentPicture, type PictureOptions } from './garment-picture.js';

export interface CardOptions extends Pick<PictureOptions, 'sizes' | 'isFirstView'> {
  /** The night pieces at both ends of the day take two columns. */
  readonly isWide?: boolean;
  readonly headingLevel?: 2 | 3;
}

/** One piece in a grid. The whole card is the link's target, the title is its name. */
export function productCard(garment: Garment, options: CardOptions): SafeHtml {
  const link = html`<a href="/products/${garment.slug}">${garment.title}</a>`;
  return html`<li class="card${options.isWide === true && ' card-wide'}">
    ${garmentPicture(garment, { ...options, hasAlt: false })}
    <div class="card-text">
      <p class="hour">${garment.hour}</p>
      ${options.headingLevel === 2 ? html`<h2>${link}</h2>` : html`<h3>${link}</h3>`}
      <p class="price">${formatPrice(garment.price, garment.currency)}</p>
    </div>
  </li>`;
}
