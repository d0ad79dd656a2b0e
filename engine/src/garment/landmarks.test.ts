import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createMask, type Mask } from '../pixels/components.js';
import type { Point } from '../pixels/raster.js';
import { extractFlatGarment } from './extract-flat.js';
import type { TopLandmarks } from './garment.js';
import { findTopLandmarks } from './landmarks.js';
import { demoGarment } from './test-pictures.js';

/** Where a person puts them, in px of the 768 x 960 pictures: shoulder, armpit, hem, cuff outer, cuff inner. */
const expected: Record<string, { left: readonly [number, number][]; right: readonly [number, number][] }> = {
  'tee-white-print': {
    left: [
      [135, 140],
      [182, 388],
      [174, 893],
      [52, 322],
      [163, 405],
    ],
    right: [
      [634, 140],
      [588, 392],
      [592, 893],
      [707, 320],
      [605, 405],
    ],
  },
  'tee-coral-women': {
    left: [
      [112, 145],
      [175, 362],
      [146, 879],
      [55, 290],
      [162, 374],
    ],
    right: [
      [653, 142],
      [588, 364],
      [626, 875],
      [708, 292],
      [604, 380],
    ],
  },
  'hoodie-grey': {
    left: [
      [198, 270],
      [224, 517],
      [237, 848],
      [50, 688],
      [105, 740],
    ],
    right: [
      [594, 270],
      [566, 517],
      [553, 846],
      [716, 732],
      [664, 724],
    ],
  },
  'shirt-oxford-blue': {
    left: [
      [184, 232],
      [213, 468],
      [215, 820],
      [47, 680],
      [103, 698],
    ],
    right: [
      [583, 232],
      [548, 448],
      [550, 821],
      [720, 680],
      [666, 682],
    ],
  },
};

function away(p: Point, [x, y]: readonly [number, number]): number {
  return Math.hypot(p.x - x, p.y - y);
}

for (const [name, marks] of Object.entries(expected)) {
  test(`finds the landmarks of ${name} where a person would put them`, async () => {
    const { landmarks } = extractFlatGarment(await demoGarment(name));
    for (const side of ['left', 'right'] as const) {
      const s = landmarks[side];
      assert.ok(s.cuff);
      const found = [s.shoulder, s.armpit, s.hem, s.cuff.outer, s.cuff.inner];
      for (const [k, p] of found.entries()) {
        assert.ok(
          away(p, marks[side][k]!) < 18,
          `${side} mark ${k} lies at ${p.x.toFixed(0)},${p.y.toFixed(0)}`,
        );
      }
    }
  });
}

test('tells long sleeves from short ones and sees the hood', async () => {
  const read = async (name: string): Promise<TopLandmarks> =>
    extractFlatGarment(await demoGarment(name)).landmarks;
  const navy = await read('tee-navy');
  assert.deepEqual([navy.sleeves, navy.hood], ['short', false]);
  const hoodie = await read('hoodie-grey');
  assert.deepEqual([hoodie.sleeves, hoodie.hood], ['long', true]);
  for (const name of ['sweater-oatmeal', 'shirt-oxford-blue']) {
    const marks = await read(name);
    assert.deepEqual([marks.sleeves, marks.hood], ['long', false], name);
  }
});

function fillPolygon(width: number, height: number, corners: readonly (readonly [number, number])[]): Mask {
  const mask = createMask(width, height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      let inside = false;
      for (let i = 0, j = corners.length - 1; i < corners.length; j = i++) {
        const [ax, ay] = corners[i]!;
        const [bx, by] = corners[j]!;
        if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside;
      }
      mask.data[y * width + x] = inside ? 1 : 0;
    }
  }
  return mask;
}

test('reads a tank top as sleeveless', () => {
  const half: [number, number][] = [
    [150, 60],
    [115, 60],
    [112, 130],
    [85, 190],
    [90, 440],
  ];
  const mirrored = [...half].reverse().map(([x, y]): [number, number] => [400 - x, y]);
  const marks = findTopLandmarks(fillPolygon(400, 500, [[200, 130], ...half, ...mirrored]));
  assert.equal(marks.sleeves, 'none');
  assert.equal(marks.left.cuff, undefined);
  assert.ok(away(marks.left.armpit, [85, 190]) < 14);
  assert.ok(away(marks.left.shoulder, [115, 60]) < 14);
});

test('reads a T-shape with level sleeves', () => {
  const half: [number, number][] = [
    [165, 50],
    [130, 62],
    [20, 110],
    [35, 175],
    [125, 165],
    [122, 450],
  ];
  const mirrored = [...half].reverse().map(([x, y]): [number, number] => [400 - x, y]);
  const marks = findTopLandmarks(fillPolygon(400, 500, [[200, 80], ...half, ...mirrored]));
  assert.equal(marks.sleeves, 'short');
  assert.ok(away(marks.left.armpit, [125, 165]) < 14, JSON.stringify(marks.left));
  assert.ok(away(marks.left.cuff!.outer, [20, 110]) < 14, JSON.stringify(marks.left));
  assert.ok(away(marks.left.cuff!.inner, [35, 175]) < 14, JSON.stringify(marks.left));
});
