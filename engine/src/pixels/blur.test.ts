import assert from 'node:assert/strict';
import { test } from 'node:test';
import { boxMean, gaussianBlur } from './blur.js';
import { createPlane } from './plane.js';
import type { Plane } from './raster.js';

/** Uneven values of a fixed pattern. */
function uneven(width: number, height: number): Plane {
  const plane = createPlane(width, height);
  plane.data.forEach((_, i) => {
    plane.data[i] = ((i * 7919) % 101) / 100;
  });
  return plane;
}

function meanAround({ width, height, data }: Plane, x: number, y: number, r: number): number {
  let sum = 0;
  let count = 0;
  for (let v = Math.max(0, y - r); v <= Math.min(height - 1, y + r); v++) {
    for (let u = Math.max(0, x - r); u <= Math.min(width - 1, x + r); u++) {
      sum += data[v * width + u]!;
      count++;
    }
  }
  return sum / count;
}

test('a box mean is the mean of what of the box lies in the plane, at any width, height and radius', () => {
  for (const [width, height] of [
    [1, 1],
    [3, 2],
    [9, 1],
    [1, 8],
    [17, 23],
    [32, 5],
  ] as const) {
    for (const radius of [0, 1, 2, 5, 12]) {
      const plane = uneven(width, height);
      const means = boxMean(plane, radius);
      for (let i = 0; i < means.data.length; i++) {
        const expected = meanAround(plane, i % width, Math.floor(i / width), radius);
        assert.ok(
          Math.abs(means.data[i]! - expected) < 1e-6,
          `${width} x ${height}, radius ${radius}, value ${i}: ${means.data[i]} for ${expected}`,
        );
      }
    }
  }
});

test('a Gaussian blur leaves its plane as it is, keeps the sum and spreads by sigma', () => {
  const plane = createPlane(61, 61);
  plane.data[30 * 61 + 30] = 1;
  const blurred = gaussianBlur(plane, 4);
  assert.equal(plane.data[30 * 61 + 30], 1);
  let sum = 0;
  let variance = 0;
  blurred.data.forEach((v, i) => {
    sum += v;
    variance += v * ((i % 61) - 30) ** 2;
  });
  assert.ok(Math.abs(sum - 1) < 1e-5);
  assert.ok(Math.abs(Math.sqrt(variance) - 4) < 0.3, `${Math.sqrt(variance)} px`);
});
