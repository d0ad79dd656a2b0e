import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { before, describe, it } from 'node:test';
import sharp from 'sharp';
import { labOf } from './pixels/lab.js';
import { loadPreviewEngine, type PreviewEngine, type PreviewRequest, type PreviewResult } from './preview.js';
import { PreviewRefusal, type PreviewRefusalCode } from './refusal.js';

const art = new URL('../../sandbox/art/', import.meta.url);

function model(name: string): Promise<Uint8Array> {
  return readFile(new URL(`models/${name}.webp`, art));
}

function garment(name: string): Promise<Uint8Array> {
  return readFile(new URL(`garments/${name}.webp`, art));
}

/** A drawn cup on a table: a picture of something, but of nobody. */
function cup(): Promise<Uint8Array> {
  const drawing = `<svg xmlns="http://www.w3.org/2000/svg" width="600" height="800">
    <rect width="600" height="800" fill="#cfd8dc"/><rect y="600" width="600" height="200" fill="#8d6e63"/>
    <path d="M180 300h240l-24 320h-192z" fill="#c62828"/><ellipse cx="300" cy="300" rx="120" ry="26" fill="#5d1414"/>
    <path d="M418 360c90-10 90 150-14 150" stroke="#c62828" stroke-width="26" fill="none"/></svg>`;
  return sharp(Buffer.from(drawing)).png().toBuffer();
}

function blank(): Promise<Uint8Array> {
  return sharp({ create: { width: 600, height: 800, channels: 3, background: '#e8e8e8' } })
    .png()
    .toBuffer();
}

function request(
  person: Uint8Array,
  picture: Uint8Array,
  rest: Partial<PreviewRequest> = {},
): PreviewRequest {
  return {
    person,
    garment: picture,
    category: 'auto',
    garmentPhotoType: 'auto',
    outputFormat: 'png',
    ...rest,
  };
}

interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly data: Buffer;
}

async function pixelsOf(encoded: Uint8Array): Promise<Pixels> {
  const { data, info } = await sharp(encoded).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, data };
}

/** Mean Lab colour of a square of `2r + 1` px. */
function labAt(pixels: Pixels, cx: number, cy: number, r: number): [number, number, number] {
  const sum = [0, 0, 0];
  for (let y = cy - r; y <= cy + r; y++) {
    for (let x = cx - r; x <= cx + r; x++) {
      for (let c = 0; c < 3; c++) sum[c] = sum[c]! + pixels.data[(y * pixels.width + x) * 3 + c]!;
    }
  }
  const n = (2 * r + 1) ** 2;
  return labOf(Math.round(sum[0]! / n), Math.round(sum[1]! / n), Math.round(sum[2]! / n));
}

function differentPixels(
  a: Pixels,
  b: Pixels,
  box: { x0: number; y0: number; x1: number; y1: number },
): number {
  let count = 0;
  for (let y = box.y0; y < box.y1; y++) {
    for (let x = box.x0; x < box.x1; x++) {
      const k = (y * a.width + x) * 3;
      if ([0, 1, 2].some((c) => a.data[k + c] !== b.data[k + c])) count++;
    }
  }
  return count;
}

describe('a preview', { timeout: 480_000 }, () => {
  let engine: PreviewEngine;
  let amara: Uint8Array;
  let amaraInNavy: PreviewResult;
  before(async () => {
    engine = await loadPreviewEngine();
    amara = await model('amara');
    amaraInNavy = await engine.render(request(amara, await garment('tee-navy')));
  });

  async function refusalOf(asked: PreviewRequest): Promise<PreviewRefusalCode> {
    try {
      await engine.render(asked);
    } catch (error) {
      assert.ok(error instanceof PreviewRefusal, String(error));
      return error.code;
    }
    return assert.fail('the engine painted something');
  }

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

  it('refuses a photo without a person', async () => {
    const tee = await garment('tee-navy');
    assert.equal(await refusalOf(request(await cup(), tee)), 'no_person');
    assert.equal(await refusalOf(request(await blank(), tee)), 'no_person');
    for (const empty of ['tee-white-print', 'hoodie-grey', 'sweater-oatmeal', 'dress-floral']) {
      assert.equal(await refusalOf(request(await garment(empty), tee)), 'no_person', empty);
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
    assert.equal(await refusalOf(request(both, tee)), 'no_person', 'several people');
    assert.equal(
      await refusalOf(request(await sharp(one).rotate(90).png().toBuffer(), tee)),
      'no_person',
      'lying',
    );
    const bust = await sharp(one).extract({ left: 200, top: 0, width: 370, height: 340 }).png().toBuffer();
    assert.equal(await refusalOf(request(bust, tee)), 'no_person', 'cut off at the chest');
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

  it('refuses a garment picture without a garment', async () => {
    assert.equal(await refusalOf(request(await model('david'), await blank())), 'garment_not_found');
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

  it('asks for the legs before it puts trousers or a skirt on somebody', async () => {
    const bust = await sharp(amara).extract({ left: 100, top: 0, width: 568, height: 560 }).png().toBuffer();
    for (const name of ['jeans-blue', 'skirt-midi-green']) {
      assert.equal(await refusalOf(request(bust, await garment(name))), 'legs_not_visible', name);
    }
    const { category } = await engine.render(request(bust, await garment('dress-floral')));
    assert.equal(category, 'one-pieces');
  });

  it('refuses bytes that are no picture', async () => {
    const text = new TextEncoder().encode('not a picture');
    assert.equal(await refusalOf(request(text, await garment('tee-navy'))), 'image_unreadable');
    assert.equal(await refusalOf(request(await model('david'), text)), 'image_unreadable');
  });

  const photos = new URL('../../../shared/photos/', import.meta.url);
  const skip = existsSync(photos) ? false : 'the real photos are not part of the project';

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
    assert.equal(await refusalOf(request(await model('david'), seated)), 'garment_occluded');
  });
});
