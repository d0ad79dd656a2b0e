import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createPlane, mapPlane } from '../pixels/plane.js';
import type { Plane } from '../pixels/raster.js';
import { waistGap } from './clean-plate.js';

/** 20 x 40 px, 1 between two rows in the middle ten columns. */
function band(from: number, to: number): Plane {
  return mapPlane(createPlane(20, 40), (_, i) => {
    const x = i % 20;
    const y = Math.floor(i / 20);
    return x >= 5 && x < 15 && y >= from && y < to ? 1 : 0;
  });
}

test('draws trousers up to the hem of a top that is shorter than the old one, and not beside it', () => {
  const gap = waistGap(band(25, 40), band(0, 12), band(0, 25), 30);
  assert.ok(gap.data[18 * 20 + 10]! > 0.95, 'between hem and trousers');
  assert.ok(gap.data[18 * 20 + 1]! < 0.05, 'beside the body');
  assert.ok(gap.data[35 * 20 + 10]! < 0.05, 'on the trousers themselves');
  assert.ok(gap.data[6 * 20 + 10]! < 0.05, 'under the top');
});

test('draws nothing where no new top hangs above, or too far above', () => {
  const none = waistGap(band(25, 40), band(0, 0), band(0, 25), 30);
  const far = waistGap(band(25, 40), band(0, 12), band(0, 25), 8);
  for (const gap of [none, far]) assert.ok(gap.data.every((v) => v < 0.05));
});
