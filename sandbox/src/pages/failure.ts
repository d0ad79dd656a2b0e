import { html } from '../html.js';
import { renderPage } from './layout.js';
import type { PageContext } from './page-context.js';

/** The page for an address where nothing is. */
export function notFoundPage(context: PageContext): string {
  return renderPage(
    {
      title: 'Not found: Plainsong',
      description: 'There is nothing at this address.',
      hasCanonical: false,
      main: html`<div class="prose failure">
        <h1>There is nothing at this address</h1>
        <p class="lead">The page may have moved, or the link may have a slip in it.</p>
        <p><a class="button" href="/#pieces">See the ten pieces</a></p>
      </div>`,
    },
    context,
  );
}

/** The page for a fault of the shop itself. It says nothing of the cause; the log does. */
export function faultPage(context: PageContext): string {
  return renderPage(
    {
      title: 'Something went wrong: Plainsong',
      description: 'The shop could not make this page.',
      hasCanonical: false,
      main: html`<div class="prose failure">
        <h1>The shop could not make this page</h1>
        <p class="lead">The fault is ours. Loading the page again may be enough.</p>
        <p><a class="button" href="/">Back to the shop</a></p>
      </div>`,
    },
    context,
  );
}
