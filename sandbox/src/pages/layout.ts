import { html, type SafeHtml } from '../html.js';
import { developerView } from './developer-view.js';
import type { PageContext } from './page-context.js';
import { neume, wordmark } from './wordmark.js';

export interface Page {
  readonly title: string;
  readonly description: string;
  readonly main: SafeHtml;
  /** More of the head: OpenGraph, structured data, preloads. */
  readonly head?: SafeHtml;
  /** Style sheets beyond those of the frame, without `.css`. */
  readonly styles?: readonly string[];
  /** Module scripts beyond the shop's own, without `.js`. */
  readonly scripts?: readonly string[];
  /** Marks the current entry of the navigation. */
  readonly section?: 'shop' | 'bag' | 'playground';
  /** True where the page is itself what the navigation entry leads to, not only within it. */
  readonly isEntry?: boolean;
  /** True on pages that carry the widget's script tag. */
  readonly hasWidget?: boolean;
  /** False for pages that are a developer's view themselves. */
  readonly hasDeveloperView?: boolean;
  /** False for pages that have no address of their own, such as the 404. */
  readonly hasCanonical?: boolean;
}

function header(page: Page): SafeHtml {
  const current = (section: Page['section']): SafeHtml | false =>
    page.section === section && html` aria-current="${page.isEntry === true ? 'page' : 'true'}"`;
  return html`<header class="site-header">
    ${wordmark()}
    <nav aria-label="Main">
      <a href="/#pieces"${current('shop')}>Shop</a>
      <a href="/#workshop">Workshop</a>
      <a href="/bag" class="bag-link"${current('bag')}>Bag <span class="bag-count" data-bag-count aria-hidden="true">0</span><span class="visually-hidden" data-bag-count-words>, empty</span></a>
    </nav>
  </header>`;
}

function footer(page: Page): SafeHtml {
  return html`<footer class="site-footer">
    <div class="site-footer-inner">
      <div class="colophon">
        ${neume()}
        <p>Plainsong makes ten everyday pieces, one for each hour that needs one. Set in ink and rubric, cut plain.</p>
      </div>
      <nav aria-label="Footer">
        <ul>
          <li><a href="/collection/tops">Tops</a></li>
          <li><a href="/collection/bottoms">Bottoms</a></li>
          <li><a href="/collection/one-pieces">One-pieces</a></li>
          <li><a href="/privacy">Privacy</a></li>
          <li><a href="/playground"${page.section === 'playground' && html` aria-current="true"`}>Playground</a></li>
        </ul>
      </nav>
      <p class="small">
        Plainsong is an invented shop, made to show virtual try-on at work. Nothing here is for sale, and every picture
        is a rendering: no real person is shown.
      </p>
    </div>
  </footer>`;
}

/** Wraps a page in the shop's frame and returns the whole document. */
export function renderPage(page: Page, context: PageContext): string {
  const hasDeveloperView = page.hasDeveloperView !== false;
  const styles = ['shop', 'frame', ...(page.styles ?? []), ...(hasDeveloperView ? ['developer-view'] : [])];
  const canonical = `${context.origin}${context.path}`;
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${page.title}</title>
<meta name="description" content="${page.description}">
<meta name="color-scheme" content="light dark">
<meta name="theme-color" content="#f7f2e8" media="(prefers-color-scheme: light)">
<meta name="theme-color" content="#191613" media="(prefers-color-scheme: dark)">
${page.hasCanonical !== false && html`<link rel="canonical" href="${canonical}">`}
<link rel="icon" href="${context.assetsPath}/favicon.svg" type="image/svg+xml">
${styles.map(
  (name) => html`<link rel="stylesheet" href="${context.assetsPath}/${name}.css">
`,
)}
<script src="${context.assetsPath}/early.js"></script>
${['shop', ...(page.scripts ?? [])].map(
  (name) => html`<script type="module" src="${context.assetsPath}/${name}.js"></script>
`,
)}
${page.head}
</head>
<body${page.hasWidget === true && html` data-has-widget`}>
<a class="skip-link" href="#main">Skip to content</a>
<div class="shop">
${header(page)}
<main id="main" tabindex="-1">
${page.main}
</main>
${footer(page)}
</div>
<p class="toast" role="status" data-toast></p>
${hasDeveloperView && developerView(context)}
</body>
</html>
`.markup;
}
