import { visitMemory } from './visit.js';

/** Where in the shop's `localStorage` an erasure leaves its time. */
export const erasureMark = (publishableKey: string) => `tryon:${publishableKey}:erased`;

/**
 * Whether another tab has had everything erased since this visit began. A tab has a visit of its own, and with it things
 * of its own on the server; to a shopper it is one photo all the same.
 */
export function owesErasure(publishableKey: string): boolean {
  const memory = visitMemory(publishableKey);
  return (
    memory.get('client-token') !== undefined && (memory.get('erasure') ?? '') !== lastErasure(publishableKey)
  );
}

/** When it was announced last; empty if never. */
export function lastErasure(publishableKey: string): string {
  try {
    return localStorage.getItem(erasureMark(publishableKey)) ?? '';
  } catch (error) {
    // Storage is switched off; some browsers have none at all then.
    if (error instanceof DOMException || error instanceof TypeError) return '';
    throw error;
  }
}
