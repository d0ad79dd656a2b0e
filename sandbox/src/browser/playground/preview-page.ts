import { connectNextProducts } from '../next-products.js';
import { need } from './need.js';
import { observeRequests } from './observe-requests.js';
import { isPreviewMessage, type PreviewState, type Screen } from './preview-message.js';
import { OUTCOME_OF, walkTo } from './preview-screens.js';
import { setStage } from './stage.js';

const page = need(document, '[data-preview]');
const { apiUrl = '', key = '', garmentImage = '', garmentId = '', category = '' } = page.dataset;
const sheet = new CSSStyleSheet();
document.adoptedStyleSheets = [sheet];

let screen: Screen = 'button';
let walk = new AbortController();
/** Where the last walk led or leads, so that only another screen walks anew: a colour is no reason for a try-on. */
let goal: Screen | undefined;

const tell = (type: PreviewState['type']): void => {
  window.parent.postMessage({ type, screen } satisfies PreviewState, window.location.origin);
};

observeRequests(window, {
  apiOrigin: new URL(apiUrl).origin,
  forced: () => ({ outcome: OUTCOME_OF[screen] ?? '', fault: undefined }),
  onChange: () => undefined,
});

let attributes: Record<string, string> = {
  'publishable-key': key,
  'garment-image': garmentImage,
  'garment-id': garmentId,
  category,
  layout: 'inline',
  'api-base': apiUrl,
};
const stage = setStage(need(page, '[data-stage]'), apiUrl, attributes, () => tell('failed'));

async function go(): Promise<void> {
  walk.abort();
  walk = new AbortController();
  const { signal } = walk;
  goal = screen;
  tell('walking');
  try {
    await walkTo(screen, stage.renew, signal);
    tell('shown');
  } catch (error) {
    if (signal.aborted) return;
    goal = undefined;
    console.info('playground: the screen was not reached', error);
    tell('failed');
  }
}

window.addEventListener('message', (event) => {
  if (event.origin !== window.location.origin || event.source !== window.parent) return;
  if (!isPreviewMessage(event.data)) return;
  const { css, scheme, lang, dir } = event.data;
  sheet.replaceSync(css);
  document.documentElement.dataset['scheme'] = scheme;
  // The page's own: the widget reads as its language does.
  document.documentElement.dir = dir;
  attributes = { ...attributes, theme: scheme, lang };
  stage.apply(attributes);
  screen = event.data.screen;
  if (screen !== goal && stage.widget) void go();
});
connectNextProducts();
// The tag mounts the widget when it likes; the theme page is asked for its wishes after that.
document.addEventListener('tryon-ready', () => tell('ready'), { once: true });
