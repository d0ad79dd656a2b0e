import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import sharp from 'sharp';
import { loadPreviewEngine, type PreviewEngine } from './preview.js';
import { blank, cup, garment, model, refusalOf, request } from './testing/preview-pictures.js';

describe('a preview that is refused', { timeout: 240_000 }, () => {
  let engine: PreviewEngine;
  let amara: Uint8Array;
  before(async () => {
    engine = await loadPreviewEngine();
    amara = await model('amara');
  });

  it('refuses a photo without a person', async () => {
    const tee = await garment('tee-navy');
    assert.equal(await refusalOf(engine, request(await cup(), tee)), 'no_person');
    assert.equal(await refusalOf(engine, request(await blank(), tee)), 'no_person');
    for (const empty of ['tee-white-print', 'hoodie-grey', 'sweater-oatmeal', 'dress-floral']) {
      assert.equal(await refusalOf(engine, request(await garment(empty), tee)), 'no_person', empty);
    }
  });

  it('refuses people it cannot dress honestly: several, lying, or cut off at the chest', async () => {
    const tee = await garment('tee-navy');
    const [one, two] = await Promise.all([amara, model('kenji')]);
    const canvas = { width: 1100, height: 1152, channels: 3, background: '#d0d0d0' } as const;
    const crop = (photo: Uint8Array): Promise<Buffer> =>
      sharp(photo).extract({ left: 110, top: 0, width: 550, height: 1152 }).png().toBuffer();
    const both = await sharp({ create: canvas })
      .composite([
        { input: await crop(one), left: 0, top: 0 },
        { input: await crop(two), left: 550, top: 0 },
      ])
      .png()
      .toBuffer();
    assert.equal(await refusalOf(engine, request(both, tee)), 'no_person', 'several people');
    assert.equal(
      await refusalOf(engine, request(await sharp(one).rotate(90).png().toBuffer(), tee)),
      'no_person',
      'lying',
    );
    const bust = await sharp(one).extract({ left: 200, top: 0, width: 370, height: 340 }).png().toBuffer();
    assert.equal(await refusalOf(engine, request(bust, tee)), 'no_person', 'cut off at the chest');
  });

  it('refuses a garment picture without a garment', async () => {
    assert.equal(await refusalOf(engine, request(await model('david'), await blank())), 'garment_not_found');
  });

  it('asks for the legs before it puts trousers or a skirt on somebody', async () => {
    const bust = await sharp(amara).extract({ left: 100, top: 0, width: 568, height: 560 }).png().toBuffer();
    for (const name of ['jeans-blue', 'skirt-midi-green']) {
      assert.equal(await refusalOf(engine, request(bust, await garment(name))), 'legs_not_visible', name);
    }
    const { category } = await engine.render(request(bust, await garment('dress-floral')));
    assert.equal(category, 'one-pieces');
  });

  it('refuses bytes that are no picture', async () => {
    const text = new TextEncoder().encode('not a picture');
    assert.equal(await refusalOf(engine, request(text, await garment('tee-navy'))), 'image_unreadable');
    assert.equal(await refusalOf(engine, request(await model('david'), text)), 'image_unreadable');
  });
});
