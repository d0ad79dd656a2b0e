import { html, nothing } from 'lit';
import { heading, productPicture, type Step, type StepView } from '../dialog/step.js';
import type { SessionState } from '../session/state.js';

/** Says that the photo is gone, once it is, and gives a receipt. */
export function receiptStep(
  { receipt }: Extract<SessionState, { step: 'erased' }>,
  { say, act, product, locale }: StepView,
): Step {
  return {
    view: productPicture(product),
    body: html`
      ${heading(say('erasedTitle'))}
      <p role="status">${say('erasedText')}</p>
      ${
        receipt
          ? html`<tryon-receipt .receipt=${receipt} .say=${say} .locale=${locale}></tryon-receipt>`
          : nothing
      }
      <div class="end">
        <button part="button primary-button" class="button primary" @click=${act.close}>${say('done')}</button>
        <button part="button" class="button" @click=${act.restart}>${say('anotherPhoto')}</button>
      </div>
    `,
  };
}
