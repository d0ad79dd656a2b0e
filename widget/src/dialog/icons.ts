import { html, svg, type TemplateResult } from 'lit';

export const icon = (path: TemplateResult<2>): TemplateResult =>
  html`<svg viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.7" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">${path}</svg>`;

export const closeIcon = (): TemplateResult => icon(svg`<path d="M6 6l12 12M18 6 6 18"/>`);

/** Somebody in a viewfinder, as the photo should show them: upright, whole, arms a little off. */
export const standingIcon = (): TemplateResult =>
  html`<svg viewBox="0 0 120 180" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">
    <path d="M2 22V10a8 8 0 0 1 8-8h12M98 2h12a8 8 0 0 1 8 8v12M118 158v12a8 8 0 0 1-8 8H98M22 178H10a8 8 0 0 1-8-8v-12" />
    <circle cx="60" cy="32" r="13" />
    <path d="M53 50c-11 2-17 6-19 15l-8 38c-1 5 6 7 8 2l9-31-1 87c0 6 9 6 10 0l6-48h4l6 48c1 6 10 6 10 0l-1-87 9 31c2 5 9 3 8-2l-8-38c-2-9-8-13-19-15-4 4-10 4-14 0z" />
  </svg>`;
