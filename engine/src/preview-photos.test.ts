import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { before, describe, it } from 'node:test';
import sharp from 'sharp';
import { loadPreviewEngine, type PreviewEngine } from './preview.js';
import { differentPixels, labAt, model, pixelsOf, refusalOf, request } from './testing/preview-pictures.js';

const photos = new URL('../../../shared/photos/', import.meta.url);
const skip = existsSync(photos) ? false : 'the real photos are not part of the project';

describe('a preview of real photos', { timeout: 240_000 }, () => {
  let engine: PreviewEngine;
  before(async () => {
    engine = await loadPreviewEngine();
  });

  it('dresses a seated man in a photo with a tee another man wears', { skip }, async () => {
    const person = await readFile(new URL('person.webp', photos));
    const result = await engine.render(request(person, await readFile(new URL('tee-worn.webp', photos))));
    assert.deepEqual([result.width, result.height, result.garmentPhotoType], [832, 1248, 'model']);
    const [old, now] = await Promise.all([pixelsOf(person), pixelsOf(result.picture)]);
    assert.equal(differentPixels(old, now, { x0: 410, y0: 60, x1: 560, y1: 240 }), 0, 'face');
    assert.equal(differentPixels(old, now, { x0: 80, y0: 640, x1: 180, y1: 750 }), 0, 'hand');
    assert.ok(labAt(now, 560, 520, 12)[0] < 15, 'the chest is not black');
  });

  it('leaves the black trousers under a black tee where they are, however the picture was encoded', {
    skip,
  }, async () => {
    const tee = await readFile(new URL('tee-worn.webp', photos));
    const person = await readFile(new URL('person.webp', photos));
    for (const quality of [95, 90, 80]) {
      const result = await engine.render(request(person, await sharp(tee).jpeg({ quality }).toBuffer()));
      const lap = labAt(await pixelsOf(result.picture), 440, 745, 8);
      assert.ok(lap[0] > 50, `quality ${quality}: the trousers came along`);
    }
  });

  it('refuses to take a tee off a man whose hand lies on its hem', { skip }, async () => {
    const seated = await readFile(new URL('person.webp', photos));
    assert.equal(await refusalOf(engine, request(await model('david'), seated)), 'garment_occluded');
  });
});
