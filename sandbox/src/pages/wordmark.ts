import { html, type SafeHtml } from '../html.js';

/** Three square notes climbing a staff of four lines: how plainsong was written down. */
export function neume(): SafeHtml {
  return html`<svg class="neume" viewBox="0 0 40 32" width="40" height="32" aria-hidden="true" focusable="false">
    <path class="neume-staff" d="M0 4h40M0 12h40M0 20h40M0 28h40" fill="none" stroke-width="1.5" />
    <path class="neume-notes" d="M6 16h8v8H6zM17 8h8v8h-8zM28 0h8v8h-8z" />
  </svg>`;
}

export function wordmark(): SafeHtml {
  return html`<a class="wordmark" href="/">${neume()}<span>plainsong</span></a>`;
}
