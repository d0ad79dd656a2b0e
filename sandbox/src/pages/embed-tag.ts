import { html, type SafeHtml } from '../html.js';
import type { PageContext } from './page-context.js';

/** All that a merchant adds to a product page; the developer view shows the same text. */
export function embedTag({
  apiUrl,
  publishableKey,
}: Pick<PageContext, 'apiUrl' | 'publishableKey'>): SafeHtml {
  return html`<script async src="${apiUrl}/embed/v1/tryon-embed.js" data-key="${publishableKey}"></script>`;
}
