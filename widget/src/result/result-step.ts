import { html, nothing } from 'lit';
import { heading, type Step, type StepView } from '../dialog/step.js';
import type { SessionState } from '../session/session.js';

/** The picture, what to do with it, and how to be rid of it. */
export function resultStep({ tryon }: Extract<SessionState, { step: 'result' }>, view: StepView): Step {
  const { say, act, product, config, photoUrl, isErasing, isAdded } = view;
  const output = tryon.output[0];
  const hours = config?.consent.photo_retention_hours ?? 0;
  return {
    view: html`<tryon-compare
      part="result"
      exportparts="image"
      .from=${photoUrl}
      .to=${output?.url ?? ''}
      .ratio=${output ? output.width / output.height : undefined}
      .fromAlt=${say('beforeAlt')}
      .toAlt=${say('resultAlt', { product: product?.title ?? say('thisPiece') })}
      .label=${say('compare')}
      .describe=${(percent: number) => say('compareValue', { percent })}
      .badge=${say('badge')}
    ></tryon-compare>`,
    body: html`
      ${heading(say('resultTitle'))}
      ${product?.title ? html`<p class="muted">${product.title}</p>` : nothing}
      <span class="visually-hidden" role="status">${isAdded ? say('added') : nothing}</span>
      <div class="end">
        <button part="button primary-button" class="button primary" @click=${act.addToCart}>
          ${say(isAdded ? 'added' : 'addToCart')}
        </button>
        <div class="row">
          <button part="button" class="button" @click=${act.download}>${say('download')}</button>
          <button part="button" class="button" @click=${act.restart}>${say('anotherPhoto')}</button>
        </div>
        <slot name="result-actions"></slot>
        <div class="between">
          <button part="button" class="button quiet" ?disabled=${isErasing} @click=${act.erase}>
            ${say(isErasing ? 'erasing' : 'erase')}
          </button>
          ${hours > 0 ? html`<span class="muted">${say('eraseNote', { count: hours })}</span>` : nothing}
        </div>
      </div>
    `,
  };
}
