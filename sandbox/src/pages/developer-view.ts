import { html, type SafeHtml } from '../html.js';
import { embedTag } from './embed-tag.js';
import type { PageContext } from './page-context.js';

const CART_SNIPPET =
  "document.addEventListener('tryon-add-to-cart', (event) => event.respondWith(addToBag(event.detail.product)));";

function snippet(id: string, label: string, code: string): SafeHtml {
  return html`<div class="dev-snippet">
    <div class="dev-snippet-head">
      <h3 id="${id}-label">${label}</h3>
      <button type="button" class="dev-button" data-copy="${id}" aria-describedby="${id}-label">Copy</button>
    </div>
    <pre id="${id}" tabindex="0" aria-labelledby="${id}-label"><code>${code}</code></pre>
  </div>`;
}

/**
 * The panel for whoever looks at the demo with a developer's eye: is the service there, what does a
 * merchant paste, and what does the widget tell the page. It needs JavaScript, so it starts hidden.
 */
export function developerView(context: PageContext): SafeHtml {
  return html`<aside class="dev" data-dev data-api-url="${context.apiUrl}" aria-labelledby="dev-title" hidden>
    <button type="button" class="dev-toggle" data-dev-toggle aria-expanded="false" aria-controls="dev-panel">
      <span class="dev-lamp" data-dev-lamp aria-hidden="true"></span><span id="dev-title">Developer view</span>
    </button>
    <div class="dev-panel" id="dev-panel" data-dev-panel>
      <p class="dev-status" data-dev-status role="status">Asking the try-on service…</p>
      <h2>Two lines on a product page</h2>
      ${snippet('dev-snippet-embed', '1. The widget', embedTag(context).markup)}
      ${snippet('dev-snippet-cart', '2. Your bag', CART_SNIPPET)}
      <div class="dev-log-head">
        <h2 id="dev-log-title">Events from the widget</h2>
        <button type="button" class="dev-button" data-dev-clear>Clear</button>
      </div>
      <p class="dev-empty" data-dev-empty>None yet. On a product page, press the try-on button and watch.</p>
      <ol class="dev-log" data-dev-log aria-labelledby="dev-log-title"></ol>
    </div>
  </aside>`;
}
