/** A page that is never idle shall not keep the button away. */
const LONGEST_WAIT_MS = 300;

/**
 * Lets the page go first: resolves in a task of its own, when the page has nothing better to do. What the embed does is
 * cut into pieces by it, each too short to be felt on a slow phone.
 */
export const breathe = (): Promise<void> =>
  new Promise((resolve) => {
    const go = () => resolve();
    if ('requestIdleCallback' in window) requestIdleCallback(go, { timeout: LONGEST_WAIT_MS });
    else setTimeout(go);
  });
