import { html, type SafeHtml } from '../../html.js';

const PAGES = [
  { path: '/playground', name: 'Widget' },
  { path: '/playground/theme', name: 'Theme' },
  { path: '/spa', name: 'Single-page shop' },
] as const;

export interface BenchHead {
  readonly title: string;
  readonly lead: string;
  readonly path: (typeof PAGES)[number]['path'];
}

/** The head of a page of the playground, with the way to the other one. */
export function benchHead({ title, lead, path }: BenchHead): SafeHtml {
  return html`<header class="bench-head">
    <div>
      <h1>${title}</h1>
      <p class="lead">${lead}</p>
    </div>
    <nav class="filter" aria-label="Playground">
      <ul>
        ${PAGES.map(
          (page) =>
            html`<li><a href="${page.path}"${page.path === path && html` aria-current="page"`}>${page.name}</a></li>`,
        )}
      </ul>
    </nav>
  </header>
  <noscript><p class="bench-note">The playground needs JavaScript, like the widget itself.</p></noscript>`;
}
