import assert from 'node:assert/strict';
import { test } from 'node:test';
import { keepTheme, presetNamed, readTheme } from './kept-theme.js';
import { themeCss } from './theme-css.js';

function memory(): Storage {
  const kept = new Map<string, string>();
  return {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  } as Storage;
}

test('a changed theme is there again on the next page, and is written as CSS', () => {
  const storage = memory();
  const { name, theme } = presetNamed('Fjord');
  const changed = { ...theme, radius: 7, light: { ...theme.light, accent: '#123456' } };
  keepTheme(storage, { preset: name, theme: changed });
  const kept = readTheme(storage);
  assert.deepEqual(kept, { preset: 'Fjord', theme: changed });
  const [light = '', dark = ''] = themeCss(kept.theme).split("tryon-widget[scheme='dark']");
  assert.match(light, /^ {2}--tryon-color-accent: #123456;$/m);
  assert.match(light, /^ {2}--tryon-radius: 7px;$/m);
  assert.match(dark, new RegExp(`--tryon-color-accent: ${theme.dark.accent};`));
});

test('a stored theme that could break out of the style sheet is not taken', () => {
  const { theme } = presetNamed('Fjord');
  const broken = [
    { ...theme, font: 'serif; } body { display: none' },
    { ...theme, shadow: 'url(https://elsewhere.example/)' },
    { ...theme, radius: '1px } *' },
    { ...theme, dark: { ...theme.dark, soft: 'red' } },
  ];
  for (const each of broken) {
    const storage = memory();
    keepTheme(storage, { preset: 'Fjord', theme: each as typeof theme });
    assert.equal(readTheme(storage).preset, 'Plain');
  }
});
