import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { loadPreviewEngine, type PreviewEngine } from './preview.js';
import { differentPixels, garment, labAt, model, pixelsOf, request } from './testing/preview-pictures.js';

describe('a preview of trousers, skirts and dresses', { timeout: 240_000 }, () => {
  let engine: PreviewEngine;
  let amara: Uint8Array;
  before(async () => {
    engine = await loadPreviewEngine();
    amara = await model('amara');
  });

  it('puts trousers on a person and leaves top, hands, face and shoes alone', async () => {
    const [old, result] = await Promise.all([
      pixelsOf(amara),
      engine.render(request(amara, await garment('chinos-sand'))),
    ]);
    assert.equal(result.category, 'bottoms');
    const now = await pixelsOf(result.picture);
    for (const [part, box] of Object.entries({
      head: { x0: 320, y0: 40, x1: 450, y1: 210 },
      chest: { x0: 320, y0: 260, x1: 460, y1: 560 },
      hand: { x0: 180, y0: 560, x1: 235, y1: 660 },
      shoes: { x0: 270, y0: 1085, x1: 500, y1: 1140 },
    })) {
      assert.equal(differentPixels(old, now, box), 0, part);
    }
    for (const [x, y] of [
      [300, 800],
      [470, 800],
      [310, 1000],
    ] as const) {
      const [l, , b] = labAt(now, x, y, 6);
      assert.ok(l > 55 && b > 12, `the trousers are not sand at ${x}, ${y}: ${l} ${b}`);
    }
  });

  it('hangs a skirt from the waist and bares the legs below it', async () => {
    const result = await engine.render(request(amara, await garment('skirt-midi-green')));
    assert.equal(result.category, 'bottoms');
    assert.deepEqual(
      result.warnings.map((warning) => warning.code),
      ['bare_legs_guessed'],
    );
    const now = await pixelsOf(result.picture);
    // Cloth hangs between the knees where there was ground, and the shins are skin of the arms' tone.
    assert.ok(labAt(now, 384, 800, 6)[1] < -15, 'no green between the knees');
    const shin = labAt(now, 303, 1035, 4);
    const arm = labAt(await pixelsOf(amara), 228, 480, 4);
    assert.ok(Math.hypot(...shin.map((v, c) => v - arm[c]!)) < 22, `${shin} is not like ${arm}`);
  });

  it('keeps a dress at its own length and undistorted', async () => {
    const result = await engine.render(request(amara, await garment('dress-floral')));
    assert.equal(result.category, 'one-pieces');
    const now = await pixelsOf(result.picture);
    // Petrol under flowers: of a patch between the knees, where there was ground, most is dark.
    let dark = 0;
    for (let y = 760; y < 840; y += 4)
      for (let x = 364; x < 404; x += 4) if (labAt(now, x, y, 1)[0] < 45) dark++;
    assert.ok(dark > 100, `${dark} of 200 points between the knees are dark`);
    const shin = labAt(now, 303, 1000, 4);
    assert.ok(shin[1] > 8 && shin[2] > 8, `the dress hides the calf: ${shin}`);
  });

  it('takes announced trousers off their wearer, and a dress without being told', async () => {
    const person = await model('kenji');
    const worn = await engine.render(request(person, await model('lukas'), { category: 'bottoms' }));
    assert.deepEqual([worn.category, worn.garmentPhotoType], ['bottoms', 'model']);
    const [l, , b] = labAt(await pixelsOf(worn.picture), 300, 800, 8);
    assert.ok(l < 50 && b < -12, `the trousers are not denim: ${l} ${b}`);
    const dressed = await engine.render(request(await model('sofia'), await garment('dress-floral')));
    const again = await engine.render(request(person, dressed.picture));
    assert.deepEqual([again.category, again.garmentPhotoType], ['one-pieces', 'model']);
  });
});
