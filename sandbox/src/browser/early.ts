// A classic script in the head: it runs before the page is drawn and before the widget's script can
// announce anything, so the developer view misses no event and does not move the page when it opens.

/** Shared with the module scripts through `window.shopEarly`. */
interface EarlyRecord {
  readonly events: { readonly event: CustomEvent; readonly at: Date }[];
  /** Set as soon as the widget's script tag could not be loaded. */
  hasScriptFailed: boolean;
  /** Takes over when the developer view is there. */
  onEvent?: (event: CustomEvent, at: Date) => void;
  onScriptFailure?: () => void;
}

// biome-ignore lint/correctness/noUnusedVariables: it widens the DOM's own Window.
interface Window {
  shopEarly: EarlyRecord;
}

(() => {
  const MAX_WAITING = 50;
  const record: EarlyRecord = { events: [], hasScriptFailed: false };
  window.shopEarly = record;
  const names = [
    'tryon-ready',
    'tryon-open',
    'tryon-close',
    'tryon-photo-select',
    'tryon-submit',
    'tryon-progress',
    'tryon-complete',
    'tryon-error',
    'tryon-add-to-cart',
    'tryon-analytics',
  ];
  for (const name of names) {
    document.addEventListener(name, (event) => {
      if (!(event instanceof CustomEvent)) return;
      const at = new Date();
      if (record.onEvent !== undefined) record.onEvent(event, at);
      else if (record.events.length < MAX_WAITING) record.events.push({ event, at });
    });
  }
  // Errors of elements do not bubble; the capture phase sees them.
  window.addEventListener(
    'error',
    (event) => {
      if (!(event.target instanceof HTMLScriptElement) || !event.target.hasAttribute('data-key')) return;
      record.hasScriptFailed = true;
      record.onScriptFailure?.();
    },
    true,
  );

  const root = document.documentElement;
  root.dataset['script'] = 'on';
  const isWide = window.matchMedia('(min-width: 75rem)').matches;
  let stored: string | null = null;
  try {
    stored = window.localStorage.getItem('plainsong.developer-view');
  } catch (error) {
    // Storage can be forbidden; the panel then opens as if for the first time.
    console.info('plainsong: storage is not available', error);
  }
  root.dataset['developerView'] = isWide && stored !== null ? stored : 'unset';
})();
