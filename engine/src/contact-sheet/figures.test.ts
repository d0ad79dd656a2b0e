import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { before, describe, it } from 'node:test';
import { decodePicture } from '../pixels/decode.js';
import { loadPreviewEngine, type PreviewExplanation } from '../preview.js';
import { type Figures, measure } from './figures.js';
import { garmentCore } from './garment-core.js';
import { capsulesOf, coverOf, within } from './zones.js';

const art = new URL('../../../sandbox/art/', import.meta.url);

describe('the figures of a picture', { timeout: 120_000 }, () => {
  let explanation: PreviewExplanation;
  let figuresOf: (explanation: PreviewExplanation) => Figures;
  let honest: Figures;
  before(async () => {
    const garment = await readFile(new URL('garments/tee-navy.webp', art));
    const engine = await loadPreviewEngine();
    await engine.render(
      {
        person: await readFile(new URL('models/lukas.webp', art)),
        garment,
        category: 'auto',
        garmentPhotoType: 'auto',
        outputFormat: 'png',
      },
      {
        onExplain: (told) => {
          explanation = told;
        },
      },
    );
    const picture = await decodePicture(garment, 1000);
    const core = await garmentCore(picture);
    figuresOf = (told) => measure(told, picture, core);
    honest = figuresOf(explanation);
  });

  /** The same picture with the pixels of `where` changed. */
  function spoilt(where: Uint8Array, change: (value: number, channel: number, index: number) => number) {
    const data = explanation.picture.data.slice();
    for (let i = 0; i < where.length; i++) {
      if (where[i]) for (let c = 0; c < 3; c++) data[i * 3 + c] = change(data[i * 3 + c]!, c, i);
    }
    return { ...explanation, picture: { ...explanation.picture, data } };
  }

  it('are good of a good picture', () => {
    assert.ok(honest.outside > 0.999 && honest.face === 1 && honest.far === 1, JSON.stringify(honest));
    assert.ok(honest.colour < 3 && honest.palette < 5 && honest.oldLeft < 0.02, JSON.stringify(honest));
  });

  it('see one level of difference in the face', () => {
    const { face } = capsulesOf(explanation.body);
    const changed = figuresOf(spoilt(within(explanation.body, face).data, (v) => (v > 127 ? v - 1 : v + 1)));
    assert.equal(changed.face, 0);
    assert.ok(changed.outside < honest.outside);
    assert.equal(changed.far, 1);
  });

  it('see a wrong hue in the garment, and none in its shade', () => {
    const cover = Uint8Array.from(coverOf(explanation).data, (v) => (v > 0.5 ? 1 : 0));
    const reddened = figuresOf(spoilt(cover, (v, c) => (c === 0 ? v + 40 : v)));
    assert.ok(reddened.colour > honest.colour + 10, JSON.stringify(reddened));
    assert.ok(reddened.palette > honest.palette + 10, JSON.stringify(reddened));
    const shaded = figuresOf(spoilt(cover, (v) => v * 0.85));
    assert.ok(
      shaded.colour < honest.colour + 1.5 && shaded.stain < honest.stain + 1.5,
      JSON.stringify(shaded),
    );
  });

  it('see the old garment beside the new one', () => {
    // The new garment taken to end at the chest, the photo's own pixels below it.
    const { body, layers } = explanation;
    const { width, height } = body.picture;
    const middle = Math.round((body.pose.leftShoulder.y + body.pose.leftHip.y) / 2);
    const below = Uint8Array.from({ length: width * height }, (_, i) => (i >= middle * width ? 1 : 0));
    const halved = layers.map((layer) => ({
      ...layer,
      alpha: { ...layer.alpha, data: layer.alpha.data.map((v, i) => (below[i] ? 0 : v)) },
    }));
    const cut = spoilt(below, (_, c, i) => body.picture.data[i * 3 + c]!);
    const figures = figuresOf({ ...cut, layers: halved });
    assert.ok(figures.oldLeft > 0.25, JSON.stringify(figures));
  });
});
