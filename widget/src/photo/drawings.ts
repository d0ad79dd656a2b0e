import { html, type TemplateResult } from 'lit';

/** Where to stand: head to hips at least, arms a little off the body; the legs go on below the picture. */
export const personOutline = (): TemplateResult =>
  html`<svg class="outline" viewBox="0 0 120 180" fill="none" stroke="currentColor" stroke-width="1.4" stroke-dasharray="4 4" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">
    <circle cx="60" cy="28" r="14" />
    <path d="M52 46c-12 2-19 7-21 17l-9 42c-1 6 7 8 9 2l10-34 3 37-4 70M52 46c5 4 11 4 16 0M68 46c12 2 19 7 21 17l9 42c1 6-7 8-9 2l-10-34-3 37 4 70M57 180l3-54 3 54" />
  </svg>`;

const card = (drawing: TemplateResult): TemplateResult =>
  html`<svg viewBox="0 0 72 96" fill="none" stroke="currentColor" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">
    <rect x="1" y="1" width="70" height="94" rx="8" stroke-width="1.8" stroke-opacity="0.35" />
    ${drawing}
  </svg>`;

/** A person in shirt and trousers, 72 wide and 124 high, seen through a window of the card; what is beyond it is cut off. */
const person = (window: string, stroke: string, face?: TemplateResult): TemplateResult =>
  html`<svg x="1" y="1" width="70" height="94" viewBox=${window} stroke-width=${stroke}>
    <circle cx="36" cy="19" r="8.5" />
    <path d="M31 31.5c3 3.4 7 3.4 10 0l7 2.2c2 .7 3 1.9 3.6 4l3.2 11.8-6.2 2-2.6-7.5V64H26V44l-2.6 7.5-6.2-2 3.2-11.8c.6-2.1 1.6-3.3 3.6-4z" />
    <path d="M18.6 50.2 16.8 65c-.4 3.4 3.9 3.9 4.4.6l2-14M53.4 50.2 55.2 65c.4 3.4-3.9 3.9-4.4.6l-2-14" />
    <path d="M26.5 64 25 114h8.5L36 75l2.5 39H47l-1.5-50M26 114l-3 6.5h10.5V114M46 114l3 6.5H38.5V114" />
    ${face}
  </svg>`;

/** From the front, arms loose. */
export const frontDrawing = (): TemplateResult =>
  card(
    person(
      '1 4 70 94',
      '1.8',
      html`<svg x="28" y="11" width="16" height="16" viewBox="28 11 16 16"><path d="M33 17.6h.01M39 17.6h.01M33.2 22c1.7 1.4 3.9 1.4 5.6 0" /></svg>`,
    ),
  );

/** Down to the hips or further: what must be seen is marked, and what may be is dotted. */
export const wholeDrawing = (): TemplateResult =>
  card(html`<svg x="0" y="0" width="72" height="96" viewBox="0 0 72 96">
    ${person('-14 0 94 126', '2.4')}
    <path stroke-width="1.8" d="M10 9v43M6.5 9h7M6.5 52h7" />
    <path stroke-width="1.8" stroke-dasharray=".1 4" d="M10 58v31" />
  </svg>`);

/** Only you, in good light. */
export const lightDrawing = (): TemplateResult =>
  card(html`<svg x="0" y="0" width="72" height="96" viewBox="0 0 72 96">
    <circle cx="17" cy="18" r="5" stroke-width="1.8" />
    <path stroke-width="1.8" d="M17 8.5V7M17 29v-1.5M7.5 18H6M28 18h-1.5M10.3 11.3l-1-1M24.7 25.7l-1-1M23.7 11.3l1-1M9.3 25.7l1-1" />
    ${person('-21 -17 92 123', '2.3')}
  </svg>`);
