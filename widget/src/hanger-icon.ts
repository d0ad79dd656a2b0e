import { html, type TemplateResult } from 'lit';

/** A hanger with a spark: what the button shows. */
export const hangerIcon = (): TemplateResult =>
  html`<svg viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.7" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">
    <path d="M12 8.5c0-1.2 1.8-1.3 1.8-3A1.8 1.8 0 0 0 12 3.7a1.8 1.8 0 0 0-1.8 1.6" />
    <path d="M12 8.5 3.4 15c-1 .8-.5 2.4.8 2.4h15.6c1.3 0 1.8-1.6.8-2.4z" />
    <path d="M19 4.2v3.2M17.4 5.8h3.2" />
  </svg>`;
