import assert from 'node:assert/strict';
import { test } from 'node:test';
import sharp from 'sharp';
import { describeUnsupported, sniffFormat } from './sniff-format.js';

const picture = () => sharp({ create: { width: 8, height: 8, channels: 3, background: '#468' } });

test('tells JPEG, PNG, WebP and AVIF by their bytes', async () => {
  assert.deepEqual(sniffFormat(await picture().jpeg().toBuffer()), { format: 'jpeg', animated: false });
  assert.deepEqual(sniffFormat(await picture().png().toBuffer()), { format: 'png', animated: false });
  assert.deepEqual(sniffFormat(await picture().webp().toBuffer()), { format: 'webp', animated: false });
  assert.deepEqual(sniffFormat(await picture().webp({ lossless: true }).toBuffer()), {
    format: 'webp',
    animated: false,
  });
  assert.deepEqual(sniffFormat(await picture().avif().toBuffer()), { format: 'avif', animated: false });
});

test('reads the view it is given, not the whole buffer below it', async () => {
  const jpeg = await picture().jpeg().toBuffer();
  const padded = Buffer.concat([Buffer.from('padding'), jpeg]);
  assert.equal(
    sniffFormat(new Uint8Array(padded.buffer, padded.byteOffset + 7, jpeg.length))?.format,
    'jpeg',
  );
  assert.equal(sniffFormat(padded), undefined);
});

test('sees an animated WebP', async () => {
  const frames = { width: 8, height: 16, pageHeight: 8, channels: 3 } as const;
  const bytes = await sharp(Buffer.alloc(8 * 16 * 3).fill(255, 0, 192), { raw: frames })
    .webp({ loop: 0 })
    .toBuffer();
  assert.equal((await sharp(bytes).metadata()).pages, 2);
  assert.deepEqual(sniffFormat(bytes), { format: 'webp', animated: true });
});

test('sees an animated PNG, which an ordinary PNG decoder takes for a still one', async () => {
  const png = await picture().png().toBuffer();
  const acTL = Buffer.from('00000008 6163544c 00000002 00000000 f38d9370'.replaceAll(' ', ''), 'hex');
  const bytes = Buffer.concat([png.subarray(0, 33), acTL, png.subarray(33)]);
  assert.deepEqual(sniffFormat(bytes), { format: 'png', animated: true });
});

test('sees an AVIF image sequence', async () => {
  const bytes = Buffer.from(await picture().avif().toBuffer());
  bytes.write('avis', 8, 'latin1');
  assert.deepEqual(sniffFormat(bytes), { format: 'avif', animated: true });
});

test('is not led astray by headers that end early', () => {
  for (const start of [
    '\xff\xd8',
    '\x89PNG\r\n\x1a\n',
    'RIFF\0\0\0\0WEBP',
    '\0\0\0\x1cftypavif',
    '\xff\xff\xff\xffftypavif',
  ]) {
    for (let length = 0; length <= start.length; length++) {
      assert.doesNotThrow(() => sniffFormat(Buffer.from(start.slice(0, length), 'latin1')));
    }
  }
});

test('does not read a PNG of endless empty chunks to its end', () => {
  const emptyChunks = Buffer.alloc(10 * 1024 * 1024);
  emptyChunks.write('\x89PNG\r\n\x1a\n', 'latin1');
  const before = performance.now();
  assert.equal(sniffFormat(emptyChunks)?.animated, false);
  assert.ok(performance.now() - before < 50);
});

test('names what it does not take', () => {
  const names = {
    'an empty file': '',
    'a GIF picture': 'GIF89a\x01\0\x01\0',
    'a TIFF picture': 'II*\0\x08\0\0\0',
    'a BMP picture': 'BM\x46\0\0\0',
    'a PDF document': '%PDF-1.7\n',
    'a HEIC picture': '\0\0\0\x18ftypheic\0\0\0\0mif1heic',
    'an SVG drawing': '<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg"></svg>',
    'a web page': '<!DOCTYPE html><html><body>photo</body></html>',
    'a text': 'This is not a photo.\r\n',
    'a file of an unknown kind': '\x01\x02\x03\x04',
  };
  for (const [name, start] of Object.entries(names)) {
    const bytes = Buffer.from(start, 'latin1');
    assert.equal(sniffFormat(bytes), undefined);
    assert.equal(describeUnsupported(bytes), name);
  }
});
