import { html, svg, type TemplateResult } from 'lit';

export const icon = (path: TemplateResult<2>): TemplateResult =>
  html`<svg viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.7" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">${path}</svg>`;

export const closeIcon = (): TemplateResult => icon(svg`<path d="M6 6l12 12M18 6 6 18"/>`);
