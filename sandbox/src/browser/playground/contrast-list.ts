import { contrastsOf } from './contrast.js';
import { need } from './need.js';
import type { Scheme, Theme } from './theme.js';

const OTHER = { light: 'dark', dark: 'light' } as const;

/** Shows how well each pair of a theme's colours is told apart, and names those that are not. */
export function showContrasts(page: ParentNode, theme: Theme, scheme: Scheme): void {
  const colours = theme[scheme];
  const items = contrastsOf(colours).map(({ label, front, back, ratio, wanted, isEnough }) => {
    const item = document.createElement('li');
    item.toggleAttribute('data-low', !isEnough);
    const sample = document.createElement('span');
    sample.className = 'contrast-sample';
    sample.textContent = 'Aa';
    sample.setAttribute('aria-hidden', 'true');
    sample.style.color = colours[front];
    sample.style.backgroundColor = colours[back];
    const name = document.createElement('span');
    name.textContent = label;
    const value = document.createElement('strong');
    // Rounded down: 4.49 is not 4.5.
    value.textContent = `${(Math.floor(ratio * 10) / 10).toFixed(1)} : 1`;
    const verdict = document.createElement('span');
    verdict.className = 'contrast-verdict';
    verdict.textContent = isEnough ? 'enough' : `too low, ${wanted} is wanted`;
    item.append(sample, name, value, verdict);
    return item;
  });
  need(page, '[data-contrast]').replaceChildren(...items);
  const low = (of: Scheme): number => contrastsOf(theme[of]).filter(({ isEnough }) => !isEnough).length;
  const other = OTHER[scheme];
  const words = (of: Scheme): string =>
    low(of) === 0 ? `${of}: everything can be told apart` : `${of}: ${low(of)} of 6 too low`;
  need(page, '[data-contrast-summary]').textContent = `In ${words(scheme)}. In ${words(other)}.`;
}
