import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { before, describe, test } from 'node:test';
import { extractFlatGarment } from '../garment/extract-flat.js';
import type { TopGarment } from '../garment/garment.js';
import { demoGarment } from '../garment/test-pictures.js';
import type { Body } from '../person/body.js';
import { readBody } from '../person/read-body.js';
import { createRaster, samplePlane } from '../pixels/plane.js';
import type { Plane, Point } from '../pixels/raster.js';
import { type WarpedTop, warpTop } from './warp-top.js';

describe('warp top', () => {
  let body: Body;
  let tee: TopGarment;
  before(async () => {
    const photo = new URL('../../../sandbox/art/models/david.webp', import.meta.url);
    body = await readBody(await readFile(photo));
    tee = extractFlatGarment(await demoGarment('tee-white-print'));
  });

  function coverOf(warped: WarpedTop): (x: number, y: number) => number {
    const planes: Plane[] = [warped.torso.alpha, ...warped.sleeves.map((sleeve) => sleeve.alpha)];
    return (x, y) => Math.max(...planes.map((plane) => samplePlane(plane, x, y)));
  }

  function along(a: Point, b: Point, share: number): Point {
    return { x: a.x + (b.x - a.x) * share, y: a.y + (b.y - a.y) * share };
  }

  test('gives layers of the photo’s size without holes in the trunk', () => {
    const warped = warpTop(tee, body);
    const { width, height } = body.picture;
    const { torso } = warped;
    assert.deepEqual([torso.alpha.width, torso.alpha.height, torso.picture.width], [width, height, width]);
    const cover = coverOf(warped);
    const { leftShoulder, rightShoulder, leftHip } = body.pose;
    const middle = (leftShoulder.x + rightShoulder.x) / 2;
    for (let y = Math.round(leftShoulder.y + body.unit * 0.15); y < leftHip.y - body.unit * 0.1; y++) {
      for (let x = Math.round(middle - body.unit * 0.36); x < middle + body.unit * 0.36; x++) {
        assert.ok(cover(x + 0.5, y + 0.5) > 0.98, `hole at ${x},${y}`);
      }
    }
  });

  test('covers the old top from the armholes to the hem', () => {
    const cover = coverOf(warpTop(tee, body));
    const { top } = body.labels;
    const from = (body.pose.leftShoulder.y + body.unit * 0.2) / body.labelScale;
    let old = 0;
    let bare = 0;
    for (let y = Math.round(from); y < top.height; y++) {
      for (let x = 0; x < top.width; x++) {
        if (top.data[y * top.width + x]! < 0.95) continue;
        old++;
        if (cover((x + 0.5) * body.labelScale, (y + 0.5) * body.labelScale) < 0.5) bare++;
      }
    }
    assert.ok(old > 5000);
    assert.ok(bare < 0.02 * old, `${bare} of ${old} pixels of the old top show`);
  });

  test('ends short sleeves above the elbow and long ones at the wrist', async () => {
    const { pose } = body;
    const arms = [
      [pose.leftShoulder, pose.leftElbow, pose.leftWrist],
      [pose.rightShoulder, pose.rightElbow, pose.rightWrist],
    ] as const;
    const short = coverOf(warpTop(tee, body));
    const long = coverOf(warpTop(extractFlatGarment(await demoGarment('hoodie-grey')), body));
    for (const [shoulder, elbow, wrist] of arms) {
      const upper = along(shoulder, elbow, 0.3);
      const lower = along(elbow, wrist, 0.9);
      const hand = along(elbow, wrist, 1.35);
      assert.ok(short(upper.x, upper.y) > 0.9);
      assert.ok(short(elbow.x, elbow.y) < 0.1);
      assert.ok(long(lower.x, lower.y) > 0.9);
      assert.ok(long(hand.x, hand.y) < 0.1);
    }
  });

  test('runs stripes straight across the chest', () => {
    const { width, height } = tee.picture;
    const striped = createRaster(width, height);
    // Red counts the garment's rows, so every warped pixel tells which row it came from.
    for (let i = 0; i < width * height; i++) striped.data[i * 3] = (Math.floor(i / width) / height) * 255;
    const { torso } = warpTop({ ...tee, picture: striped }, body);
    const y = Math.round(body.pose.leftShoulder.y + body.unit * 0.4);
    const middle = (body.pose.leftShoulder.x + body.pose.rightShoulder.x) / 2;
    const rowAt = (x: number): number =>
      (torso.picture.data[(y * torso.picture.width + Math.round(x)) * 3]! / 255) * height;
    const rows = [-0.3, -0.15, 0, 0.15, 0.3].map((share) => rowAt(middle + share * body.unit));
    assert.ok(Math.max(...rows) - Math.min(...rows) < 0.025 * height, rows.map(Math.round).join(' '));
  });

  test('keeps the print’s proportions on the chest', () => {
    const { width, height } = tee.picture;
    const ramp = createRaster(width, height);
    for (let i = 0; i < width * height; i++) {
      ramp.data[i * 3] = ((i % width) / width) * 255;
      ramp.data[i * 3 + 1] = (Math.floor(i / width) / height) * 255;
    }
    const { torso } = warpTop({ ...tee, picture: ramp }, body);
    const at = (x: number, y: number): Point => {
      const k = (Math.round(y) * torso.picture.width + Math.round(x)) * 3;
      return { x: (torso.picture.data[k]! / 255) * width, y: (torso.picture.data[k + 1]! / 255) * height };
    };
    const x = (body.pose.leftShoulder.x + body.pose.rightShoulder.x) / 2;
    const y = body.pose.leftShoulder.y + body.unit * 0.45;
    const r = body.unit * 0.25;
    const across = at(x + r, y).x - at(x - r, y).x;
    const down = at(x, y + r).y - at(x, y - r).y;
    assert.ok(Math.abs(across / down - 1) < 0.15, `stretched by ${(across / down).toFixed(2)}`);
  });

  test('gives a top without cuffs no sleeves', () => {
    const { left, right } = tee.landmarks;
    const bare = ({ neck, shoulder, armpit, hem }: typeof left) => ({ neck, shoulder, armpit, hem });
    const landmarks = { ...tee.landmarks, left: bare(left), right: bare(right), sleeves: 'none' as const };
    assert.equal(warpTop({ ...tee, landmarks }, body).sleeves.length, 0);
  });

  test('puts the inside of the collar behind the neck, not in front', () => {
    const { torso, behind } = warpTop(tee, body);
    assert.ok(behind);
    let both = 0;
    let shown = 0;
    for (let i = 0; i < behind.alpha.data.length; i++) {
      if (behind.alpha.data[i]! > 0.5) shown++;
      if (behind.alpha.data[i]! > 0.5 && torso.alpha.data[i]! > 0.5) both++;
    }
    assert.ok(shown > 100);
    assert.equal(both, 0);
  });
});
