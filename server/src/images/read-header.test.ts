import assert from 'node:assert/strict';
import { test } from 'node:test';
import { crc32, deflateSync } from 'node:zlib';
import { DomainError, type ErrorCode } from '@tryon/core/errors';
import sharp from 'sharp';
import { readHeader } from './read-header.js';

const picture = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: '#468' } });

async function assertRefused(bytes: Uint8Array, code: ErrorCode, words = /./): Promise<void> {
  await assert.rejects(readHeader(bytes), (error) => {
    assert.ok(error instanceof DomainError);
    assert.equal(error.code, code);
    assert.match(error.message, words);
    return true;
  });
}

function pngChunk(type: string, data: Buffer): Buffer {
  const chunk = Buffer.alloc(12 + data.length);
  chunk.writeUInt32BE(data.length, 0);
  chunk.write(type, 4, 'latin1');
  data.copy(chunk, 8);
  chunk.writeUInt32BE(crc32(chunk.subarray(4, 8 + data.length)), 8 + data.length);
  return chunk;
}

/** A PNG of one bit a pixel, all black. */
function blackPng(width: number, height: number): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header[8] = 1;
  const rows = deflateSync(Buffer.alloc((1 + Math.ceil(width / 8)) * height), { level: 9 });
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    pngChunk('IHDR', header),
    pngChunk('IDAT', rows),
    pngChunk('IEND', Buffer.alloc(0)),
  ]);
}

test('reads format and size of each supported format', async () => {
  for (const format of ['jpeg', 'png', 'webp', 'avif'] as const) {
    const bytes = await picture(96, 64).toFormat(format).toBuffer();
    assert.deepEqual(await readHeader(bytes), { format, width: 96, height: 64 });
  }
});

test('refuses a PNG of 20,000 x 20,000 pixels in 50 kB without decoding it', async () => {
  const bytes = blackPng(20_000, 20_000);
  assert.ok(bytes.length > 40_000 && bytes.length < 60_000, `${bytes.length} bytes`);
  const before = performance.now();
  await assertRefused(bytes, 'image_too_many_pixels', /20000 x 20000/);
  // Decoding would take half a second at the least.
  assert.ok(performance.now() - before < 200);
  // The same answer where there are no pixels to decode proves that none were.
  await assertRefused(bytes.subarray(0, 200), 'image_too_many_pixels');
});

test('takes exactly 4,096 x 4,096 pixels and not one row more', async () => {
  assert.deepEqual(await readHeader(blackPng(4_096, 4_096)), { format: 'png', width: 4_096, height: 4_096 });
  await assertRefused(blackPng(4_096, 4_097), 'image_too_many_pixels');
});

test('refuses a file of 11 MB whatever is in it', async () => {
  await assertRefused(Buffer.alloc(11 * 1024 * 1024), 'image_too_large', /10 MB/);
});

test('refuses a picture of 1 x 1 pixels, and any with a side under 64', async () => {
  for (const format of ['jpeg', 'png', 'webp', 'avif'] as const) {
    await assertRefused(await picture(1, 1).toFormat(format).toBuffer(), 'image_too_small', /1 x 1/);
  }
  await assertRefused(await picture(500, 63).png().toBuffer(), 'image_too_small', /64/);
});

test('refuses zero bytes, a text named .jpg, SVG, HTML and GIF as unsupported', async () => {
  const svg =
    '<svg xmlns="http://www.w3.org/2000/svg" width="600" height="600"><rect width="600" height="600"/></svg>';
  await assertRefused(Buffer.alloc(0), 'image_unsupported', /an empty file/);
  await assertRefused(Buffer.from('photo of me\n'), 'image_unsupported', /a text/);
  await assertRefused(Buffer.from(svg), 'image_unsupported', /an SVG drawing/);
  await assertRefused(Buffer.from('<html><body>404</body></html>'), 'image_unsupported', /a web page/);
  await assertRefused(await picture(96, 96).gif().toBuffer(), 'image_unsupported', /a GIF picture/);
});

test('refuses an animated picture', async () => {
  const raw = { width: 64, height: 128, pageHeight: 64, channels: 3 } as const;
  const bytes = await sharp(Buffer.alloc(64 * 128 * 3).fill(200, 0, 64 * 64 * 3), { raw })
    .webp()
    .toBuffer();
  await assertRefused(bytes, 'image_animated');
});

test('refuses magic bytes with nothing sensible behind them as unreadable', async () => {
  for (const start of [
    '\xff\xd8\xff\xe0',
    '\x89PNG\r\n\x1a\n',
    'RIFF\xff\0\0\0WEBPVP8 ',
    '\0\0\0\x18ftypavif\0\0\0\0mif1avif',
  ]) {
    await assertRefused(
      Buffer.concat([Buffer.from(start, 'latin1'), Buffer.alloc(500, 'x')]),
      'image_unreadable',
    );
    await assertRefused(Buffer.from(start, 'latin1'), 'image_unreadable');
  }
});
