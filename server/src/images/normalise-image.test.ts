import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { DomainError, type ErrorCode } from '@tryon/core/errors';
import sharp, { type Sharp } from 'sharp';
import { type NormalisedImage, normaliseImage } from './normalise-image.js';

type Rgb = readonly [number, number, number];
const RED: Rgb = [210, 40, 40];
const GREEN: Rgb = [40, 160, 60];
const BLUE: Rgb = [40, 70, 200];
const YELLOW: Rgb = [230, 210, 50];

/** Four quarters: red, green above; blue, yellow below. */
function quarterColour(x: number, y: number, width: number, height: number): Rgb {
  const isLeft = x < width / 2;
  if (y < height / 2) return isLeft ? RED : GREEN;
  return isLeft ? BLUE : YELLOW;
}

function paint(width: number, height: number, colourAt: (column: number, row: number) => Rgb): Sharp {
  const data = Buffer.alloc(width * height * 3);
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++)
      data.set(colourAt(column, row), (row * width + column) * 3);
  }
  return sharp(data, { raw: { width, height, channels: 3 } });
}

function quarters(width: number, height: number): Sharp {
  return paint(width, height, (x, y) => quarterColour(x, y, width, height));
}

/** Fine noise over the quarters, so that every part of the file matters. */
function photo(width: number, height: number): Sharp {
  let state = 1;
  return paint(width, height, (x, y) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    const noise = (state >> 16) % 32;
    const [red, green, blue] = quarterColour(x, y, width, height);
    return [Math.min(red + noise, 255), Math.min(green + noise, 255), Math.min(blue + noise, 255)];
  });
}

async function pixelAt(image: NormalisedImage, x: number, y: number): Promise<Rgb> {
  const { data, info } = await sharp(image.bytes).raw().toBuffer({ resolveWithObject: true });
  assert.equal(info.channels, 3);
  const start = (Math.floor(y * info.height) * info.width + Math.floor(x * info.width)) * 3;
  return [data[start]!, data[start + 1]!, data[start + 2]!];
}

function assertNear(actual: Rgb, expected: Rgb, tolerance = 6): void {
  const isNear = actual.every((value, channel) => Math.abs(value - expected[channel]!) <= tolerance);
  assert.ok(isNear, `${actual} is not near ${expected}`);
}

async function assertQuarters(image: NormalisedImage, tolerance?: number): Promise<void> {
  assertNear(await pixelAt(image, 0.25, 0.25), RED, tolerance);
  assertNear(await pixelAt(image, 0.75, 0.25), GREEN, tolerance);
  assertNear(await pixelAt(image, 0.25, 0.75), BLUE, tolerance);
  assertNear(await pixelAt(image, 0.75, 0.75), YELLOW, tolerance);
}

async function assertRefused(bytes: Uint8Array, code: ErrorCode): Promise<void> {
  await assert.rejects(normaliseImage(bytes), (error) => error instanceof DomainError && error.code === code);
}

test('gives an 8-bit sRGB JPEG with its size and hash for each supported format', async () => {
  for (const format of ['jpeg', 'png', 'webp', 'avif'] as const) {
    const image = await normaliseImage(await quarters(120, 80).toFormat(format, { quality: 95 }).toBuffer());
    assert.equal(image.sourceFormat, format);
    assert.equal(image.contentType, 'image/jpeg');
    assert.deepEqual([image.width, image.height], [120, 80]);
    assert.equal(image.sha256, createHash('sha256').update(image.bytes).digest('hex'));
    const metadata = await sharp(image.bytes).metadata();
    assert.deepEqual([metadata.format, metadata.space, metadata.depth], ['jpeg', 'srgb', 'uchar']);
    assert.equal(metadata.chromaSubsampling, '4:4:4');
    await assertQuarters(image);
  }
});

test('gives the same hash for the same upload', async () => {
  const bytes = await photo(300, 200).jpeg().toBuffer();
  assert.equal((await normaliseImage(bytes)).sha256, (await normaliseImage(new Uint8Array(bytes))).sha256);
});

