import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { before, describe, it } from 'node:test';
import { loadPersonNets } from '../models/runtime.js';
import type { Body, Pose } from '../person/body.js';
import { findPose } from '../person/pose.js';
import { readBodyIn } from '../person/read-body.js';
import { decodePicture } from '../pixels/decode.js';
import type { Raster } from '../pixels/raster.js';
import { PreviewRefusal } from '../refusal.js';
import { extractWornGarment } from './extract-worn.js';
import { extractWornBottom } from './extract-worn-bottom.js';
import { findWearer } from './find-wearer.js';

const art = new URL('../../../sandbox/art/', import.meta.url);

describe('a garment on a person', { timeout: 60_000 }, () => {
  let picture: Raster;
  let pose: Pose;
  let body: Body;
  before(async () => {
    picture = await decodePicture(await readFile(new URL('models/lukas.webp', art)), 1000);
    pose = findPose(await loadPersonNets(), picture);
    body = await readBodyIn(picture, pose);
  });

  it('is told from a garment on its own', async () => {
    assert.ok(await findWearer(picture));
    for (const name of ['hoodie-grey', 'sweater-oatmeal', 'tee-navy', 'dress-floral']) {
      const alone = await decodePicture(await readFile(new URL(`garments/${name}.webp`, art)), 1000);
      assert.equal(await findWearer(alone), undefined, name);
    }
  });

  it('comes off with its own landmarks and without its wearer', async () => {
    const garment = extractWornGarment(body);
    assert.equal(garment.source, 'model');
    const { left, right, sleeves } = garment.landmarks;
    assert.equal(sleeves, 'short');
    assert.ok(left.shoulder.x < left.neck.x && left.neck.x < right.neck.x && right.neck.x < right.shoulder.x);
    assert.ok(left.armpit.y > left.shoulder.y && left.hem.y > left.armpit.y);
    const alphaAt = (x: number, y: number): number =>
      garment.alpha.data[Math.round(y) * garment.alpha.width + Math.round(x)]!;
    const middle = (left.hem.x + right.hem.x) / 2;
    assert.equal(alphaAt(middle, (left.armpit.y + left.hem.y) / 2), 1);
    assert.equal(alphaAt(pose.nose.x, pose.nose.y), 0);
    assert.equal(alphaAt(pose.leftWrist.x, pose.leftWrist.y), 0);
    assert.equal(alphaAt(middle, Math.max(left.hem.y, right.hem.y) + 30), 0);
  });

  it('keeps its seat whole down to the crotch when it is a pair of trousers', () => {
    const widths = extractWornBottom(body).body.map(({ left, right }) => right.x - left.x);
    for (const [k, width] of widths.entries()) {
      assert.ok(width > 0.8 * widths[0]!, `rung ${k} is ${width.toFixed(0)} px of ${widths[0]!.toFixed(0)}`);
    }
  });

  it('comes off a wearer whose head is not in the picture, without arms and trousers', async () => {
    const top = Math.round(pose.leftShoulder.y) - 50;
    const bytes = picture.data.subarray(top * picture.width * 3, (top + 480) * picture.width * 3);
    const cropped = { width: picture.width, height: 480, data: bytes.slice() };
    const wearer = await findWearer(cropped);
    assert.equal(wearer?.headless, true);
    const { alpha, landmarks } = extractWornGarment(await readBodyIn(cropped, wearer.pose));
    assert.equal(landmarks.sleeves, 'short');
    const alphaAt = (x: number, y: number): number =>
      alpha.data[Math.round(y) * alpha.width + Math.round(x)]!;
    assert.equal(alphaAt(pose.leftShoulder.x, pose.leftShoulder.y - top + 30), 1);
    for (const joint of [pose.leftWrist, pose.rightWrist]) assert.equal(alphaAt(joint.x, joint.y - top), 0);
    assert.equal(alphaAt((pose.leftHip.x + pose.rightHip.x) / 2, pose.leftHip.y - top + 60), 0);
  });

  it('is refused when an arm lies across it', async () => {
    const data = picture.data.slice();
    const skin = ((Math.round(pose.nose.y) + 4) * picture.width + Math.round(pose.nose.x)) * 3;
    const y0 = Math.round(pose.leftShoulder.y + (pose.leftHip.y - pose.leftShoulder.y) * 0.45);
    for (let y = y0; y < y0 + 52; y++) {
      for (let x = Math.round(pose.rightShoulder.x); x < pose.leftShoulder.x; x++) {
        for (let c = 0; c < 3; c++) data[(y * picture.width + x) * 3 + c] = picture.data[skin + c]!;
      }
    }
    const folded: Pose = {
      ...pose,
      leftElbow: { x: pose.leftShoulder.x, y: y0 + 26, score: 0.9 },
      leftWrist: { x: pose.rightShoulder.x + 20, y: y0 + 26, score: 0.9 },
    };
    const occluded = await readBodyIn({ ...picture, data }, folded);
    assert.throws(
      () => extractWornGarment(occluded),
      (error) => {
        assert.ok(error instanceof PreviewRefusal);
        assert.equal(error.code, 'garment_occluded');
        return true;
      },
    );
  });
});
