/** What single-page frameworks call when they have put a new page into the old document. */
const FRAMEWORK_EVENTS = [
  'turbo:load',
  'turbolinks:load',
  'astro:page-load',
  'swup:contentReplaced',
  'htmx:historyRestore',
];

interface NavigationLike extends EventTarget {
  readonly currentEntry?: unknown;
}

/**
 * Calls `onNavigation` when the page's address may have changed without a load: by the Navigation API where there is one,
 * else by watching the history's methods, which are given back when `signal` aborts. Also when the page comes back from
 * the back-forward cache.
 */
export function watchNavigation(onNavigation: () => void, signal: AbortSignal): void {
  const { navigation } = window as unknown as { navigation?: NavigationLike };
  if (navigation) navigation.addEventListener('currententrychange', onNavigation, { signal });
  else {
    watchHistory(onNavigation, signal);
    window.addEventListener('popstate', onNavigation, { signal });
    window.addEventListener('hashchange', onNavigation, { signal });
  }
  for (const name of FRAMEWORK_EVENTS) document.addEventListener(name, onNavigation, { signal });
  window.addEventListener('pageshow', ({ persisted }) => persisted && onNavigation(), { signal });
}

/** Others may have wrapped these methods after us: then theirs stay, and ours only stops calling back. */
function watchHistory(onNavigation: () => void, signal: AbortSignal): void {
  for (const name of ['pushState', 'replaceState'] as const) {
    const original = history[name];
    const watched: History['pushState'] = function (this: History, ...args) {
      original.apply(this, args);
      if (!signal.aborted) onNavigation();
    };
    history[name] = watched;
    signal.addEventListener('abort', () => {
      if (history[name] === watched) history[name] = original;
    });
  }
}