test('shrinks to a longest side of 1,536 and never enlarges', async () => {
  const wide = await normaliseImage(await quarters(3_000, 2_000).jpeg().toBuffer());
  assert.deepEqual([wide.width, wide.height], [1_536, 1_024]);
  await assertQuarters(wide);
  const tall = await normaliseImage(await quarters(1_000, 2_000).png().toBuffer());
  assert.deepEqual([tall.width, tall.height], [768, 1_536]);
  const small = await normaliseImage(await quarters(64, 64).png().toBuffer());
  assert.deepEqual([small.width, small.height], [64, 64]);
});

test('refuses a strip that would be narrower than 64 pixels once shrunk', async () => {
  await assertRefused(await quarters(12_000, 100).png().toBuffer(), 'image_too_small');
});

/** Where a stored pixel is seen, by the EXIF standard's table of which side row 0 and column 0 are. */
const SEEN_AT: Record<
  number,
  (column: number, row: number, width: number, height: number) => [number, number]
> = {
  1: (column, row) => [column, row],
  2: (column, row, width) => [width - 1 - column, row],
  3: (column, row, width, height) => [width - 1 - column, height - 1 - row],
  4: (column, row, _width, height) => [column, height - 1 - row],
  5: (column, row) => [row, column],
  6: (column, row, width) => [width - 1 - row, column],
  7: (column, row, width, height) => [width - 1 - row, height - 1 - column],
  8: (column, row, _width, height) => [row, height - 1 - column],
};

for (let orientation = 1; orientation <= 8; orientation++) {
  test(`turns EXIF orientation ${orientation} upright and forgets it`, async () => {
    const [width, height] = [120, 80];
    const isTurned = orientation >= 5;
    const stored = paint(isTurned ? height : width, isTurned ? width : height, (column, row) => {
      const [x, y] = SEEN_AT[orientation]!(column, row, width, height);
      return quarterColour(x, y, width, height);
    });
    for (const format of ['jpeg', 'png', 'webp'] as const) {
      const bytes = await stored
        .clone()
        .withMetadata({ orientation })
        .toFormat(format, { quality: 95 })
        .toBuffer();
      assert.equal((await sharp(bytes).metadata()).orientation, orientation);
      const image = await normaliseImage(bytes);
      assert.deepEqual([image.width, image.height], [width, height]);
      assert.equal((await sharp(image.bytes).metadata()).orientation, undefined);
      await assertQuarters(image, 8);
    }
  });
}

test('converts a CMYK JPEG', async () => {
  const bytes = await quarters(120, 80).toColourspace('cmyk').jpeg({ quality: 95 }).toBuffer();
  assert.equal((await sharp(bytes).metadata()).space, 'cmyk');
  const image = await normaliseImage(bytes);
  assert.equal((await sharp(image.bytes).metadata()).space, 'srgb');
  // Paper holds fewer colours than a screen.
  await assertQuarters(image, 60);
});

test('converts a 16-bit PNG', async () => {
  const bytes = await quarters(120, 80).toColourspace('rgb16').png().toBuffer();
  assert.equal((await sharp(bytes).metadata()).depth, 'ushort');
  const image = await normaliseImage(bytes);
  assert.equal((await sharp(image.bytes).metadata()).depth, 'uchar');
  await assertQuarters(image);
});

test('makes three channels of a grey picture', async () => {
  for (const space of ['b-w', 'grey16'] as const) {
    const bytes = await quarters(120, 80).toColourspace(space).png().toBuffer();
    assert.equal((await sharp(bytes).metadata()).channels, 1);
    const [red, green, blue] = await pixelAt(await normaliseImage(bytes), 0.75, 0.75);
    assert.ok(red > 150 && Math.abs(red - green) < 4 && Math.abs(green - blue) < 4);
  }
});

test('lays transparency on white', async () => {
  const data = Buffer.alloc(100 * 100 * 4);
  for (let index = 0; index < data.length; index += 4) {
    const alpha = index < data.length / 2 ? 0 : 128;
    data.set([0, 0, 0, alpha], index);
  }
  for (const format of ['png', 'webp', 'avif'] as const) {
    const bytes = await sharp(data, { raw: { width: 100, height: 100, channels: 4 } })
      .toFormat(format, { quality: 95 })
      .toBuffer();
    assert.equal((await sharp(bytes).metadata()).hasAlpha, true);
    const image = await normaliseImage(bytes);
    assertNear(await pixelAt(image, 0.5, 0.25), [255, 255, 255]);
    assertNear(await pixelAt(image, 0.5, 0.75), [127, 127, 127]);
  }
});

