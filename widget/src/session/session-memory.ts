import type { SavedSession, SavedTryon, SessionMemory } from './state.js';
import { parsed, visitMemory } from './visit.js';

/** Keeps a session for the next page of the visit; what cannot be read is left out. */
export function sessionMemory(publishableKey: string): SessionMemory {
  const memory = visitMemory(publishableKey);
  return {
    load() {
      const { history, photo, pending } = parsed<Partial<SavedSession>>(memory.get('session')) ?? {};
      if (!Array.isArray(history)) return undefined;
      return {
        history: history.filter(isTryon),
        ...(typeof photo?.id === 'string' && { photo }),
        ...(isTryon(pending) && { pending }),
      };
    },
    save: (saved) => memory.set('session', JSON.stringify(saved)),
  };
}

const isTryon = (saved: SavedTryon | null | undefined): saved is SavedTryon =>
  typeof saved?.id === 'string' && typeof saved.product?.imageUrl === 'string';
