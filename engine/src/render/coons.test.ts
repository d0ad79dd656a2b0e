import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Point } from '../pixels/raster.js';
import { coonsPoint, type PatchBoundary, straight } from './coons.js';

const boundary: PatchBoundary = {
  top: (t) => ({ x: 10 + 80 * t, y: 20 - 15 * Math.sin(Math.PI * t) }),
  bottom: (t) => ({ x: 5 + 90 * t, y: 100 + 6 * Math.sin(2 * Math.PI * t) }),
  left: (t) => ({ x: 10 - 5 * t - 4 * Math.sin(Math.PI * t), y: 20 + 80 * t }),
  right: (t) => ({ x: 90 + 5 * t, y: 20 + 80 * t * t }),
};

function same(a: Point, b: Point): void {
  assert.ok(Math.hypot(a.x - b.x, a.y - b.y) < 1e-9, `${a.x},${a.y} is not ${b.x},${b.y}`);
}

test('meets all four boundary curves everywhere', () => {
  for (let k = 0; k <= 10; k++) {
    const t = k / 10;
    same(coonsPoint(boundary, t, 0), boundary.top(t));
    same(coonsPoint(boundary, t, 1), boundary.bottom(t));
    same(coonsPoint(boundary, 0, t), boundary.left(t));
    same(coonsPoint(boundary, 1, t), boundary.right(t));
  }
});

test('is affine on a parallelogram, so that straight stripes stay straight', () => {
  const [a, b, c, d] = [
    { x: 0, y: 0 },
    { x: 40, y: 10 },
    { x: 8, y: 60 },
    { x: 48, y: 70 },
  ] as const;
  const flat: PatchBoundary = {
    top: straight(a, b),
    bottom: straight(c, d),
    left: straight(a, c),
    right: straight(b, d),
  };
  same(coonsPoint(flat, 0.25, 0.5), { x: 14, y: 32.5 });
  same(coonsPoint(flat, 0.8, 0.1), { x: 32.8, y: 14 });
});
