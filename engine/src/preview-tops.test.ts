import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import sharp from 'sharp';
import { labOf } from './pixels/lab.js';
import { loadPreviewEngine, type PreviewEngine, type PreviewResult } from './preview.js';
import { differentPixels, garment, labAt, model, pixelsOf, request } from './testing/preview-pictures.js';

describe('a preview of a top', { timeout: 240_000 }, () => {
  let engine: PreviewEngine;
  let amara: Uint8Array;
  let amaraInNavy: PreviewResult;
  before(async () => {
    engine = await loadPreviewEngine();
    amara = await model('amara');
    amaraInNavy = await engine.render(request(amara, await garment('tee-navy')));
  });

  it('shows the person in the garment and leaves face, hair, hands and surroundings as they are', async () => {
    const result = amaraInNavy;
    assert.deepEqual([result.width, result.height], [768, 1152]);
    assert.equal(result.contentType, 'image/png');
    assert.equal(result.category, 'tops');
    assert.equal(result.garmentPhotoType, 'flat-lay');
    const [old, now] = await Promise.all([pixelsOf(amara), pixelsOf(result.picture)]);
    assert.deepEqual([now.width, now.height], [768, 1152]);
    const head = { x0: 300, y0: 30, x1: 470, y1: 190 };
    const leftHand = { x0: 540, y0: 560, x1: 660, y1: 660 };
    const legs = { x0: 0, y0: 720, x1: 768, y1: 1152 };
    for (const box of [head, leftHand, legs]) assert.equal(differentPixels(old, now, box), 0);
    const [l, a, b] = labAt(now, 382, 400, 15);
    assert.ok(l < 35 && b < -15 && a > -5, `the chest is not navy: ${l} ${a} ${b}`);
    const sleeve = labAt(now, 520, 300, 4);
    assert.ok(sleeve[0] < 35, `the sleeve is not navy: ${sleeve}`);
  });

  it('leaves nothing of a pale old top around a dark new one', async () => {
    const [old, now] = await Promise.all([pixelsOf(amara), pixelsOf(amaraInNavy.picture)]);
    let left = 0;
    let covered = 0;
    for (let y = 250; y < 560; y++) {
      for (let x = 330; x < 440; x++) {
        const k = (y * now.width + x) * 3;
        const wasTop = labOf(old.data[k]!, old.data[k + 1]!, old.data[k + 2]!)[0] > 75;
        const isPale = labOf(now.data[k]!, now.data[k + 1]!, now.data[k + 2]!)[0] > 70;
        if (wasTop) covered++;
        if (wasTop && isPale) left++;
      }
    }
    assert.ok(covered > 25_000, `expected the old top here, found ${covered} px`);
    assert.ok(left < covered * 0.002, `${left} of ${covered} px of the old top are left`);
  });

  it('turns a sideways photo upright and keeps its size', async () => {
    const lying = await sharp(await model('lukas'))
      .rotate(-90)
      .resize({ height: 512 })
      .withMetadata({ orientation: 6 })
      .jpeg({ quality: 95 })
      .toBuffer();
    const result = await engine.render(
      request(lying, await garment('tee-coral-women'), { outputFormat: 'webp' }),
    );
    assert.deepEqual([result.width, result.height, result.contentType], [512, 768, 'image/webp']);
    const [l, a, b] = labAt(await pixelsOf(result.picture), 255, 270, 8);
    assert.ok(a > 25 && b > 20 && l > 45, `the chest is not coral: ${l} ${a} ${b}`);
  });

  it('takes a garment off the person who wears it', async () => {
    const person = await model('ingrid');
    const result = await engine.render(request(person, await model('lukas')));
    assert.equal(result.garmentPhotoType, 'model');
    const [l, a, b] = labAt(await pixelsOf(result.picture), 384, 380, 10);
    assert.ok(a < -8 && b > 10, `the chest is not olive: ${l} ${a} ${b}`);
  });

  it('reads the same garment only once', async () => {
    const again = await engine.render(request(await model('kenji'), await garment('tee-navy')));
    assert.ok(amaraInNavy.timings['garment']! > 100, JSON.stringify(amaraInNavy.timings));
    assert.ok(again.timings['garment']! < 50, JSON.stringify(again.timings));
  });

  it('says so when the garment picture is not of the announced type', async () => {
    const asked = request(await model('sofia'), await garment('tee-navy'), { garmentPhotoType: 'model' });
    const { warnings, garmentPhotoType } = await engine.render(asked);
    assert.equal(garmentPhotoType, 'flat-lay');
    assert.deepEqual(
      warnings.map((warning) => warning.code),
      ['photo_type_differs'],
    );
  });

  it('admits that the arms are guessed when a long-sleeved person gets short sleeves', async () => {
    const inSweater = await engine.render(request(amara, await garment('sweater-oatmeal')));
    assert.deepEqual(inSweater.warnings, []);
    const { warnings } = await engine.render(request(inSweater.picture, await garment('tee-navy')));
    assert.deepEqual(
      warnings.map((warning) => warning.code),
      ['bare_arms_guessed'],
    );
  });

  it('dresses one person though others stand far behind', async () => {
    const small = await sharp(await model('kenji'))
      .resize({ height: 420 })
      .png()
      .toBuffer();
    const { data, info } = await sharp(await model('amara'))
      .raw()
      .toBuffer({ resolveWithObject: true });
    const scene = await sharp({ create: { width: 1100, height: 1152, channels: 3, background: '#d3d3d3' } })
      .composite([
        {
          input: data,
          raw: { width: info.width, height: info.height, channels: info.channels },
          left: 0,
          top: 0,
        },
        { input: small, left: 800, top: 500 },
      ])
      .png()
      .toBuffer();
    const { category } = await engine.render(request(scene, await garment('tee-navy')));
    assert.equal(category, 'tops');
  });
});
