import { html, type TemplateResult } from 'lit';

/** Where to stand: head to hips at least, arms a little off the body. */
export const personOutline = (): TemplateResult =>
  html`<svg class="outline" viewBox="0 0 120 180" fill="none" stroke="currentColor" stroke-width="1.4" stroke-dasharray="4 4" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">
    <circle cx="60" cy="28" r="14" />
    <path d="M52 46c-12 2-19 7-21 17l-9 42c-1 6 7 8 9 2l10-34-1 100h40l-1-100 10 34c2 6 10 4 9-2l-9-42c-2-10-9-15-21-17-5 4-11 4-16 0z" />
  </svg>`;

const card = (drawing: TemplateResult): TemplateResult =>
  html`<svg viewBox="0 0 72 96" fill="none" stroke="currentColor" stroke-width="1.8" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">
    <rect x="1" y="1" width="70" height="94" rx="8" stroke-opacity="0.35" />
    ${drawing}
  </svg>`;

/** From the front, arms loose. */
export const frontDrawing = (): TemplateResult =>
  card(html`<svg x="0" y="0" width="72" height="96" viewBox="0 0 72 96">
    <circle cx="36" cy="22" r="8" />
    <path d="M33 20.5h.01M39 20.5h.01M33.5 25c1.6 1.2 3.4 1.2 5 0" />
    <path d="M31 33c-7 1-11 4-12 10l-4 22c-.6 3 3.6 4 4.6 1l5.4-18-1 38h24l-1-38 5.4 18c1 3 5.2 2 4.6-1l-4-22c-1-6-5-9-12-10-3 2.4-7 2.4-10 0z" />
  </svg>`);

/** Down to the hips or further. */
export const wholeDrawing = (): TemplateResult =>
  card(html`<svg x="0" y="0" width="72" height="96" viewBox="0 0 72 96">
    <circle cx="36" cy="16" r="6" />
    <path d="M32 24c-5 1-8 3-9 7l-4 19c-.5 2.5 3 3.4 3.7 1l4.3-14 0 41c0 3 4.5 3 5 0l3-25h2l3 25c.5 3 5 3 5 0l0-41 4.3 14c.7 2.4 4.2 1.5 3.7-1l-4-19c-1-4-4-6-9-7-2.5 1.7-5.5 1.7-8 0z" />
    <path d="M8 10v76M5 13l3-4 3 4M5 83l3 4 3-4" />
  </svg>`);

/** Only you, in good light. */
export const lightDrawing = (): TemplateResult =>
  card(html`<svg x="0" y="0" width="72" height="96" viewBox="0 0 72 96">
    <circle cx="18" cy="18" r="5" />
    <path d="M18 8v-1M18 29v-1M8 18H7M29 18h-1M11 11l-.7-.7M25.7 25.7l-.7-.7M25 11l.7-.7M10.3 25.7l.7-.7" />
    <circle cx="42" cy="36" r="7" />
    <path d="M38 46c-6 1-9.5 3.5-10.5 8.5l-3.5 18c-.5 2.6 3.2 3.5 4 1l4.5-15-.5 27h20l-.5-27 4.5 15c.8 2.5 4.5 1.6 4-1l-3.5-18c-1-5-4.5-7.5-10.5-8.5-2.5 2-5.5 2-8 0z" />
  </svg>`);
