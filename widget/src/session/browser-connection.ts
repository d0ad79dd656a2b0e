import type { Connection } from './through-breaks.js';

/** Some systems say they are offline when they are not: after this long it is tried anyway, in milliseconds. */
const DISBELIEF_MS = 20_000;

/** The browser's own word on whether there is a network. */
export const browserConnection: Connection = {
  isOnline: () => navigator.onLine,
  whenOnline: (signal) =>
    new Promise((resolve, reject) => {
      if (signal.aborted) return reject(signal.reason);
      const end = (settle: () => void) => {
        clearTimeout(timer);
        window.removeEventListener('online', onOnline);
        signal.removeEventListener('abort', onAbort);
        settle();
      };
      const onOnline = () => end(resolve);
      const onAbort = () => end(() => reject(signal.reason));
      const timer = setTimeout(onOnline, DISBELIEF_MS);
      window.addEventListener('online', onOnline);
      signal.addEventListener('abort', onAbort);
    }),
};
