import { html, jsonScript, type SafeHtml } from '../html.js';
import { renderPage } from './layout.js';
import type { PageContext } from './page-context.js';

/** A line of the bag; the script clones it and fills in the texts. */
function lineTemplate(): SafeHtml {
  return html`<template id="bag-line">
    <li class="bag-line">
      <a class="bag-picture" data-line-link tabindex="-1" aria-hidden="true"><span class="tile"><img data-line-picture alt="" width="768" height="960" loading="lazy"></span></a>
      <div class="bag-line-text">
        <h2><a data-line-title></a></h2>
        <p class="price" data-line-price></p>
        <div class="bag-line-choices">
          <label>Size <select data-line-size></select></label>
          <label>Quantity <select data-line-quantity></select></label>
          <button type="button" class="text-button" data-line-remove>Remove</button>
        </div>
      </div>
    </li>
  </template>`;
}

/** The bag lives in the browser; the server sends the frame and what is known of the pieces. */
export function bagPage(context: PageContext): string {
  const pieces = context.catalog.garments.map((garment) => ({
    slug: garment.slug,
    title: garment.title,
    price: garment.price,
    currency: garment.currency,
    picture: `/art/${garment.file.replace(/^garments\//, 'garments-384/')}`,
    sky: `sky-${garment.hour.slice(0, 2)}`,
    sizes: garment.sizes,
  }));
  return renderPage(
    {
      title: 'Your bag: Plainsong',
      description: 'The pieces you have chosen.',
      section: 'bag',
      isEntry: true,
      styles: ['pieces', 'bag'],
      main: html`<div class="bag" data-bag>
        <h1 tabindex="-1">Your bag</h1>
        <noscript><p>The bag is kept in your browser and needs JavaScript.</p></noscript>
        <div class="bag-empty" data-bag-empty>
          <p>Nothing in it yet. A quiet bar before the tune.</p>
          <p><a class="button" href="/#pieces">See the ten pieces</a></p>
        </div>
        <div class="bag-full" data-bag-full hidden>
          <ul class="bag-lines" data-bag-lines></ul>
          <section class="bag-sum" aria-labelledby="bag-sum-title">
            <h2 id="bag-sum-title">Summary</h2>
            <dl>
              <div><dt>Pieces</dt><dd data-bag-subtotal></dd></div>
              <div><dt>Delivery</dt><dd data-bag-delivery></dd></div>
              <div class="bag-total"><dt>Total</dt><dd data-bag-total></dd></div>
            </dl>
            <p class="small">This is where a real shop would take your order. Plainsong is a demonstration, so the tune ends here.</p>
          </section>
        </div>
        ${lineTemplate()}
        ${jsonScript('application/json', pieces, 'bag-pieces')}
      </div>`,
    },
    context,
  );
}
