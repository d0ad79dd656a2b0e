import assert from 'node:assert/strict';
import { test } from 'node:test';
import { contrastRatio, contrastsOf } from './contrast.js';
import { PRESETS } from './presets.js';
import { COLOURS, FONTS, SHADOWS } from './theme.js';

test('the ratio is that of the WCAG examples, whichever colour comes first', () => {
  assert.equal(contrastRatio('#000000', '#ffffff'), 21);
  assert.equal(contrastRatio('#ffffff', '#ffffff'), 1);
  // The darkest grey that fails on white, and the lightest that passes.
  assert.ok(contrastRatio('#777777', '#ffffff') < 4.5);
  assert.ok(contrastRatio('#ffffff', '#767676') >= 4.5);
});

for (const { name, theme } of PRESETS) {
  test(`everything in the preset ${name} can be told apart, light and dark`, () => {
    for (const scheme of ['light', 'dark'] as const) {
      const low = contrastsOf(theme[scheme]).filter(({ isEnough }) => !isEnough);
      assert.deepEqual(low, [], scheme);
    }
  });

  test(`the preset ${name} is made of what the page's fields can say`, () => {
    assert.ok(FONTS.some(({ value }) => value === theme.font));
    assert.ok(SHADOWS.some(({ value }) => value === theme.shadow));
    for (const { name: colour } of COLOURS) assert.match(theme.light[colour], /^#[0-9a-f]{6}$/);
  });
}
