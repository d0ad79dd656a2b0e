import { html, type SafeHtml } from '../../html.js';

const KINDS = [
  { kind: 'all', label: 'All' },
  { kind: 'event', label: 'Events' },
  { kind: 'request', label: 'Requests' },
  { kind: 'webhook', label: 'Webhooks' },
] as const;

/** What the widget tells the page, asks the service, and what the service tells the shop's server: one line of time. */
export function activity(hasWebhooks: boolean): SafeHtml {
  return html`<section class="activity" aria-labelledby="activity-title" data-activity${hasWebhooks && html` data-has-webhooks`}>
    <div class="activity-head">
      <h2 id="activity-title">What happens</h2>
      <button type="button" class="activity-button" data-activity-clear>Clear</button>
    </div>
    <div class="activity-kinds" role="group" aria-label="Show">
      ${KINDS.map(
        ({ kind, label }) =>
          html`<button type="button" data-kind="${kind}" aria-pressed="${kind === 'all' ? 'true' : 'false'}">${label} <span data-count="${kind}">0</span></button>`,
      )}
    </div>
    <div class="activity-hook">
      <p data-hook-state role="status">${
        hasWebhooks
          ? 'Registering a webhook endpoint with the service…'
          : 'No webhooks here: this sandbox was started without a secret test key.'
      }</p>
      ${hasWebhooks && html`<button type="button" class="activity-button" data-refuse-next hidden>Refuse the next one</button>`}
    </div>
    <p class="activity-empty" data-activity-empty>Press the try-on button, or run something: events, requests and webhooks line up here.</p>
    <ol class="activity-log" data-activity-log aria-labelledby="activity-title"></ol>
  </section>`;
}
