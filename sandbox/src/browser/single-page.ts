// The shop as a single-page one: pages change without a load, as in many shops built with a framework. What a merchant's
// page does here, the widget has to follow.
import { PAGE_SHOWN } from './page-shown.js';

const PAGE_TIMEOUT_MS = 10_000;
/** What of the head says which page it is. */
const PAGE_META =
  'title, link[rel=canonical], meta[name=description], meta[property], script[type="application/ld+json"]';

let isUnderWay = new AbortController();

const isInShop = (url: URL): boolean =>
  url.origin === window.location.origin && /^\/(products|collection)\/[a-z0-9-]+$|^\/spa$/.test(url.pathname);

async function show(url: URL): Promise<void> {
  isUnderWay.abort();
  isUnderWay = new AbortController();
  const { signal } = isUnderWay;
  const response = await fetch(url, {
    signal: AbortSignal.any([signal, AbortSignal.timeout(PAGE_TIMEOUT_MS)]),
  });
  if (!response.ok) throw new Error(`the shop answered ${response.status}`);
  const next = new DOMParser().parseFromString(await response.text(), 'text/html');
  signal.throwIfAborted();
  for (const old of document.head.querySelectorAll(PAGE_META)) old.remove();
  document.head.append(...next.head.querySelectorAll(PAGE_META));
  for (const sheet of next.head.querySelectorAll<HTMLLinkElement>('link[rel=stylesheet]')) {
    const isThere = [...document.styleSheets].some(({ href }) => href === new URL(sheet.href, url).href);
    if (!isThere) document.head.append(sheet);
  }
  const main = document.querySelector('main');
  const content = next.querySelector('main');
  if (main === null || content === null) throw new Error('the page has no main part');
  main.replaceChildren(...content.childNodes);
  window.scrollTo(0, 0);
  main.focus({ preventScroll: true });
  document.dispatchEvent(new Event(PAGE_SHOWN));
}

function go(url: URL): void {
  show(url).catch((error: unknown) => {
    if (error instanceof DOMException && error.name === 'AbortError') return;
    console.info('plainsong: the page could not be swapped, so it is loaded', error);
    window.location.assign(url);
  });
}

document.addEventListener('click', (event) => {
  if (event.defaultPrevented || event.button !== 0) return;
  if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  const link = event.target instanceof Element ? event.target.closest('a') : null;
  if (link === null) return;
  const url = new URL(link.href);
  if (!isInShop(url)) return;
  event.preventDefault();
  if (url.href !== window.location.href) window.history.pushState(null, '', url);
  go(url);
});
window.addEventListener('popstate', () => go(new URL(window.location.href)));
