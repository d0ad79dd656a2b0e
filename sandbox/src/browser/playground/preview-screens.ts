import { PHOTO_TIMEOUT_MS, STAND_IN_PHOTO } from './force-form.js';
import type { Screen } from './preview-message.js';
import type { HTMLElementWithStart } from './stage.js';

const STEP_TIMEOUT_MS = 60_000;
const LOOK_AGAIN_MS = 40;
const STEP_OF: Readonly<Partial<Record<Screen, string>>> = {
  consent: 'consent',
  photo: 'photo',
  progress: 'working',
  result: 'result',
  problem: 'problem',
};

/** The magic input with which each screen comes about. */
export const OUTCOME_OF: Readonly<Partial<Record<Screen, string>>> = {
  progress: 'slow',
  problem: 'no_person',
};

async function until<T>(look: () => T | null | undefined | false, signal: AbortSignal): Promise<T> {
  for (;;) {
    signal.throwIfAborted();
    const found = look();
    if (found) return found;
    await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS));
  }
}

/** Forgets that somebody agreed, as a new visit would. */
function forgetVisit(): void {
  for (const name of Object.keys(sessionStorage)) {
    if (name.startsWith('tryon:')) sessionStorage.removeItem(name);
  }
}

/**
 * Walks a newcomer's way through the real widget to a screen, with a stand-in for the photo.
 *
 * @param renew has the widget let go of what it has begun
 * @throws what the signal was aborted with; DOMException `TimeoutError` after a minute
 */
export async function walkTo(
  screen: Screen,
  renew: (between: () => void) => Promise<HTMLElementWithStart>,
  abandoned: AbortSignal,
): Promise<void> {
  const signal = AbortSignal.any([abandoned, AbortSignal.timeout(STEP_TIMEOUT_MS)]);
  const widget = await renew(forgetVisit);
  signal.throwIfAborted();
  const inside = <E extends Element>(selector: string): E | null | undefined =>
    widget.shadowRoot?.querySelector<E>(selector);
  await until(() => inside('[part~=trigger]'), signal);
  if (screen === 'button') return;
  widget.show();
  const box = await until(() => inside<HTMLInputElement>('dialog[open] input[type=checkbox]'), signal);
  if (screen === 'consent') return;
  box.click();
  const next = await until(
    () => inside<HTMLButtonElement>('dialog[open] form [part~=primary-button]:not([disabled])'),
    signal,
  );
  next.click();
  await until(() => widget.state?.step === 'photo', signal);
  if (screen === 'photo') return;
  const photo = await fetch(STAND_IN_PHOTO, {
    signal: AbortSignal.any([signal, AbortSignal.timeout(PHOTO_TIMEOUT_MS)]),
  });
  widget.start(await photo.blob());
  await until(() => widget.state?.step === STEP_OF[screen], signal);
}
