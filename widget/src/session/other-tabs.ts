import { erasureMark, lastErasure, owesErasure } from './erased-elsewhere.js';
import { visitMemory } from './visit.js';

/** What a shop's other tabs tell each other: that the shopper had everything erased. */
export interface OtherTabs {
  /** Tells the others. */
  announce(): void;
  stop(): void;
}

/** What other tabs have erased by now is none of a new visit's business; also: what they have, this visit has done, too. */
export function settleErasures(publishableKey: string): void {
  visitMemory(publishableKey).set('erasure', lastErasure(publishableKey));
}

/** Calls `onErased` as soon as this tab can hear of it: at once, when a page comes back, and from the back-forward cache. */
export function otherTabs(publishableKey: string, onErased: () => void): OtherTabs {
  const listening = new AbortController();
  const { signal } = listening;
  const check = () => {
    if (owesErasure(publishableKey)) onErased();
  };
  window.addEventListener('storage', ({ key }) => key === erasureMark(publishableKey) && check(), { signal });
  window.addEventListener('online', check, { signal });
  window.addEventListener('pageshow', ({ persisted }) => persisted && check(), { signal });
  return {
    announce() {
      try {
        localStorage.setItem(erasureMark(publishableKey), new Date().toISOString());
      } catch (error) {
        // Where nothing can be stored the tabs know nothing of each other.
        console.debug('[tryon] The other tabs were not told:', error);
      }
      settleErasures(publishableKey);
    },
    stop: () => listening.abort(),
  };
}