test('converts a wide colour profile instead of only dropping it', async () => {
  const colour: Rgb = [200, 90, 90];
  const bytes = await paint(80, 80, () => colour)
    .withIccProfile('p3')
    .png()
    .toBuffer();
  // The same colour as sRGB numbers: `withIccProfile` has converted to P3, the normaliser must convert back.
  assert.notDeepEqual(
    (await sharp(bytes, { ignoreIcc: true }).raw().toBuffer()).subarray(0, 3),
    Buffer.from(colour),
  );
  assertNear(await pixelAt(await normaliseImage(bytes), 0.5, 0.5), colour);
});

test('leaves no EXIF, GPS, XMP, IPTC, profile, comment or appended file in the picture', async () => {
  const plain = await quarters(120, 80)
    .withExif({ IFD0: { Copyright: 'secret-exif' }, IFD3: { GPSLatitude: '51/1 30/1 3230/100' } })
    .withXmp('<x:xmpmeta xmlns:x="adobe:ns:meta/">secret-xmp</x:xmpmeta>')
    .withIccProfile('p3')
    .jpeg()
    .toBuffer();
  const segment = (marker: number, text: string): Buffer =>
    Buffer.concat([Buffer.from([0xff, marker, 0, text.length + 2]), Buffer.from(text, 'latin1')]);
  const bytes = Buffer.concat([
    plain.subarray(0, 2),
    segment(0xed, 'Photoshop 3.0\x008BIM\x04\x04\0\0\0\0\0\x10\x1c\x02\x78\0\x0bsecret-iptc'),
    segment(0xfe, 'secret-comment'),
    plain.subarray(2),
    Buffer.from('<script>secret-appendix</script>'),
  ]);
  const before = await sharp(bytes).metadata();
  assert.ok(before.exif && before.xmp && before.icc && before.iptc);

  const image = await normaliseImage(bytes);
  const after = await sharp(image.bytes).metadata();
  assert.deepEqual([after.exif, after.xmp, after.icc, after.iptc, after.comments], Array(5).fill(undefined));
  const text = image.bytes.toString('latin1');
  for (const trace of ['secret', 'Exif', 'ns.adobe.com', 'Photoshop', 'ICC_PROFILE', 'script']) {
    assert.ok(!text.includes(trace), trace);
  }
});

test('refuses a truncated file of each format as unreadable', async () => {
  for (const format of ['jpeg', 'png', 'webp', 'avif'] as const) {
    const bytes = await photo(400, 300).toFormat(format).toBuffer();
    await normaliseImage(bytes);
    for (const share of [0.3, 0.6, 0.95]) {
      await assertRefused(bytes.subarray(0, Math.floor(bytes.length * share)), 'image_unreadable');
    }
  }
  const progressive = await photo(400, 300).jpeg({ progressive: true }).toBuffer();
  await assertRefused(progressive.subarray(0, progressive.length / 2), 'image_unreadable');
});

test('refuses an AVIF whose pixels are more than it claims', async () => {
  const bytes = Buffer.from(await quarters(2_000, 2_000).avif({ effort: 0, quality: 20 }).toBuffer());
  const size = bytes.indexOf('ispe') + 8;
  bytes.writeUInt32BE(100, size);
  bytes.writeUInt32BE(100, size + 4);
  await assertRefused(bytes, 'image_unreadable');
});

test('says nothing of the decoder in the message that its sender reads', async () => {
  const bytes = await photo(400, 300).jpeg().toBuffer();
  await assert.rejects(normaliseImage(bytes.subarray(0, 5_000)), (error: DomainError) => {
    assert.doesNotMatch(error.message, /vips|premature|buffer/i);
    assert.ok(error.cause instanceof Error);
    return true;
  });
});

test('stops with the reason of its signal', async () => {
  const reason = new Error('the visitor left');
  const bytes = await photo(400, 300).jpeg().toBuffer();
  await assert.rejects(normaliseImage(bytes, { signal: AbortSignal.abort(reason) }), reason);
  const controller = new AbortController();
  const running = normaliseImage(bytes, { signal: controller.signal });
  controller.abort(reason);
  await assert.rejects(running, reason);
});
