import { need } from './need.js';

/** Tabs by the pattern of the ARIA authoring guide: arrows move and choose, one tab is in the tab order. */
export function connectTabs(root: HTMLElement): void {
  const tabs = [...root.querySelectorAll<HTMLButtonElement>('[role=tab]')];
  const panelOf = (tab: HTMLButtonElement): HTMLElement =>
    need(root, `#${tab.getAttribute('aria-controls') ?? ''}`);
  const choose = (chosen: HTMLButtonElement): void => {
    for (const tab of tabs) {
      const isChosen = tab === chosen;
      tab.setAttribute('aria-selected', String(isChosen));
      tab.tabIndex = isChosen ? 0 : -1;
      panelOf(tab).hidden = !isChosen;
    }
  };
  for (const [index, tab] of tabs.entries()) {
    tab.addEventListener('click', () => choose(tab));
    tab.addEventListener('keydown', (event) => {
      const step = { ArrowRight: 1, ArrowLeft: -1, Home: -index, End: tabs.length - 1 - index }[event.key];
      const next = step === undefined ? undefined : tabs[(index + step + tabs.length) % tabs.length];
      if (next === undefined) return;
      event.preventDefault();
      choose(next);
      next.focus();
    });
  }
  const copy = need<HTMLButtonElement>(root, '[data-copy-tab]');
  copy.addEventListener('click', async () => {
    const shown = tabs.find((tab) => tab.ariaSelected === 'true');
    const code = shown && panelOf(shown).textContent;
    copy.textContent = await copyText(code ?? '');
  });
  // It says "Copied" of what is shown, so it starts anew with another tab.
  root.addEventListener('click', (event) => {
    if (event.target !== copy) copy.textContent = 'Copy';
  });
}

/** @returns what to say of it */
export async function copyText(text: string): Promise<'Copied' | 'Select it'> {
  try {
    await navigator.clipboard.writeText(text);
    return 'Copied';
  } catch (error) {
    console.info('playground: the clipboard is not available', error);
    return 'Select it';
  }
}

/** Writes code into the panel of that name. */
export function writeCode(root: ParentNode, name: string, code: string): void {
  need(root, `[data-code="${name}"]`).textContent = code;
}
