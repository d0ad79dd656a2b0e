import { relatedTo } from '../../catalog.js';
import { html } from '../../html.js';
import { formatPrice } from '../../price.js';
import { garmentUrls } from '../../structured-data.js';
import { nextProducts } from '../next-products.js';
import type { PageContext } from '../page-context.js';

/** The page in the theme page's frame: a bare product page, so that nothing but the widget's own looks is seen. */
export function previewPage(context: PageContext): string {
  const garment = context.catalog.garments.find(({ category }) => category === 'tops');
  if (garment === undefined) throw new Error('the catalogue has no top');
  const { picture } = garmentUrls(garment, context.origin);
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>The widget in a theme</title>
<link rel="icon" href="${context.assetsPath}/favicon.svg" type="image/svg+xml">
<link rel="stylesheet" href="${context.assetsPath}/preview.css">
<script type="module" src="${context.assetsPath}/playground/preview-page.js"></script>
</head>
<body>
<main data-preview data-api-url="${context.apiUrl}" data-key="${context.publishableKey}" data-garment-image="${picture}" data-garment-id="${garment.slug}" data-category="${garment.category}">
  <img src="/art/${garment.file}" width="${garment.width}" height="${garment.height}" alt="${garment.alt}">
  <div>
    <h1>${garment.title}</h1>
    <p>${formatPrice(garment.price, garment.currency)}</p>
    <button type="button" class="cart">Add to bag</button>
    <div id="stage-widget" data-stage></div>
  </div>
</main>
${nextProducts(relatedTo(garment, context.catalog), context)}
</body>
</html>
`.markup;
}
