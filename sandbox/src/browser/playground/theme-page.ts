import { showContrasts } from './contrast-list.js';
import { type KeptTheme, keepTheme, presetNamed, readTheme } from './kept-theme.js';
import { need } from './need.js';
import type { PreviewMessage, PreviewState, Screen } from './preview-message.js';
import { connectTabs, writeCode } from './tabs.js';
import { SHOPIFY_LINES, themeCss } from './theme-css.js';
import { connectThemeForm } from './theme-form.js';

const page = need(document, '[data-theme-page]');
const bar = need<HTMLFormElement>(page, '[data-preview-bar]');
const box = need(page, '[data-frame]');
const frame = need<HTMLIFrameElement>(page, '[data-preview-frame]');
const download = need<HTMLAnchorElement>(page, '[data-download]');
const SAID: Readonly<Record<PreviewState['type'], string>> = {
  ready: '',
  walking: 'On the way to this screen, with a stand-in photo…',
  shown: 'This is the real widget: press what you like in it.',
  failed: 'This screen could not be reached. Is the service running?',
};

let kept: KeptTheme = readTheme(localStorage);

const form = connectThemeForm(
  need<HTMLFormElement>(page, '[data-theme-form]'),
  () => kept.theme,
  (theme) => change({ ...kept, theme }),
);

function tellPreview(): void {
  const wish = new FormData(bar);
  const message: PreviewMessage = {
    type: 'show',
    css: themeCss(kept.theme),
    scheme: form.scheme,
    lang: String(wish.get('lang') ?? ''),
    dir: String(wish.get('dir') ?? ''),
    screen: String(wish.get('screen') ?? 'button') as Screen,
  };
  frame.contentWindow?.postMessage(message, window.location.origin);
}

function change(next: KeptTheme): void {
  kept = next;
  keepTheme(localStorage, kept);
  show();
}

function show(): void {
  const css = themeCss(kept.theme);
  form.show(kept.theme);
  const preset = presetNamed(kept.preset);
  const isUntouched = JSON.stringify(preset.theme) === JSON.stringify(kept.theme);
  for (const button of page.querySelectorAll<HTMLElement>('[data-preset]')) {
    const isThis = button.dataset['preset'] === preset.name;
    button.setAttribute('aria-pressed', String(isThis && isUntouched));
    button.toggleAttribute('data-changed', isThis && !isUntouched);
  }
  showContrasts(page, kept.theme, form.scheme);
  writeCode(page, 'css', css);
  writeCode(page, 'shopify', SHOPIFY_LINES);
  URL.revokeObjectURL(download.href);
  download.href = URL.createObjectURL(new Blob([css], { type: 'text/css' }));
  tellPreview();
}

for (const button of page.querySelectorAll<HTMLElement>('[data-preset]')) {
  button.addEventListener('click', () => {
    const { name, theme } = presetNamed(button.dataset['preset'] ?? '');
    change({ preset: name, theme });
  });
}
bar.addEventListener('submit', (event) => event.preventDefault());
bar.addEventListener('change', () => {
  box.dataset['device'] = String(new FormData(bar).get('device') ?? 'desk');
  tellPreview();
});
window.addEventListener('message', (event) => {
  if (event.origin !== window.location.origin || event.source !== frame.contentWindow) return;
  const { type, screen } = event.data as PreviewState;
  if (type === 'ready') tellPreview();
  box.dataset['shown'] = type === 'shown' ? screen : '';
  need(page, '[data-preview-state]').textContent = SAID[type] ?? '';
});
window.addEventListener('storage', () => {
  kept = readTheme(localStorage);
  show();
});
connectTabs(need(page, '[data-tabs]'));
show();
