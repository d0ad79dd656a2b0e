import assert from 'node:assert/strict';
import { test } from 'node:test';
import { erode } from '../pixels/morphology.js';
import { createPlane, createRaster, mapPlane } from '../pixels/plane.js';
import type { Raster } from '../pixels/raster.js';
import { PreviewRefusal } from '../refusal.js';
import { extractFlatGarment } from './extract-flat.js';
import { demoGarment } from './test-pictures.js';

const tops = [
  'tee-white-print',
  'tee-navy',
  'tee-coral-women',
  'hoodie-grey',
  'sweater-oatmeal',
  'shirt-oxford-blue',
];

function refusesAsNotFound(error: unknown): boolean {
  return error instanceof PreviewRefusal && error.code === 'garment_not_found';
}

for (const name of tops) {
  test(`leaves the soft shadow of ${name} behind`, async () => {
    const picture = await demoGarment(name);
    const { alpha } = extractFlatGarment(picture);
    const { width, height } = picture;
    // Ground and shadow are lighter than every garment there: above 236, and so are their neighbours.
    const light = mapPlane(createPlane(width, height), (_, i) =>
      Math.min(picture.data[i * 3]!, picture.data[i * 3 + 1]!, picture.data[i * 3 + 2]!) >= 236 ? 1 : 0,
    );
    const ground = erode(light, 1);
    let taken = 0;
    let bright = 0;
    for (let i = 0; i < width * height; i++) {
      // The print's sun is as light as the ground.
      const inPrint = Math.hypot((i % width) - 384, Math.floor(i / width) - 354) < 140;
      if (ground.data[i] === 0 || inPrint) continue;
      bright++;
      if (alpha.data[i]! > 0.5) taken++;
    }
    assert.ok(bright > 0.3 * width * height);
    assert.ok(taken < 0.001 * bright, `${taken} of ${bright} light pixels were taken along`);
  });
}

test('gives edge pixels the garment’s colour only', async () => {
  const { picture, alpha } = extractFlatGarment(await demoGarment('tee-navy'));
  let edge = 0;
  for (let i = 0; i < alpha.data.length; i++) {
    if (alpha.data[i]! < 0.1 || alpha.data[i]! > 0.9) continue;
    edge++;
    assert.ok(picture.data[i * 3]! < 150, `a red of ${picture.data[i * 3]} fringes the navy tee`);
  }
  assert.ok(edge > 500);
});

test('marks the inside of the back, between the rim and the front neckline', async () => {
  const garment = extractFlatGarment(await demoGarment('tee-navy'));
  assert.ok(garment.backCollar);
  const { width, data } = garment.backCollar;
  const front = garment.landmarks.neckFront;
  assert.ok(Math.abs(front.x - 383) < 30 && Math.abs(front.y - 147) < 8, `${front.x},${front.y}`);
  assert.equal(data[143 * width + 383], 1);
  assert.equal(data[170 * width + 383], 0);
});

/** Share of the picture that the cut-out covers. */
function coverage(picture: Raster): number {
  const { alpha } = extractFlatGarment(picture);
  return alpha.data.reduce((sum, v) => sum + v, 0) / alpha.data.length;
}

test('cuts the same garment out of a ground that falls off to one side', async () => {
  const picture = await demoGarment('tee-white-print');
  const dimmed = createRaster(picture.width, picture.height);
  for (let i = 0; i < picture.data.length; i++) {
    const y = Math.floor(i / 3 / picture.width) / picture.height;
    dimmed.data[i] = picture.data[i]! * (1 - 0.2 * y);
  }
  assert.ok(Math.abs(coverage(dimmed) - coverage(picture)) < 0.01);
});

test('does not let the ground in where the edge of the picture cuts a white garment off', async () => {
  const picture = await demoGarment('tee-white-print');
  const height = 800;
  const cropped = createRaster(picture.width, height);
  cropped.data.set(picture.data.subarray(0, picture.width * height * 3));
  assert.ok(coverage(cropped) > 0.45);
});

test('refuses a blank picture', () => {
  const blank: Raster = createRaster(400, 500);
  blank.data.fill(247);
  assert.throws(() => extractFlatGarment(blank), refusesAsNotFound);
});

test('refuses a busy picture', () => {
  const busy: Raster = createRaster(400, 500);
  let seed = 7;
  for (let i = 0; i < busy.data.length; i++) {
    seed = (seed * 1103515245 + 12345) % 2147483648;
    busy.data[i] = seed >> 23;
  }
  assert.throws(() => extractFlatGarment(busy), refusesAsNotFound);
});
