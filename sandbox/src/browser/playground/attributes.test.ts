import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { ATTRIBUTES } from './attributes.js';
import { presetNamed } from './kept-theme.js';
import { themeCss } from './theme-css.js';

interface Declaration {
  readonly tagName?: string;
  readonly attributes: readonly { readonly name: string }[];
  readonly cssProperties: readonly { readonly name: string }[];
}
const manifest = JSON.parse(
  readFileSync(new URL('../../../../widget/custom-elements.json', import.meta.url), 'utf8'),
) as { readonly modules: readonly { readonly declarations?: readonly Declaration[] }[] };
const element = manifest.modules
  .flatMap(({ declarations = [] }) => declarations)
  .find(({ tagName }) => tagName === 'tryon-widget');

test('every attribute of the element has a field on the playground', () => {
  const fields = new Set(ATTRIBUTES.map(({ name }) => name));
  assert.ok(element && element.attributes.length > 5);
  assert.deepEqual(
    element.attributes.filter(({ name }) => !fields.has(name)),
    [],
  );
});

test('the written style sheet sets every custom property but the layer, which is the page’s affair', () => {
  const css = themeCss(presetNamed('Plain').theme);
  assert.ok(element && element.cssProperties.length > 8);
  const unset = element.cssProperties.filter(({ name }) => !css.includes(`  ${name}:`));
  assert.deepEqual(
    unset.map(({ name }) => name),
    ['--tryon-z-index'],
  );
});
