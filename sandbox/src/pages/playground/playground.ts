import { PRESETS } from '../../browser/playground/presets.js';
import { type Garment, relatedTo } from '../../catalog.js';
import { html, jsonScript, type SafeHtml } from '../../html.js';
import { formatPrice } from '../../price.js';
import { productStructuredData } from '../../structured-data.js';
import { garmentPicture } from '../garment-picture.js';
import { renderPage } from '../layout.js';
import { nextProducts } from '../next-products.js';
import type { PageContext } from '../page-context.js';
import { activity } from './activity.js';
import { attributeForm } from './attribute-form.js';
import { benchHead } from './bench-head.js';
import { codeTabs } from './code-tabs.js';
import { forceForm } from './force.js';

const CODE_TABS = [
  { name: 'script', label: 'Script tag' },
  { name: 'npm', label: 'npm' },
  { name: 'react', label: 'React' },
  { name: 'css', label: 'CSS' },
];

function stage(garment: Garment, context: PageContext): SafeHtml {
  return html`<section class="stage" aria-labelledby="stage-title">
    <h2 id="stage-title" class="visually-hidden">On the page</h2>
    <div class="stage-picture" data-stage-picture>${garmentPicture(garment, { sizes: '22rem', isFirstView: true })}</div>
    <div class="stage-text">
      <p class="hour" data-stage-hour>${garment.hour}</p>
      <p class="stage-name" data-stage-title>${garment.title}</p>
      <p class="price" data-stage-price>${formatPrice(garment.price, garment.currency)}</p>
      <div class="stage-widget" id="stage-widget" data-stage></div>
      <p class="field-help" data-stage-note role="status"></p>
      <div class="field">
        <label for="stage-product">Product</label>
        <select id="stage-product" data-product>
          ${context.catalog.garments.map((each) => html`<option value="${each.slug}">${each.title}</option>`)}
        </select>
      </div>
      <div class="field">
        <label for="stage-theme">Theme</label>
        <select id="stage-theme" data-preset>
          ${PRESETS.map(({ name, note }) => html`<option value="${name}">${name}: ${note}</option>`)}
        </select>
        <p class="field-help"><a href="/playground/theme">Make your own</a></p>
      </div>
    </div>
  </section>`;
}

/** What the page's script needs to know of the pieces. */
function pieces(context: PageContext): SafeHtml {
  const data = context.catalog.garments.map(
    ({ slug, title, hour, price, currency, file, width, height, alt }) => ({
      slug,
      title,
      hour,
      price: formatPrice(price, currency),
      file: `/art/${file}`,
      small: `/art/${file.replace(/^garments\//, 'garments-384/')}`,
      width,
      height,
      alt,
      image: `${context.origin}/art/${file}`,
    }),
  );
  return jsonScript('application/json', data, 'playground-pieces');
}

/** The widget on a bench: every attribute in reach, every outcome on demand, everything it does in sight. */
export function playgroundPage(context: PageContext): string {
  const [garment] = context.catalog.garments;
  if (garment === undefined) throw new Error('the catalogue is empty');
  return renderPage(
    {
      title: 'Playground: Plainsong',
      description: 'Turn every knob of the try-on widget, and watch what it does.',
      section: 'playground',
      isEntry: true,
      styles: ['pieces', 'bench', 'stage', 'code', 'activity'],
      scripts: ['playground/playground'],
      hasDeveloperView: false,
      head: jsonScript('application/ld+json', productStructuredData(garment, context.origin)),
      main: html`<div class="bench" data-playground data-api-url="${context.apiUrl}">
        ${benchHead({
          title: 'Playground',
          lead: 'The real widget on a bench. Turn its knobs, make it fail, and watch what it tells your page and your server.',
          path: '/playground',
        })}
        <div class="bench-grid">
          ${stage(garment, context)}
          <section class="bench-force" aria-labelledby="force-title">
            <h2 id="force-title">Make it fail</h2>
            ${forceForm()}
          </section>
          ${activity(context.hasWebhooks)}
          <section class="bench-code" aria-labelledby="code-title">
            <h2 id="code-title">What you paste</h2>
            ${codeTabs('What you paste', CODE_TABS)}
          </section>
          <section class="bench-fields" aria-labelledby="fields-title">
            <h2 id="fields-title">Attributes</h2>
            ${attributeForm({
              'publishable-key': context.publishableKey,
              'garment-image': `${context.origin}/art/${garment.file}`,
              'garment-id': garment.slug,
              category: 'auto',
              layout: 'inline',
              'api-base': context.apiUrl,
            })}
          </section>
        </div>
        ${pieces(context)}
        ${nextProducts(relatedTo(garment, context.catalog), context)}
      </div>`,
    },
    context,
  );
}
