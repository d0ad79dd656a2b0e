import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dilate, erode } from './morphology.js';
import { createPlane } from './plane.js';

test('is the maximum and the minimum over the square, at every radius and size', () => {
  for (const [width, height] of [
    [17, 11],
    [5, 23],
    [32, 32],
  ] as const) {
    const plane = createPlane(width, height);
    let seed = 3;
    for (let i = 0; i < plane.data.length; i++) {
      seed = (seed * 1103515245 + 12345) % 2147483648;
      plane.data[i] = (seed >> 8) % 97;
    }
    for (const r of [1, 2, 3, 7]) {
      const most = dilate(plane, r);
      const least = erode(plane, r);
      for (let y = 0; y < height; y++) {
        for (let x = 0; x < width; x++) {
          const around: number[] = [];
          for (let v = Math.max(0, y - r); v <= Math.min(height - 1, y + r); v++) {
            for (let u = Math.max(0, x - r); u <= Math.min(width - 1, x + r); u++) {
              around.push(plane.data[v * width + u]!);
            }
          }
          assert.equal(most.data[y * width + x], Math.max(...around), `dilate ${r} at ${x},${y}`);
          assert.equal(least.data[y * width + x], Math.min(...around), `erode ${r} at ${x},${y}`);
        }
      }
    }
  }
});
