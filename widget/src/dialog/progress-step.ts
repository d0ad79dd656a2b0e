import { html } from 'lit';
import type { MessageKey } from '../localize.js';
import type { SessionState } from '../session/state.js';
import { heading, picture, type Step, type StepView } from './step.js';

const STAGES = {
  uploading: 'stageUploading',
  queued: 'stageQueued',
  preparing: 'stagePreparing',
  generating: 'stageGenerating',
  finishing: 'stageFinishing',
} as const satisfies Record<string, MessageKey>;

/** What is really going on, as the server tells it. */
export function progressStep(state: Extract<SessionState, { step: 'working' }>, view: StepView): Step {
  const { say, act, photoUrl } = view;
  const { stage, percent, queuePosition } = state;
  const behind = queuePosition ? `, ${say('stageQueuedBehind', { count: queuePosition })}` : '';
  return {
    view: html`${picture(photoUrl, say('beforeAlt'))}`,
    body: html`
      ${heading(say('working'))}
      <div part="progress">
        <div class="between">
          <span role="status">${say(STAGES[stage])}${behind}</span>
          <span class="muted" aria-hidden="true">${say('percent', { percent })}</span>
        </div>
        <progress max="100" value=${percent} aria-label=${say('working')}></progress>
      </div>
      <p class="muted">${say('workingNote')}</p>
      <div class="end"><button part="button" class="button" @click=${act.cancel}>${say('cancel')}</button></div>
    `,
  };
}
