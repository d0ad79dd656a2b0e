import type { Row } from './activity-row.js';
import { need } from './need.js';

const MAX_ROWS = 200;
const KINDS = ['event', 'request', 'webhook'] as const;

export interface ActivityLog {
  /** Shows a row on top; calling it again with the same key draws the row anew where it is. */
  show(key: string, row: Row): void;
  /** Takes away every row of a kind. */
  drop(kind: Row['kind']): void;
}

const clock = (at: Date): string =>
  `${at.toTimeString().slice(0, 8)}.${String(at.getMilliseconds()).padStart(3, '0')}`;

function textElement(name: string, className: string, text: string): HTMLElement {
  const element = document.createElement(name);
  element.className = className;
  element.textContent = text;
  return element;
}

function lineOf(row: Row): HTMLElement[] {
  const time = document.createElement('time');
  time.dateTime = row.at.toISOString();
  time.textContent = clock(row.at);
  const name = textElement('strong', 'row-name', row.name);
  const parts = [time, name];
  if (row.outcome !== undefined) parts.push(textElement('span', 'row-outcome', row.outcome));
  if (row.note !== undefined) parts.push(textElement('span', 'row-note', row.note));
  return parts;
}

/** What is inside an opened row; drawn only then, since most rows stay closed. */
function insideOf(row: Row): HTMLElement {
  const inside = document.createElement('div');
  inside.className = 'row-inside';
  for (const { title, value } of row.parts) {
    inside.append(textElement('h3', '', title));
    const text = textElement('pre', '', typeof value === 'string' ? value : JSON.stringify(value, null, 2));
    text.tabIndex = 0;
    text.setAttribute('aria-label', title);
    text.setAttribute('role', 'group');
    inside.append(text);
  }
  return inside;
}

/** The list of all that happens, newest first. `onReplay` is called with the event's id. */
export function connectLog(root: HTMLElement, onReplay: (eventId: string) => void): ActivityLog {
  const list = need<HTMLElement>(root, '[data-activity-log]');
  const empty = need(root, '[data-activity-empty]');
  const items = new Map<string, HTMLElement>();
  const open = new Set<string>();

  const count = (): void => {
    let shown = 0;
    for (const kind of KINDS) {
      const many = list.querySelectorAll(`[data-row="${kind}"]`).length;
      need(root, `[data-count="${kind}"]`).textContent = String(many);
      shown += many;
    }
    need(root, '[data-count="all"]').textContent = String(shown);
    empty.hidden = shown > 0;
  };
  /** By the clock, the newest first: webhooks of a while ago come with the page. */
  const place = (item: HTMLElement, at: Date): void => {
    item.dataset['at'] = String(at.getTime());
    const older = [...list.children].find(
      (each) => Number((each as HTMLElement).dataset['at']) <= at.getTime(),
    );
    list.insertBefore(item, older ?? null);
  };
  const forget = (key: string): void => {
    items.get(key)?.remove();
    items.delete(key);
    open.delete(key);
  };

  const draw = (item: HTMLElement, key: string, row: Row): void => {
    item.dataset['row'] = row.kind;
    item.dataset['tone'] = row.tone ?? '';
    const details = document.createElement('details');
    const summary = document.createElement('summary');
    summary.append(...lineOf(row));
    details.append(summary);
    const unfold = (): void => {
      if (details.childElementCount === 1) details.append(insideOf(row));
    };
    if (open.has(key)) {
      details.open = true;
      unfold();
    }
    details.addEventListener('toggle', () => {
      if (details.open) open.add(key);
      else open.delete(key);
      if (details.open) unfold();
    });
    const hadFocus = item.querySelector('summary') === document.activeElement;
    item.replaceChildren(details);
    if (hadFocus) summary.focus();
    const { replayOf } = row;
    if (replayOf === undefined) return;
    const replay = textElement('button', 'activity-button', 'Replay') as HTMLButtonElement;
    replay.type = 'button';
    replay.setAttribute('aria-label', `Replay ${row.name} of ${clock(row.at)}`);
    replay.addEventListener('click', () => onReplay(replayOf));
    item.append(replay);
  };

  for (const button of root.querySelectorAll<HTMLButtonElement>('[data-kind]')) {
    button.addEventListener('click', () => {
      list.dataset['show'] = button.dataset['kind'];
      for (const each of root.querySelectorAll('[data-kind]')) {
        each.setAttribute('aria-pressed', String(each === button));
      }
    });
  }
  need(root, '[data-activity-clear]').addEventListener('click', () => {
    for (const key of [...items.keys()]) forget(key);
    count();
  });

  return {
    show(key, row) {
      let item = items.get(key);
      if (item === undefined) {
        item = document.createElement('li');
        items.set(key, item);
        place(item, row.at);
        const [oldest] = items.keys();
        if (items.size > MAX_ROWS && oldest !== undefined) forget(oldest);
      }
      draw(item, key, row);
      count();
    },
    drop(kind) {
      for (const [key, item] of [...items]) if (item.dataset['row'] === kind) forget(key);
      count();
    },
  };
}
