import { receiptStep } from '../result/receipt-step.js';
import { resultStep } from '../result/result-step.js';
import type { SessionState } from '../session/state.js';
import { consentStep } from './consent-step.js';
import { photoStep } from './photo-step.js';
import { problemStep } from './problem-step.js';
import { progressStep } from './progress-step.js';
import type { Step, StepView } from './step.js';

/** The dialog's screen for a state. */
export function stepOf(state: SessionState, view: StepView): Step {
  switch (state.step) {
    case 'consent':
      return consentStep(view);
    case 'photo':
      return photoStep(view);
    case 'working':
      return progressStep(state, view);
    case 'result':
      return resultStep(state, view);
    case 'problem':
      return problemStep(state, view);
    case 'erased':
      return receiptStep(state, view);
  }
}
