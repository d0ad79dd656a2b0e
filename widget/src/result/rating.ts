import { html, nothing, type TemplateResult } from 'lit';
import type { MessageKey, Say } from '../localize.js';
import { thumbIcon } from './icons.js';
import type { RatingReason, ResultActions, ResultScreen } from './result-screen.js';

const REASONS: readonly (readonly [RatingReason, MessageKey])[] = [
  ['wrong_fit', 'reasonFit'],
  ['wrong_color', 'reasonColor'],
  ['body_changed', 'reasonBody'],
  ['face_changed', 'reasonFace'],
  ['poor_quality', 'reasonQuality'],
  ['other', 'reasonOther'],
];

/** Thumbs up or down; down asks why. Either can be changed. */
export function ratingRow(say: Say, act: ResultActions, said: ResultScreen['rating']): TemplateResult {
  const thumb = (rating: 'up' | 'down', label: string) => html`<button
    class="thumb ${rating}"
    aria-label=${label}
    aria-pressed=${said?.rating === rating}
    @click=${() => act.rate(rating)}
  >
    ${thumbIcon()}
  </button>`;
  const isDone = said && (said.rating === 'up' || said.reason);
  return html`<div class="rating">
    <div class="rate" role="group" aria-labelledby="rate-title">
      <span id="rate-title">${say('rateTitle')}</span>
      ${thumb('up', say('rateUp'))} ${thumb('down', say('rateDown'))}
    </div>
    ${said?.rating === 'down' ? reasons(say, act, said.reason) : nothing}
    <span class="muted" role="status">${isDone ? say('rateThanks') : nothing}</span>
  </div>`;
}

const reasons = (say: Say, act: ResultActions, chosen: RatingReason | undefined): TemplateResult =>
  html`<fieldset>
    <legend>${say('rateWhy')}</legend>
    ${REASONS.map(
      ([reason, label]) => html`<label class="chip">
        <input
          type="radio"
          name="reason"
          .checked=${chosen === reason}
          @change=${() => act.rate('down', reason)}
        />${say(label)}
      </label>`,
    )}
  </fieldset>`;
