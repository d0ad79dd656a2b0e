import { html, nothing } from 'lit';
import { problemOf } from './problems.js';
import { heading, picture, productPicture, type Step, type StepView } from './step.js';

const NEXT = {
  again: { act: 'again', label: 'tryAgain' },
  photo: { act: 'restart', label: 'anotherPhoto' },
  close: { act: 'close', label: 'done' },
} as const;

/** What happened and what helps; the likeliest way on is the first button. */
export function problemStep(code: string, { say, act, photoUrl, product }: StepView): Step {
  const { message, action } = problemOf(code);
  return {
    view: action === 'photo' && photoUrl ? picture(photoUrl) : productPicture(product),
    body: html`
      ${heading(say('problemTitle'))}
      <p part="problem" role="alert">${say(message)}</p>
      <div class="end">
        <button part="button primary-button" class="button primary" @click=${act[NEXT[action].act]}>
          ${say(NEXT[action].label)}
        </button>
        ${
          action === 'again'
            ? html`<button part="button" class="button" @click=${act.restart}>${say('anotherPhoto')}</button>`
            : nothing
        }
      </div>
    `,
  };
}
