import { html, type SafeHtml } from '../html.js';
import { categoryFilter } from './category-filter.js';
import { type Page, renderPage } from './layout.js';
import type { PageContext } from './page-context.js';
import { productCard } from './product-card.js';

const DESCRIPTION =
  'Ten everyday pieces, each cut for an hour of the day and made to be worn through all the others.';

function hero(): SafeHtml {
  return html`<section class="hero" aria-labelledby="hero-title">
    <div class="hero-text">
      <h1 id="hero-title">One plain tune, worn all day.</h1>
      <p>${DESCRIPTION}</p>
      <a class="button" href="#pieces">See the ten pieces</a>
    </div>
    <div class="staff">
      <picture>
        <source media="(max-width: 63.99rem)" srcset="/art/hero/narrow.webp" width="900" height="800">
        <img src="/art/hero/wide.webp" width="1800" height="900" fetchpriority="high"
          alt="A green skirt, a navy tee, blue jeans, a floral dress, a coral tee and an oatmeal sweater hang like notes on a staff of four red lines.">
      </picture>
    </div>
  </section>`;
}

function workshop(): SafeHtml {
  return html`<section class="workshop" id="workshop" aria-labelledby="workshop-title">
    <h2 id="workshop-title">How a piece gets in</h2>
    <div class="workshop-notes">
      <div>
        <h3>It earns an hour</h3>
        <p>We do not make collections. A piece joins when there is an hour of the day nothing else we make is right for. That has happened ten times.</p>
      </div>
      <div>
        <h3>It is cut once</h3>
        <p>One pattern, one cloth, one colour. When a cut is settled we leave it alone, so the tee you buy in five years fits like the one you have.</p>
      </div>
      <div>
        <h3>You see it on you</h3>
        <p>Where a piece has the try-on button, you can look at it on your own photo, or on a stand-in, before you decide. Sending it back should be the rare case.</p>
      </div>
    </div>
    <p class="workshop-bench">Do you build shops? On <a href="/playground">the playground</a> you find our try-on widget on a bench: every attribute, every error, every event, and <a href="/playground/theme">your own colours</a>.</p>
  </section>`;
}

/** The home page: the staff, and all pieces in the order of the day. */
export function homePage(context: PageContext): string {
  const last = context.catalog.garments.length - 1;
  const page: Page = {
    title: 'Plainsong: everyday clothes for every hour',
    description: DESCRIPTION,
    section: 'shop',
    isEntry: true,
    styles: ['pieces', 'home'],
    head: html`<meta property="og:type" content="website">
<meta property="og:site_name" content="Plainsong">
<meta property="og:title" content="Plainsong: everyday clothes for every hour">
<meta property="og:description" content="${DESCRIPTION}">
<meta property="og:url" content="${context.origin}/">
<meta property="og:image" content="${context.origin}/art/hero/wide.webp">`,
    main: html`${hero()}
    <section class="pieces" id="pieces" aria-labelledby="pieces-title">
      <div class="pieces-head">
        <h2 id="pieces-title">The day in ten pieces</h2>
        ${categoryFilter(context.catalog, undefined)}
      </div>
      <ul class="grid grid-day">
        ${context.catalog.garments.map((garment, index) => {
          const isWide = index === 0 || index === last;
          return productCard(garment, {
            sizes: isWide
              ? '(min-width: 60rem) 30vw, (min-width: 40rem) 40vw, 80vw'
              : '(min-width: 60rem) 23vw, (min-width: 40rem) 31vw, 46vw',
            isFirstView: false,
            isWide,
          });
        })}
      </ul>
    </section>
    ${workshop()}`,
  };
  return renderPage(page, context);
}
