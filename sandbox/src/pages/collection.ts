import type { Category } from '../catalog.js';
import { html } from '../html.js';
import { CATEGORY_NAMES, categoryFilter } from './category-filter.js';
import { renderPage } from './layout.js';
import type { PageContext } from './page-context.js';
import { productCard } from './product-card.js';

const INTRODUCTIONS: Readonly<Record<Category, string>> = {
  tops: 'From the tee you find in the dark to the hoodie you fall asleep in.',
  bottoms: 'A steady line under everything else.',
  'one-pieces': 'One decision, and you are dressed.',
};

/** The pieces of one category. */
export function collectionPage(category: Category, context: PageContext): string {
  const name = CATEGORY_NAMES[category];
  const garments = context.catalog.garments.filter((garment) => garment.category === category);
  return renderPage(
    {
      title: `${name}: Plainsong`,
      description: INTRODUCTIONS[category],
      section: 'shop',
      styles: ['pieces'],
      head: html`<meta property="og:type" content="website">
<meta property="og:title" content="${name}: Plainsong">
<meta property="og:url" content="${context.origin}${context.path}">`,
      main: html`<div class="pieces pieces-collection">
        <div class="pieces-head">
          <div>
            <h1>${name}</h1>
            <p class="lead">${INTRODUCTIONS[category]}</p>
          </div>
          ${categoryFilter(context.catalog, category)}
        </div>
        <ul class="grid grid-collection">
          ${garments.map((garment, index) =>
            productCard(garment, {
              sizes: '(min-width: 60rem) 31vw, 46vw',
              isFirstView: index < 2,
              headingLevel: 2,
            }),
          )}
          ${
            garments.length === 1 &&
            html`<li class="grid-note"><p>Only one so far. The next will join when there is an hour for it.</p><p><a href="/#pieces">All ten pieces</a></p></li>`
          }
        </ul>
      </div>`,
    },
    context,
  );
}
