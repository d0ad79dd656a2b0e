import { html, nothing } from 'lit';
import { problemOf } from './problems.js';
import { heading, picture, type Step, type StepView } from './step.js';

/** What happened and what helps; the likeliest way on is the first button. */
export function problemStep(code: string, { say, act, photoUrl, product }: StepView): Step {
  const { message, action } = problemOf(code);
  return {
    view: picture(action === 'photo' && photoUrl ? photoUrl : product?.imageUrl),
    body: html`
      ${heading(say('problemTitle'))}
      <p part="problem" role="alert">${say(message)}</p>
      <div class="end">
        ${
          action === 'again'
            ? html`<button part="button primary-button" class="button primary" @click=${act.again}>
                ${say('tryAgain')}
              </button>`
            : nothing
        }
        ${
          action === 'close'
            ? html`<button part="button primary-button" class="button primary" @click=${act.close}>
                ${say('done')}
              </button>`
            : html`<button
                part=${action === 'photo' ? 'button primary-button' : 'button'}
                class=${action === 'photo' ? 'button primary' : 'button'}
                @click=${act.restart}
              >
                ${say('anotherPhoto')}
              </button>`
        }
      </div>
    `,
  };
}

/** Says that the photo is gone, once it is. */
export function erasedStep({ say, act, product }: StepView): Step {
  return {
    view: picture(product?.imageUrl),
    body: html`
      ${heading(say('erasedTitle'))}
      <p role="status">${say('erasedText')}</p>
      <div class="end">
        <button part="button primary-button" class="button primary" @click=${act.close}>${say('done')}</button>
        <button part="button" class="button" @click=${act.restart}>${say('anotherPhoto')}</button>
      </div>
    `,
  };
}
