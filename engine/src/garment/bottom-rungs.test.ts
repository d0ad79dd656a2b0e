import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import sharp, { type Sharp } from 'sharp';
import { decodePicture } from '../pixels/decode.js';
import type { Raster } from '../pixels/raster.js';
import { extractFlatBottom } from './extract-flat-bottom.js';
import type { Rung } from './garment.js';
import { demoGarment } from './test-pictures.js';

const art = new URL('../../../sandbox/art/', import.meta.url);

const width = (rung: Rung): number => rung.right.x - rung.left.x;

async function pictureOf(image: Sharp): Promise<Raster> {
  return decodePicture(await image.png().toBuffer(), 1000);
}

/** The upper part of the jeans on a white ground: a pair of shorts. */
async function shorts(): Promise<Raster> {
  const upper = await sharp(await readFile(new URL('garments/jeans-blue.webp', art)))
    .extract({ left: 0, top: 0, width: 768, height: 430 })
    .toBuffer();
  return pictureOf(
    sharp({ create: { width: 768, height: 960, channels: 3, background: '#fff' } }).composite([
      { input: upper, left: 0, top: 200 },
    ]),
  );
}

test('tells trousers, shorts and skirts apart by their legs', async () => {
  for (const name of ['jeans-blue', 'chinos-sand']) {
    assert.equal(extractFlatBottom(await demoGarment(name)).shape, 'trousers', name);
  }
  assert.equal(extractFlatBottom(await shorts()).shape, 'shorts');
  const skirt = extractFlatBottom(await demoGarment('skirt-midi-green'));
  assert.equal(skirt.shape, 'skirt');
  assert.equal(skirt.legs, undefined);
  assert.ok(width(skirt.body.at(-1)!) > 1.5 * width(skirt.body[0]!), 'a flared skirt is wider at its hem');
});

test('measures both legs from a shared crotch down to their hems', async () => {
  const { body, legs, alpha } = extractFlatBottom(await demoGarment('jeans-blue'));
  const [left, right] = legs!;
  assert.deepEqual(left[0]!.right, right[0]!.left);
  for (let k = 5; k < left.length; k++) {
    assert.ok(left[k]!.right.x < right[k]!.left.x, `the legs overlap at rung ${k}`);
    for (const rung of [left[k]!, right[k]!]) {
      const x = Math.round((rung.left.x + rung.right.x) / 2);
      assert.ok(
        alpha.data[Math.round(rung.left.y) * alpha.width + x]! > 0.9,
        `rung ${k} is not on the cloth`,
      );
    }
  }
  const rise = left[0]!.right.y - body[0]!.left.y;
  const inseam = left.at(-1)!.left.y - left[0]!.right.y;
  assert.ok(inseam / rise > 2 && inseam / rise < 5, `inseam ${inseam}, rise ${rise}`);
});

test('leaves the shoes and the shirt of a wearer without a head behind', async () => {
  const cropped = sharp(await readFile(new URL('models/david.webp', art))).extract({
    left: 150,
    top: 480,
    width: 470,
    height: 672,
  });
  const garment = extractFlatBottom(await pictureOf(cropped));
  assert.equal(garment.shape, 'trousers');
  // The shoes begin at 1075 of the photo's 1152 rows, the shirt ends at 597.
  const scale = garment.picture.height / 672;
  for (const leg of garment.legs!) assert.ok(leg.at(-1)!.left.y < (1080 - 480) * scale, 'a shoe came along');
  let blue = 0;
  let all = 0;
  for (let i = 0; i < garment.alpha.data.length; i += 7) {
    if (garment.alpha.data[i]! < 0.9) continue;
    all++;
    if (garment.picture.data[i * 3 + 2]! > garment.picture.data[i * 3]! + 25) blue++;
  }
  assert.ok(blue > 0.97 * all, `${blue} of ${all} points are denim`);
});
