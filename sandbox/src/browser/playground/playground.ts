import { connectLog } from './activity-log.js';
import { eventRow, requestRow } from './activity-row.js';
import { ATTRIBUTES } from './attributes.js';
import { connectForce } from './force-form.js';
import { keepTheme, presetNamed, readTheme } from './kept-theme.js';
import { need } from './need.js';
import { observeRequests } from './observe-requests.js';
import { npmSnippet, reactSnippet, scriptSnippet } from './snippets.js';
import { type Stage, setStage } from './stage.js';
import { type Piece, showPiece } from './stage-piece.js';
import { connectTabs, writeCode } from './tabs.js';
import { themeCss } from './theme-css.js';
import { connectWebhooks } from './webhooks.js';

const page = need(document, '[data-playground]');
const apiUrl = page.dataset['apiUrl'] ?? '';
const form = need<HTMLFormElement>(page, '[data-attributes]');
const activity = need(page, '[data-activity]');
const container = need(page, '[data-stage]');

const webhooks = connectWebhooks(activity, () => log);
const log = connectLog(activity, webhooks.replay);
const forced = connectForce(need<HTMLFormElement>(page, '[data-force]'), () => stage);
observeRequests(window, {
  apiOrigin: new URL(apiUrl).origin,
  forced,
  onChange: (observed) => log.show(`request-${observed.number}`, requestRow(observed)),
});

let eventCount = 0;
const showEvent = (event: CustomEvent, at: Date): void => {
  eventCount += 1;
  const key = `event-${eventCount}`;
  log.show(key, eventRow(event, at));
  // Whether another listener takes it over is known only after all of them.
  if (event.cancelable) setTimeout(() => event.defaultPrevented && log.show(key, eventRow(event, at)));
};
for (const { event, at } of window.shopEarly.events.splice(0)) showEvent(event, at);
window.shopEarly.onEvent = showEvent;

/** The form's values that say something; a choice's first option is what the widget does by itself. */
function attributes(): Record<string, string> {
  const said: Record<string, string> = {};
  for (const [name, value] of new FormData(form)) {
    const first = ATTRIBUTES.find((attribute) => attribute.name === name)?.options?.[0]?.value;
    if (typeof value === 'string' && value !== '' && value !== first) said[name] = value.trim();
  }
  return said;
}

function write(): void {
  const input = { apiUrl, attributes: attributes() };
  // A floating widget says so by saying nothing, yet the element's parent decides where an inline one stands.
  stage.apply({ ...input.attributes, layout: input.attributes['layout'] ?? 'floating' });
  if (input.attributes['api-base'] === apiUrl) delete input.attributes['api-base'];
  writeCode(page, 'script', scriptSnippet(input));
  writeCode(page, 'npm', npmSnippet(input));
  writeCode(page, 'react', reactSnippet(input));
}

const note = need(page, '[data-stage-note]');
const stage: Stage = setStage(container, apiUrl, attributes(), () => {
  note.textContent = `The service does not answer at ${apiUrl}, so there is no button.`;
});
document.addEventListener('tryon-ready', () => {
  note.textContent = '';
});

const sheet = new CSSStyleSheet();
document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
const preset = need<HTMLSelectElement>(page, '[data-preset]');
function showTheme(): void {
  const kept = readTheme(localStorage);
  const css = themeCss(kept.theme);
  preset.value = kept.preset;
  sheet.replaceSync(css);
  writeCode(page, 'css', css);
}
preset.addEventListener('change', () => {
  keepTheme(localStorage, { preset: preset.value, theme: presetNamed(preset.value).theme });
  showTheme();
});
window.addEventListener('storage', showTheme);

const pieces = JSON.parse(need(page, '#playground-pieces').textContent ?? '[]') as Piece[];
need<HTMLSelectElement>(page, '[data-product]').addEventListener('change', (event) => {
  const chosen = pieces.find(({ slug }) => slug === (event.target as HTMLSelectElement).value);
  if (chosen === undefined) return;
  showPiece(page, chosen);
  need<HTMLInputElement>(form, '[name="garment-image"]').value = chosen.image;
  need<HTMLInputElement>(form, '[name="garment-id"]').value = chosen.slug;
  write();
});
form.addEventListener('change', write);
form.addEventListener('submit', (event) => event.preventDefault());
form.addEventListener('reset', () => setTimeout(write));
connectTabs(need(page, '[data-tabs]'));
showTheme();
write();
