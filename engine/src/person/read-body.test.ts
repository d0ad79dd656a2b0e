import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { describe, it } from 'node:test';
import sharp from 'sharp';
import type { Body, Label } from './body.js';
import { readBody } from './read-body.js';

async function bodyOf(name: string): Promise<Body> {
  return readBody(await readFile(new URL(`../../../sandbox/art/models/${name}.webp`, import.meta.url)));
}

/** The likeliest label at a point of the photo. */
function labelAt(body: Body, x: number, y: number): Label {
  const { width } = body.labels.top;
  const i = Math.floor(y / body.labelScale) * width + Math.floor(x / body.labelScale);
  const all = Object.entries(body.labels) as [Label, { data: Float32Array }][];
  return all.reduce((best, entry) => (entry[1].data[i]! > best[1].data[i]! ? entry : best))[0];
}

describe('reading a body', { timeout: 60_000 }, () => {
  it('finds joints, skin, hair, top, trousers and background of a standing person', async () => {
    const body = await bodyOf('sofia');
    const { pose } = body;
    assert.ok(Math.abs(pose.nose.x - 383) < 15 && Math.abs(pose.nose.y - 128) < 15);
    assert.ok(pose.leftShoulder.x > pose.rightShoulder.x, 'left is the person’s own');
    assert.ok(body.unit > 150 && body.unit < 280, `unit ${body.unit}`);
    const expected: [number, number, Label][] = [
      [383, 140, 'skin'],
      [383, 52, 'hair'],
      [330, 180, 'hair'],
      [383, 400, 'top'],
      [262, 320, 'top'],
      [240, 430, 'skin'],
      [548, 480, 'skin'],
      [330, 700, 'bottom'],
      [440, 900, 'bottom'],
      [80, 400, 'background'],
      [700, 900, 'background'],
      [240, 700, 'background'],
    ];
    for (const [x, y, label] of expected) assert.equal(labelAt(body, x, y), label, `at ${x}, ${y}`);
  });

  it('takes a long top for a top in a photo that ends just below it', async () => {
    const whole = await readFile(new URL('../../../sandbox/art/models/sofia.webp', import.meta.url));
    const crop = await sharp(whole).extract({ left: 120, top: 0, width: 530, height: 640 }).png().toBuffer();
    const body = await readBody(crop);
    for (const [x, y] of [
      [263, 480],
      [263, 540],
      [200, 560],
    ] as const) {
      assert.equal(labelAt(body, x, y), 'top', `at ${x}, ${y}`);
    }
  });

  it('gives every pixel posteriors that sum to one', async () => {
    const { labels } = await bodyOf('kenji');
    const planes = Object.values(labels);
    for (let i = 0; i < labels.top.data.length; i += 97) {
      const sum = planes.reduce((total, plane) => total + plane.data[i]!, 0);
      assert.ok(Math.abs(sum - 1) < 1e-3, `${sum} at ${i}`);
    }
  });
});
