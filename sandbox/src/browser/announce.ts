const SHOWN_MS = 5000;
const SLIDE_MS = 300;
let hideTimer: number | undefined;

/** Shows a short message at the edge of the page; screen readers read it out. */
export function announce(message: string): void {
  const toast = document.querySelector('[data-toast]');
  if (toast === null) return;
  window.clearTimeout(hideTimer);
  toast.textContent = message;
  toast.toggleAttribute('data-shown', true);
  hideTimer = window.setTimeout(() => {
    toast.toggleAttribute('data-shown', false);
    // Emptied when it is out of sight, so that nobody reads an old message later.
    hideTimer = window.setTimeout(() => {
      toast.textContent = '';
    }, SLIDE_MS);
  }, SHOWN_MS);
}
