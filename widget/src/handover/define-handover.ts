import { TryonHandoverElement } from './handover.js';

/** Registers `<tryon-handover>`; a second call does nothing. */
export function defineHandover(): void {
  if (!customElements.get('tryon-handover')) customElements.define('tryon-handover', TryonHandoverElement);
}
