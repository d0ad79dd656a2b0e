import assert from 'node:assert/strict';
import { test } from 'node:test';
import { guidedPlane, guidedShares } from './guided-filter.js';
import { createPlane, createRaster } from './plane.js';
import type { Plane, Raster } from './raster.js';

/** Red left of `edge`, blue right of it. */
function twoColours(width: number, height: number, edge: number): Raster {
  const picture = createRaster(width, height);
  for (let i = 0; i < width * height; i++)
    picture.data.set(i % width < edge ? [210, 40, 30] : [30, 60, 200], i * 3);
  return picture;
}

/** 1 left of `edge`, 0 right of it, and a slope `soft` px wide between. */
function slope(width: number, height: number, edge: number, soft: number): Plane {
  const plane = createPlane(width, height);
  plane.data.forEach((_, i) => {
    plane.data[i] = Math.min(1, Math.max(0, 0.5 + (edge - 0.5 - (i % width)) / soft));
  });
  return plane;
}

function empty(width: number, height: number): Plane {
  return createPlane(width, height);
}

test('a soft edge becomes as sharp as the edge of the guide under it', () => {
  const snapped = guidedPlane(
    { picture: twoColours(41, 30, 20), radius: 4, epsilon: 1e-4 },
    slope(41, 30, 20, 4),
  );
  const row = 15 * 41;
  assert.ok(snapped.data[row + 19]! > 0.75, `${snapped.data[row + 19]}`);
  assert.ok(snapped.data[row + 20]! < 0.25, `${snapped.data[row + 20]}`);
});

test('shares of a small guide come out at a large picture’s size, on its edges and summing to 1', () => {
  const guide = { picture: twoColours(41, 30, 20), radius: 2, epsilon: 1e-4 };
  const left = slope(41, 30, 20, 2);
  const large = twoColours(123, 90, 61);
  const { shares, rest } = guidedShares(guide, [left, empty(41, 30), empty(41, 30), empty(41, 30)], large);
  for (let i = 0; i < rest.data.length; i++) {
    const sum = shares.reduce((total, share) => total + share.data[i]!, rest.data[i]!);
    assert.ok(Math.abs(sum - 1) < 1e-4, `${sum} at ${i}`);
  }
  const row = 45 * 123;
  const [before, after] = [shares[0].data[row + 60]!, rest.data[row + 61]!];
  assert.ok(before > 0.75 && after > 0.75, `${before} and ${after}`);
});

test('a window of the shares is cut out of all of them, whatever its width and height', () => {
  const guide = { picture: twoColours(41, 30, 20), radius: 3, epsilon: 3e-4 };
  const planes = [slope(41, 30, 20, 6), slope(41, 30, 8, 3), empty(41, 30), slope(41, 30, 33, 9)] as const;
  const large = twoColours(130, 300, 64);
  const whole = guidedShares(guide, planes, large);
  for (const window of [
    { left: 0, top: 0, width: 1, height: 1 },
    { left: 13, top: 7, width: 50, height: 131 },
    { left: 127, top: 299, width: 3, height: 1 },
  ]) {
    const part = guidedShares(guide, planes, large, window);
    [...part.shares, part.rest].forEach((plane, k) => {
      const all = [...whole.shares, whole.rest][k]!;
      plane.data.forEach((v, i) => {
        const x = window.left + (i % window.width);
        const y = window.top + Math.floor(i / window.width);
        assert.equal(v, all.data[y * 130 + x]);
      });
    });
  }
});
