import { redactDetail } from './event-detail.js';

const MAX_ENTRIES = 100;
const API_TIMEOUT_MS = 4000;
const STATE_KEY = 'plainsong.developer-view';

type ApiState = 'asking' | 'up' | 'down';

function clock(at: Date): string {
  return `${at.toTimeString().slice(0, 8)}.${String(at.getMilliseconds()).padStart(3, '0')}`;
}

function logEntry(event: CustomEvent, at: Date): HTMLElement {
  const entry = document.createElement('li');
  const time = document.createElement('time');
  time.dateTime = at.toISOString();
  time.textContent = clock(at);
  const name = document.createElement('strong');
  name.textContent = event.type;
  entry.dataset['event'] = event.type;
  const detail = redactDetail(event.detail);
  if (detail === null || detail === undefined) {
    entry.append(time, name);
    return entry;
  }
  const details = document.createElement('details');
  const summary = document.createElement('summary');
  summary.append(time, name);
  const text = document.createElement('pre');
  text.tabIndex = 0;
  text.textContent = JSON.stringify(detail, null, 2);
  details.append(summary, text);
  entry.append(details);
  return entry;
}

function connectLog(panel: Element): void {
  const log = panel.querySelector('[data-dev-log]');
  const empty = panel.querySelector<HTMLElement>('[data-dev-empty]');
  if (log === null || empty === null) return;
  const show = (event: CustomEvent, at: Date): void => {
    log.prepend(logEntry(event, at));
    while (log.childElementCount > MAX_ENTRIES) log.lastElementChild?.remove();
    empty.hidden = true;
  };
  const early = window.shopEarly;
  for (const { event, at } of early.events.splice(0)) show(event, at);
  early.onEvent = show;
  panel.querySelector('[data-dev-clear]')?.addEventListener('click', () => {
    log.replaceChildren();
    empty.hidden = false;
  });
}

function connectStatus(view: HTMLElement): void {
  const status = view.querySelector('[data-dev-status]');
  const apiUrl = view.dataset['apiUrl'] ?? '';
  const show = (state: ApiState): void => {
    view.dataset['api'] = state;
    if (status === null) return;
    if (state === 'up') status.textContent = `The try-on service answers at ${apiUrl}.`;
    if (state === 'down') {
      status.textContent = `The try-on service does not answer at ${apiUrl}. The shop works on without it; there is no try-on button.`;
    }
  };
  const early = window.shopEarly;
  early.onScriptFailure = () => show('down');
  if (early.hasScriptFailed) show('down');
  // Whether anything answers is all the panel needs, so the answer may stay opaque.
  fetch(`${apiUrl}/health`, {
    mode: 'no-cors',
    cache: 'no-store',
    signal: AbortSignal.timeout(API_TIMEOUT_MS),
  }).then(
    () => {
      if (!early.hasScriptFailed) show('up');
    },
    (error: unknown) => {
      console.info('plainsong: the try-on service does not answer', error);
      show('down');
    },
  );
}

function connectToggle(view: HTMLElement): void {
  const toggle = view.querySelector<HTMLButtonElement>('[data-dev-toggle]');
  const panel = view.querySelector<HTMLElement>('[data-dev-panel]');
  if (toggle === null || panel === null) return;
  const root = document.documentElement;
  const isShown = (): boolean => getComputedStyle(panel).display !== 'none';
  toggle.setAttribute('aria-expanded', String(isShown()));
  toggle.addEventListener('click', () => {
    const next = isShown() ? 'closed' : 'open';
    root.dataset['developerView'] = next;
    toggle.setAttribute('aria-expanded', String(next === 'open'));
    try {
      window.localStorage.setItem(STATE_KEY, next);
    } catch (error) {
      console.info('plainsong: cannot remember the developer view', error);
    }
  });
  window.matchMedia('(min-width: 75rem)').addEventListener('change', () => {
    toggle.setAttribute('aria-expanded', String(isShown()));
  });
}

function connectCopy(view: HTMLElement): void {
  for (const button of view.querySelectorAll<HTMLButtonElement>('[data-copy]')) {
    button.addEventListener('click', async () => {
      const code = document.getElementById(button.dataset['copy'] ?? '')?.textContent ?? '';
      try {
        await navigator.clipboard.writeText(code);
        button.textContent = 'Copied';
      } catch (error) {
        console.info('plainsong: the clipboard is not available', error);
        button.textContent = 'Select it';
      }
    });
  }
}

/** Brings the developer view to life. */
export function connectDeveloperView(): void {
  const view = document.querySelector<HTMLElement>('[data-dev]');
  if (view === null) return;
  view.hidden = false;
  connectToggle(view);
  connectLog(view);
  connectStatus(view);
  connectCopy(view);
}
