import { html } from '../html.js';
import { embedTag } from './embed-tag.js';
import { renderPage } from './layout.js';
import type { PageContext } from './page-context.js';
import { productCard } from './product-card.js';

/** The shop once more, without a load between its pages: for seeing that the widget follows. */
export function singlePage(context: PageContext): string {
  return renderPage(
    {
      title: 'Single-page shop: Plainsong',
      description: 'The same ten pieces, in a shop that changes pages without loading them.',
      styles: ['pieces', 'product'],
      scripts: ['single-page'],
      hasWidget: true,
      head: embedTag(context),
      main: html`<div class="pieces pieces-collection">
        <div class="pieces-head">
          <div>
            <h1>Without a load</h1>
            <p class="lead">The same ten pieces, in a shop that changes pages without loading them, as many do. The try-on button comes and goes with the pieces.</p>
          </div>
        </div>
        <ul class="grid grid-collection">
          ${context.catalog.garments.map((garment, index) =>
            productCard(garment, {
              sizes: '(min-width: 60rem) 31vw, 46vw',
              isFirstView: index < 2,
              headingLevel: 2,
            }),
          )}
        </ul>
      </div>`,
    },
    context,
  );
}
