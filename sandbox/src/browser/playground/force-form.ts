import type { Forced } from './forcing.js';
import { need } from './need.js';
import { FAULTS } from './outcomes.js';
import type { Stage } from './stage.js';

/** A rendering of nobody, in place of a shopper's photo. */
export const STAND_IN_PHOTO = '/art/models/amara.webp';
export const PHOTO_TIMEOUT_MS = 10_000;

/** Reads what is to be forced, at any time, from the form. */
export function connectForce(form: HTMLFormElement, stage: () => Stage): () => Forced {
  for (const fieldset of form.querySelectorAll<HTMLElement>('[data-chips]')) {
    const help = need(fieldset, '[data-chips-help]');
    fieldset.addEventListener('change', (event) => {
      if (event.target instanceof HTMLInputElement) help.textContent = event.target.dataset['help'] ?? '';
    });
  }
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    const { widget } = stage();
    if (widget === undefined) return;
    try {
      const response = await fetch(STAND_IN_PHOTO, { signal: AbortSignal.timeout(PHOTO_TIMEOUT_MS) });
      // A new visitor is still asked for consent; anybody else begins anew.
      if (widget.state?.step !== 'consent') widget.reset();
      widget.start(await response.blob());
    } catch (error) {
      console.info('playground: the stand-in photo could not be had', error);
    }
  });
  const chosen = (name: string): string => String(new FormData(form).get(name) ?? '');
  return () => ({
    outcome: chosen('outcome'),
    fault: FAULTS.find(({ name }) => name !== '' && name === chosen('fault')),
  });
}
