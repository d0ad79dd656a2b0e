import { type Garment, relatedTo } from '../catalog.js';
import { html, jsonScript, type SafeHtml } from '../html.js';
import { formatPrice } from '../price.js';
import { garmentUrls, productStructuredData } from '../structured-data.js';
import { CATEGORY_NAMES } from './category-filter.js';
import { embedTag } from './embed-tag.js';
import { garmentPicture } from './garment-picture.js';
import { renderPage } from './layout.js';
import { nextProducts } from './next-products.js';
import type { PageContext } from './page-context.js';
import { productCard } from './product-card.js';

function head(garment: Garment, context: PageContext): SafeHtml {
  const { page, picture } = garmentUrls(garment, context.origin);
  return html`<meta property="og:type" content="product">
<meta property="og:site_name" content="Plainsong">
<meta property="og:title" content="${garment.title}">
<meta property="og:description" content="${garment.description}">
<meta property="og:url" content="${page}">
<meta property="og:image" content="${picture}">
<meta property="og:image:width" content="${garment.width}">
<meta property="og:image:height" content="${garment.height}">
<meta property="og:image:alt" content="${garment.alt}">
<meta property="product:price:amount" content="${garment.price}">
<meta property="product:price:currency" content="${garment.currency}">
${jsonScript('application/ld+json', productStructuredData(garment, context.origin))}
${embedTag(context)}`;
}

function orderForm(garment: Garment): SafeHtml {
  return html`<form class="order" action="/bag" method="get" data-order data-slug="${garment.slug}" data-title="${garment.title}">
    <fieldset class="sizes">
      <legend>Size</legend>
      <div class="size-options">
        ${garment.sizes.map(
          (size, index) =>
            html`<label class="size"><input type="radio" name="size" value="${size}"${index === 0 && html` required`}><span>${size}</span></label>`,
        )}
      </div>
    </fieldset>
    <button class="button button-wide" type="submit">Add to bag</button>
    <noscript><p class="small">The bag is kept in your browser and needs JavaScript.</p></noscript>
  </form>`;
}

/** The page of one piece. */
export function productPage(garment: Garment, context: PageContext): string {
  const related = relatedTo(garment, context.catalog);
  return renderPage(
    {
      title: `${garment.title}: Plainsong`,
      description: garment.description,
      section: 'shop',
      styles: ['pieces', 'product'],
      hasWidget: true,
      head: head(garment, context),
      main: html`<nav class="crumbs" aria-label="Breadcrumb">
        <ol>
          <li><a href="/#pieces">Shop</a></li>
          <li><a href="/collection/${garment.category}">${CATEGORY_NAMES[garment.category]}</a></li>
          <li aria-current="page">${garment.title}</li>
        </ol>
      </nav>
      <article class="product">
        <div class="product-picture">
          ${garmentPicture(garment, { sizes: '(min-width: 60rem) 50vw, 94vw', isFirstView: true })}
        </div>
        <div class="product-text">
          <p class="hour">${garment.hour}</p>
          <h1>${garment.title}</h1>
          <p class="price">${formatPrice(garment.price, garment.currency)} <span class="small">tax included</span></p>
          <p class="product-story">${garment.description}</p>
          <p class="colour">
            ${garment.colours.map(
              (colour) =>
                html`<svg class="swatch" viewBox="0 0 20 20" width="20" height="20" aria-hidden="true" focusable="false"><rect x="1" y="1" width="18" height="18" fill="${colour.hex}" /></svg> ${colour.name}`,
            )}
          </p>
          ${orderForm(garment)}
          <ul class="promises">
            <li>Delivered in two to four days, free from €80</li>
            <li>Thirty days to change your mind, returns are free</li>
            <li>Mended free for as long as you wear it</li>
          </ul>
          <section class="product-details" aria-labelledby="details-title">
            <h2 id="details-title">Cloth and cut</h2>
            <ul>${garment.details.map((detail) => html`<li>${detail}</li>`)}</ul>
          </section>
        </div>
      </article>
      <section class="related" aria-labelledby="related-title">
        <h2 id="related-title">Goes with</h2>
        <ul class="grid grid-related">
          ${related.map((other) =>
            productCard(other, { sizes: '(min-width: 40rem) 23vw, 46vw', isFirstView: false }),
          )}
        </ul>
        ${nextProducts(related, context)}
      </section>`,
    },
    context,
  );
}
