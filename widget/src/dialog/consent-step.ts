import { html, nothing } from 'lit';
import { heading, productPicture, type Step, type StepView } from './step.js';

/** Asks before anything is taken: the shop's own text, a box that is never ticked beforehand. */
export function consentStep({ say, product, config, hasAgreed, act }: StepView): Step {
  const title = product?.title ?? say('thisPiece');
  const { text, photo_retention_hours: count, privacy_url: privacyUrl } = config.consent;
  return {
    view: productPicture(product),
    body: html`
      ${heading(say('consentTitle'))}
      <p>${say('consentLead', { product: title })}</p>
      <form class="end" @submit=${act.agree}>
        <slot name="consent"><p class="muted">${text ?? say('consentText', { count })}</p></slot>
        ${
          privacyUrl
            ? html`<a class="muted link" href=${privacyUrl} target="_blank" rel="noopener">${say('privacy')}</a>`
            : nothing
        }
        <label class="agree">
          <input type="checkbox" required .checked=${hasAgreed} @change=${act.tick} />
          <span>${say('consentAgree')}</span>
        </label>
        <button part="button primary-button" class="button primary" ?disabled=${!hasAgreed}>
          ${say('continue')}
        </button>
      </form>
    `,
  };
}
