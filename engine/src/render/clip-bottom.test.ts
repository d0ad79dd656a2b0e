import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Body, Pose } from '../person/body.js';
import { createPlane, createRaster, mapPlane } from '../pixels/plane.js';
import type { Plane } from '../pixels/raster.js';
import { clipBottom } from './clip-bottom.js';

const at = (x: number, y: number) => ({ x, y, score: 0.9 });

/** Somebody upright in 100 x 200 px: shoulders at 40, hips at 100, so that a body unit is some 40 px. */
const pose: Pose = {
  nose: at(50, 20),
  leftEye: at(53, 17),
  rightEye: at(47, 17),
  leftEar: at(57, 18),
  rightEar: at(43, 18),
  leftShoulder: at(70, 40),
  rightShoulder: at(30, 40),
  leftElbow: at(75, 70),
  rightElbow: at(25, 70),
  leftWrist: at(75, 100),
  rightWrist: at(25, 100),
  leftHip: at(60, 100),
  rightHip: at(40, 100),
  leftKnee: at(60, 150),
  rightKnee: at(40, 150),
  leftAnkle: at(60, 195),
  rightAnkle: at(40, 195),
};

function columns(from: number, to: number): Plane {
  return mapPlane(createPlane(100, 200), (_, i) => (i % 100 >= from && i % 100 < to && i >= 9000 ? 1 : 0));
}

function clipped(sits: boolean): Plane {
  const none = createPlane(100, 200);
  const labels = { background: none, skin: none, hair: none, top: none, bottom: none };
  const picture = createRaster(100, 200);
  const body: Body = { picture, pose, unit: 40, labelScale: 1, small: picture, labels };
  return clipBottom({ picture, alpha: columns(20, 80) }, columns(35, 65), body, sits).alpha;
}

test('keeps new trousers within the hips of somebody who stands, and lets their legs be wide', () => {
  const { data } = clipped(false);
  assert.ok(data[100 * 100 + 25]! < 0.05 && data[100 * 100 + 50]! > 0.95, 'hips');
  assert.ok(data[170 * 100 + 25]! > 0.95, 'legs');
});

test('keeps new trousers within the old ones everywhere on somebody who sits', () => {
  const { data } = clipped(true);
  assert.ok(data[170 * 100 + 25]! < 0.05 && data[170 * 100 + 50]! > 0.95);
});
