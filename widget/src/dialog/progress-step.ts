import { html, nothing } from 'lit';
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
  const { stage, percent, queuePosition, isOffline = false } = state;
  const behind = queuePosition ? `, ${say('stageQueuedBehind', { count: queuePosition })}` : '';
  return {
    view: html`${picture(photoUrl, say('beforeAlt'))}`,
    body: html`
      ${heading(say('working'))}
      <div part="progress">
        <div class="between">
          <span role="status">${say(isOffline ? 'stageOffline' : STAGES[stage])}${isOffline ? '' : behind}</span>
          ${stage === 'uploading' || isOffline ? nothing : html`<span class="muted" aria-hidden="true">${say('percent', { percent })}</span>`}
        </div>
        <progress max="100" value=${stage === 'uploading' || isOffline ? nothing : percent} aria-label=${say('working')}></progress>
      </div>
      <p class="muted">${say(isOffline ? 'offlineNote' : 'workingNote')}</p>
      <div class="end"><button part="button" class="button" @click=${act.cancel}>${say('cancel')}</button></div>
    `,
  };
}
