import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createRaster } from '../pixels/plane.js';
import type { Raster } from '../pixels/raster.js';
import { lightUp, photoLight } from './photo-light.js';

/** A grey scene with a white wall in a tenth of it, in the given light. */
function scene(red: number, green: number, blue: number): Raster {
  const picture = createRaster(100, 100);
  for (let i = 0; i < 10_000; i++) {
    const tone = i < 1000 ? 240 : 40 + (i % 90);
    picture.data.set([tone * red, tone * green, tone * blue], i * 3);
  }
  return picture;
}

test('leaves a garment as it is in a well lit, neutral photo, dark as the things in it may be', () => {
  assert.deepEqual(photoLight(scene(1, 1, 1)), [1, 1, 1]);
  assert.deepEqual(photoLight(scene(0.9, 0.9, 0.9)), [1, 1, 1]);
});

test('darkens a garment for a photo taken at dusk, but never to black', () => {
  const [r, g, b] = photoLight(scene(0.6, 0.6, 0.6));
  assert.ok(r > 0.6 && r < 0.8 && r === g && g === b, `${r} ${g} ${b}`);
  assert.ok(photoLight(scene(0.1, 0.1, 0.1))[0] > 0.6);
});

test('warms a garment for a photo taken under a lamp, less than the lamp warms a wall', () => {
  const [r, g, b] = photoLight(scene(1, 0.88, 0.7));
  assert.ok(r > g && g > b, `${r} ${g} ${b}`);
  assert.ok(b / r > 0.75 && b / r < 0.93, `${r} ${g} ${b}`);
  const cloth = createRaster(1, 1);
  cloth.data.set([100, 100, 100]);
  lightUp(cloth, [r, g, b]);
  assert.ok(cloth.data[0]! > cloth.data[2]!);
});
