import { html, nothing } from 'lit';
import type { SessionState } from '../session/state.js';
import { problemOf } from './problems.js';
import { heading, picture, productPicture, type Step, type StepView } from './step.js';

const NEXT = {
  again: { act: 'again', label: 'tryAgain' },
  photo: { act: 'restart', label: 'anotherPhoto' },
  close: { act: 'close', label: 'done' },
} as const;

type Problem = Extract<SessionState, { step: 'problem' }>;

/** What happened and what helps; the likeliest way on is the first button. */
export function problemStep(state: Problem, view: StepView): Step {
  const { say, act, photoUrl, product, waitS } = view;
  const { message, action } = problemOf(state.code);
  const mustWait = action === 'again' && waitS > 0;
  const label = state.code === 'wait_timeout' ? 'waitOn' : NEXT[action].label;
  return {
    view: action === 'photo' && photoUrl ? picture(photoUrl) : productPicture(product),
    body: html`
      ${heading(say('problemTitle'))}
      <p part="problem" role="alert">${say(message)}</p>
      <div class="end">
        <button
          part="button primary-button"
          class="button primary"
          ?disabled=${mustWait}
          @click=${act[NEXT[action].act]}
        >
          ${mustWait ? say('tryAgainIn', { count: waitS }) : say(label)}
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
