import type { ConsentRecord, WidgetConfig } from '@tryon/sdk';
import type { SavedSession } from './state.js';

type Name = 'client-token' | 'consent' | 'customer' | 'session' | 'erasure';

/** What the widget remembers for this visit (one tab), and forgets with it: no photo, only names of things. */
export interface VisitMemory {
  get(name: Name): string | undefined;
  set(name: Name, value: string): void;
  delete(name: Name): void;
}

/** Over `sessionStorage`; where a browser forbids it, the page's own memory has to do. */
export function visitMemory(publishableKey: string): VisitMemory {
  const at = (name: string) => `tryon:${publishableKey}:${name}`;
  return {
    get: (name) => storage()?.getItem(at(name)) ?? fallback.get(at(name)),
    set(name, value) {
      if (!stored(at(name), value)) fallback.set(at(name), value);
    },
    delete(name) {
      fallback.delete(at(name));
      storage()?.removeItem(at(name));
    },
  };
}

/** Page-wide on purpose: it stands in for a storage that is page-wide. */
const fallback = new Map<string, string>();

function storage(): Storage | undefined {
  try {
    return sessionStorage;
  } catch (error) {
    // Switched off by the shopper, or by the frame the page is in.
    if (error instanceof DOMException) return undefined;
    throw error;
  }
}

function stored(name: string, value: string): boolean {
  try {
    storage()?.setItem(name, value);
    return storage() !== undefined;
  } catch (error) {
    // A full storage must not stop a try-on; it is only forgotten with the page.
    if (error instanceof DOMException) return false;
    throw error;
  }
}

/** What the shopper agreed to in this visit, if it is the words that are in force now. */
export function rememberedConsent(publishableKey: string, config: WidgetConfig): ConsentRecord | undefined {
  const record = parsed<ConsentRecord>(visitMemory(publishableKey).get('consent'));
  return record?.version === config.consent.version ? record : undefined;
}

/** Whether an earlier page of this visit left a try-on that may still run. */
export function hasPendingTryon(publishableKey: string): boolean {
  return parsed<SavedSession>(visitMemory(publishableKey).get('session'))?.pending !== undefined;
}

/** What another version of the widget wrote, or somebody else, counts as nothing. */
export function parsed<T extends object>(text: string | undefined): T | undefined {
  try {
    const value: unknown = JSON.parse(text ?? 'null');
    return typeof value === 'object' && value !== null ? (value as T) : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
