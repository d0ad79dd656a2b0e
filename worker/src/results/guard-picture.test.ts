// Runs in a process of its own: it measures its event loop.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { createPreviewPool, type PreviewResult } from '@tryon/engine';
import sharp, { type Sharp } from 'sharp';
import { art } from '../testing/art.js';
import { type GuardInputs, guardPicture } from './guard-picture.js';
import { type Part, shrink } from './small-picture.js';
import { MAX_RESULT_PIXELS } from './sound-size.js';

describe('guard picture', () => {
  const MODEL = 'david';
  const GARMENT = 'tee-white-print';
  const pool = createPreviewPool();
  let photo: Buffer;
  let garment: Buffer;
  let rendered: PreviewResult;
  let inputs: Required<GuardInputs>;

  before(async () => {
    [photo, garment] = await Promise.all([art('models', MODEL), art('garments', GARMENT)]);
    rendered = await pool.render({
      person: photo,
      garment,
      category: 'tops',
      garmentPhotoType: 'flat-lay',
      outputFormat: 'png',
    });
    inputs = {
      photo: await shrink(photo, MAX_RESULT_PIXELS),
      garment: await shrink(garment, MAX_RESULT_PIXELS),
      face: await pool.findFace(photo, AbortSignal.timeout(30_000)),
    };
  });
  after(() => pool.close());

  /** What the guard says to a picture: `ok`, or why not. */
  async function verdict(picture: Sharp | Uint8Array, over: GuardInputs = {}): Promise<string> {
    const bytes = picture instanceof Uint8Array ? picture : await picture.toBuffer();
    const outcome = await guardPicture(bytes, { ...inputs, ...over });
    return outcome.ok ? 'ok' : outcome.reason;
  }
  const result = () => sharp(rendered.picture);

  describe('the result guard', () => {
    it('lets a try-on through, in any format, at any usual size, and cut or padded to 2:3 or 3:4', async () => {
      assert.equal(await verdict(result().png()), 'ok');
      assert.equal(await verdict(result().jpeg({ quality: 60 })), 'ok');
      assert.equal(await verdict(result().resize({ width: 384 }).webp()), 'ok');
      assert.equal(await verdict(result().resize(864, 1296, { fit: 'cover' }).jpeg()), 'ok');
      assert.equal(
        await verdict(result().resize(864, 1296, { fit: 'contain', background: '#fff' }).png()),
        'ok',
      );
    });

    it('lets a try-on of another tone through, and one whose face was painted anew a little softer', async () => {
      assert.equal(await verdict(result().modulate({ brightness: 1.08, saturation: 1.1 }).jpeg()), 'ok');
      assert.equal(await verdict(result().blur(2).jpeg()), 'ok');
    });

    it('finds the face of a wide photo that was cut to 2:3 around a person who stands aside', async () => {
      const { width, height } = rendered;
      const wide = (picture: Uint8Array) =>
        sharp(picture)
          .extend({ left: Math.round(width * 0.7), right: width, extendWith: 'copy' })
          .jpeg()
          .toBuffer();
      const photoOf = await shrink(await wide(photo), MAX_RESULT_PIXELS);
      const face = await pool.findFace(await wide(photo), AbortSignal.timeout(30_000));
      assert.ok(face && face.left < 0.45, 'the person stands on the left');
      for (const left of [0.5, 0.7, 0.85]) {
        const cutOut = sharp(await wide(rendered.picture)).extract({
          left: Math.round(width * left),
          top: 0,
          width: Math.round((height * 2) / 3),
          height,
        });
        assert.equal(await verdict(cutOut.jpeg(), { photo: photoOf, face }), 'ok', `${left}`);
      }
    });

    it('refuses the photo handed back, however it was encoded, sized, cut or toned', async () => {
      const back = () => sharp(photo);
      assert.equal(await verdict(photo), 'unchanged');
      assert.equal(await verdict(back().jpeg({ quality: 40 })), 'unchanged');
      assert.equal(await verdict(back().resize({ width: 400 }).webp({ quality: 50 })), 'unchanged');
      assert.equal(await verdict(back().resize(864, 1296, { fit: 'cover' }).jpeg()), 'unchanged');
      assert.equal(await verdict(back().modulate({ brightness: 1.05 }).jpeg()), 'unchanged');
    });

    it('refuses the garment’s picture handed back, also where it was brought to 2:3', async () => {
      const back = () => sharp(garment).flatten({ background: '#ffffff' });
      const fitting = { photo: undefined, face: undefined };
      assert.equal(await verdict(back().jpeg({ quality: 60 }), fitting), 'garment_returned');
      const padded = back().resize(864, 1296, { fit: 'contain', background: '#ffffff' }).jpeg();
      assert.equal(await verdict(padded), 'garment_returned');
      assert.equal(await verdict(back().resize(864, 1296, { fit: 'cover' }).png()), 'garment_returned');
    });

    it('refuses a picture of one colour, with or without noise', async () => {
      for (const background of ['#000000', '#ffffff', '#7f7f80']) {
        const blank = sharp({ create: { width: 768, height: 1152, channels: 3, background } });
        assert.equal(await verdict(blank.jpeg()), 'blank', background);
      }
      const noise = { type: 'gaussian', mean: 120, sigma: 4 } as const;
      const noisy = sharp({ create: { width: 768, height: 1152, channels: 3, background: '#000', noise } });
      assert.equal(await verdict(noisy.jpeg()), 'blank');
    });

    it('refuses an aspect that is neither the photo’s nor one of the field’s own', async () => {
      assert.equal(await verdict(result().resize(1024, 1024, { fit: 'cover' }).jpeg()), 'wrong_aspect');
      assert.equal(await verdict(result().resize(1024, 1024, { fit: 'fill' }).jpeg()), 'wrong_aspect');
      assert.equal(await verdict(result().rotate(90).jpeg()), 'wrong_aspect');
    });

    it('refuses a face that is gone, upside down, somewhere else or another size', async () => {
      const { width, height } = rendered;
      const { face } = inputs;
      assert.ok(face, 'the demo model’s face is found');
      const patch = {
        create: {
          width: Math.round(face.width * width * 1.4),
          height: Math.round(face.height * height * 1.4),
          channels: 3 as const,
          background: '#c9a58a',
        },
      };
      const left = Math.round((face.left - face.width * 0.2) * width);
      const top = Math.max(0, Math.round((face.top - face.height * 0.2) * height));
      assert.equal(
        await verdict(
          result()
            .composite([{ input: patch, left, top }])
            .png(),
        ),
        'face_moved',
      );
      assert.equal(await verdict(result().flip().png()), 'face_moved');
      const lower = await result().extend({ top: 300, extendWith: 'copy' }).png().toBuffer();
      assert.equal(
        await verdict(sharp(lower).extract({ left: 0, top: 0, width, height }).png()),
        'face_moved',
      );
      const small = await result()
        .resize(Math.round(width / 2), Math.round(height / 2))
        .png()
        .toBuffer();
      const backdrop = sharp({ create: { width, height, channels: 3, background: '#dddddd' } });
      assert.equal(await verdict(backdrop.composite([{ input: small }]).png()), 'face_moved');
    });

    it('refuses somebody else’s face in the place of the right one, and not the right one in another light', async () => {
      const { width, height } = rendered;
      const { face } = inputs;
      assert.ok(face);
      const stranger = await art('models', 'sofia');
      const theirs = await pool.findFace(stranger, AbortSignal.timeout(30_000));
      assert.ok(theirs);
      const size = { width: Math.round(face.width * width), height: Math.round(face.height * height) };
      const patch = await sharp(await cutOut(stranger, theirs))
        .resize({ ...size, fit: 'fill' })
        .toBuffer();
      const place = { left: Math.round(face.left * width), top: Math.round(face.top * height) };
      assert.equal(
        await verdict(
          result()
            .composite([{ input: patch, ...place }])
            .png(),
        ),
        'face_moved',
      );
      const shade = Buffer.from(
        `<svg width="${size.width}" height="${size.height}"><defs><linearGradient id="light">
        <stop offset="0" stop-color="#fff" stop-opacity=".3"/><stop offset="1" stop-color="#000" stop-opacity=".3"/>
      </linearGradient></defs><rect width="100%" height="100%" fill="url(#light)"/></svg>`,
      );
      assert.equal(
        await verdict(
          result()
            .composite([{ input: shade, ...place }])
            .jpeg(),
        ),
        'ok',
      );
    });

    it('cannot tell a moved face where none was found, or one too small to be told, and says nothing then', async () => {
      assert.equal(await verdict(result().flip().png(), { face: undefined }), 'ok');
      const speck = { left: 0.5, top: 0.1, width: 0.006, height: 0.004 };
      const cropped = result().flip().resize(768, 1024, { fit: 'cover' }).png();
      assert.equal(await verdict(cropped, { face: speck }), 'ok');
    });

    it('refuses what is no picture, half of one, too small, too large, or of a kind that is not served', async () => {
      const whole = await result().jpeg().toBuffer();
      const svg =
        '<svg xmlns="http://www.w3.org/2000/svg" width="768" height="1152"><rect width="9" height="9"/></svg>';
      const cases: Record<string, Uint8Array> = {
        'an HTML page': new TextEncoder().encode('<html>502</html>'),
        nothing: new Uint8Array(),
        'half a JPEG': whole.subarray(0, whole.byteLength / 2),
        'a stamp': await result().resize(40, 60).png().toBuffer(),
        'an SVG': new TextEncoder().encode(svg),
        'a GIF': await result().resize(200).gif().toBuffer(),
        'a giant': await sharp({ create: { width: 5_000, height: 5_000, channels: 3, background: '#123' } })
          .png()
          .toBuffer(),
      };
      for (const [name, bytes] of Object.entries(cases))
        assert.equal(await verdict(bytes), 'undecodable', name);
    });

    it('lets somebody try on the very picture they are seen in', async () => {
      const same = { garment: inputs.photo };
      assert.equal(await verdict(sharp(photo).jpeg(), same), 'ok');
    });

    it('never holds the event loop for 20 ms', async () => {
      // Of a busy machine each round may be disturbed, but not all of them.
      let quietestMs = Number.POSITIVE_INFINITY;
      for (let round = 0; round < 8; round++) {
        const lag = longestLag();
        await guardPicture(rendered.picture, inputs);
        quietestMs = Math.min(quietestMs, lag.stop());
      }
      assert.ok(quietestMs < 20, `${quietestMs} ms`);
    });
  });

  async function cutOut(picture: Uint8Array, part: Part): Promise<Buffer> {
    const { width, height } = await sharp(picture).metadata();
    return sharp(picture)
      .extract({
        left: Math.round(part.left * width),
        top: Math.round(part.top * height),
        width: Math.round(part.width * width),
        height: Math.round(part.height * height),
      })
      .toBuffer();
  }

  function longestLag() {
    let last = performance.now();
    let worst = 0;
    const timer = setInterval(() => {
      const now = performance.now();
      worst = Math.max(worst, now - last - 1);
      last = now;
    }, 1);
    return {
      stop: () => {
        clearInterval(timer);
        return Math.round(worst);
      },
    };
  }
});
