import type { WidgetConfig } from '@tryon/sdk';

/** What the widget remembers for this visit (one tab), and forgets with it. */
export interface VisitMemory {
  get(name: 'client-token' | 'consent'): string | undefined;
  set(name: 'client-token' | 'consent', value: string): void;
}

/** Over `sessionStorage`; where a browser forbids it, the page's own memory has to do. */
export function visitMemory(publishableKey: string): VisitMemory {
  const fallback = new Map<string, string>();
  const at = (name: string) => `tryon:${publishableKey}:${name}`;
  return {
    get(name) {
      try {
        return sessionStorage.getItem(at(name)) ?? fallback.get(name);
      } catch {
        // Storage is switched off: nothing to say, the fallback is there for this.
        return fallback.get(name);
      }
    },
    set(name, value) {
      fallback.set(name, value);
      try {
        sessionStorage.setItem(at(name), value);
      } catch {
        // As above.
      }
    },
  };
}

/** Whether the shopper agreed in this visit, to the words that are in force now. */
export const hasConsent = (publishableKey: string, config: WidgetConfig): boolean =>
  visitMemory(publishableKey).get('consent') === config.consent.version;
