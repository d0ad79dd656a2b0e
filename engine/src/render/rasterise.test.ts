import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createPlane, createRaster } from '../pixels/plane.js';
import type { Point } from '../pixels/raster.js';
import { coonsPoint, type PatchBoundary } from './coons.js';
import { createWarpResult, drawMesh, type WarpMesh } from './rasterise.js';

const patch: PatchBoundary = {
  top: (t) => ({ x: 20.3 + 120 * t, y: 31 - 14 * Math.sin(Math.PI * t) }),
  bottom: (t) => ({ x: 12.1 + 140 * t, y: 150 + 9 * Math.sin(3 * t) }),
  left: (t) => ({ x: 20.3 - 8.2 * t - 6 * Math.sin(Math.PI * t), y: 31 + 119 * t }),
  right: (t) => ({ x: 140.3 + 11.8 * t + 5 * Math.sin(Math.PI * t), y: 31 + (119 + 9 * Math.sin(3)) * t }),
};

function gridOf(columns: number, rows: number): WarpMesh {
  const source: Point[] = [];
  const target: Point[] = [];
  for (let r = 0; r < rows; r++) {
    for (let c = 0; c < columns; c++) {
      const u = c / (columns - 1);
      const v = r / (rows - 1);
      source.push({ x: u * 64, y: v * 64 });
      target.push(coonsPoint(patch, u, v));
    }
  }
  return { columns, rows, source, target };
}

test('covers a bent patch without a single crack', () => {
  const picture = createRaster(64, 64);
  const result = createWarpResult(180, 190, 1);
  drawMesh({ picture, masks: [createPlane(64, 64, 1)] }, gridOf(45, 41), result);
  const { width, height, data } = result.masks[0]!;
  let covered = 0;
  for (let y = 0; y < height; y++) {
    const row = [...data.subarray(y * width, (y + 1) * width)];
    const first = row.findIndex((v) => v > 0);
    if (first < 0) continue;
    const last = row.findLastIndex((v) => v > 0);
    // Rows above the arc of the top edge may hold two pieces; below it every row is one run.
    if (y < 34 || y > 148) continue;
    for (let x = first; x <= last; x++) {
      assert.equal(data[y * width + x], 1, `hole at ${x},${y}`);
      covered++;
    }
  }
  assert.ok(covered > 12000);
});

test('carries colours to where the mesh says', () => {
  const picture = createRaster(64, 64);
  for (let y = 0; y < 64; y++) for (let x = 0; x < 64; x++) picture.data[(y * 64 + x) * 3] = x * 4;
  const mesh: WarpMesh = {
    columns: 2,
    rows: 2,
    source: [
      { x: 0, y: 0 },
      { x: 64, y: 0 },
      { x: 0, y: 64 },
      { x: 64, y: 64 },
    ],
    target: [
      { x: 10, y: 10 },
      { x: 138, y: 10 },
      { x: 10, y: 74 },
      { x: 138, y: 74 },
    ],
  };
  const result = createWarpResult(150, 90, 0);
  drawMesh({ picture, masks: [] }, mesh, result);
  const red = (x: number, y: number): number => result.picture.data[(y * 150 + x) * 3]!;
  assert.ok(Math.abs(red(74, 40) - 127) <= 2);
  assert.ok(Math.abs(red(30, 20) - 39) <= 2);
  assert.equal(red(5, 5), 0);
});
