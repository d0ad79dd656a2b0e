import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { deflateSync } from 'node:zlib';
import { findUnpurgedImages } from '@tryon/core/images/repository';
import { StorageError } from '@tryon/core/storage/storage';
import sharp from 'sharp';
import { art, plainJpeg } from '../testing/pictures.js';
import { startTestServer, type TestServer } from '../testing/test-server.js';

describe('images', () => {
  let server: TestServer;
  before(async () => {
    server = await startTestServer();
  });
  after(() => server.close());

  const upload = (
    file: Uint8Array | string,
    key = server.merchant.sk,
    headers: Record<string, string> = {},
  ) => server.call('POST', '/v1/images', { key, form: { file }, headers });

  test('stores a picture, upright, in sRGB and without its metadata, and gives a link to it', async () => {
    const turned = await sharp(await plainJpeg(400, 300))
      .withMetadata({ orientation: 6, exif: { IFD0: { Copyright: 'secret place' } } })
      .jpeg()
      .toBuffer();
    const answer = await upload(turned);
    assert.equal(answer.status, 201);
    assert.equal(answer.json.width, 300);
    assert.equal(answer.json.height, 400);
    assert.equal(answer.headers.get('location'), `/v1/images/${answer.json.id}`);
    const file = await server.open(answer.json.url);
    assert.equal(file.status, 200);
    assert.equal(file.headers.get('content-type'), answer.json.content_type);
    // A bucket of S3 cannot be told to send it.
    if (!process.env['TEST_S3_ENDPOINT']) assert.equal(file.headers.get('x-content-type-options'), 'nosniff');
    assert.ok(!(await file.text()).includes('secret place'));
  });

  test('scales a large picture to 1536 px', async () => {
    const answer = await upload(await plainJpeg(3_000, 2_000));
    assert.equal(answer.json.width, 1_536);
    assert.equal(answer.json.height, 1_024);
  });

  const crc32 = (bytes: Buffer): number => {
    let crc = ~0;
    for (const byte of bytes) {
      crc ^= byte;
      for (let i = 0; i < 8; i++) crc = (crc >>> 1) ^ (0xedb88320 & -(crc & 1));
    }
    return ~crc >>> 0;
  };

  /** A PNG of a single colour: enormous when decoded, next to nothing before. */
  function pngBomb(side: number): Buffer {
    const chunk = (type: string, data: Buffer) => {
      const body = Buffer.concat([Buffer.from(type), data]);
      const frame = Buffer.alloc(8);
      frame.writeUInt32BE(data.byteLength, 0);
      frame.writeUInt32BE(crc32(body), 4);
      return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
    };
    const header = Buffer.alloc(13);
    header.writeUInt32BE(side, 0);
    header.writeUInt32BE(side, 4);
    header.set([1, 0, 0, 0, 0], 8);
    const rows = deflateSync(Buffer.alloc(side * (Math.ceil(side / 8) + 1)));
    const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
    return Buffer.concat([
      signature,
      chunk('IHDR', header),
      chunk('IDAT', rows),
      chunk('IEND', Buffer.alloc(0)),
    ]);
  }

  const BAD: readonly [
    what: string,
    make: () => Promise<Uint8Array> | Uint8Array,
    status: number,
    code: string,
  ][] = [
    [
      'a JPEG that was cut off',
      async () => (await art('models/amara.webp').then((b) => sharp(b).jpeg().toBuffer())).subarray(0, 9_000),
      422,
      'image_unreadable',
    ],
    ['text', () => Buffer.from('this is no picture at all'), 415, 'image_unsupported'],
    ['an SVG', () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), 415, 'image_unsupported'],
    ['nothing', () => new Uint8Array(), 415, 'image_unsupported'],
    ['one pixel', () => plainJpeg(1, 1), 422, 'image_too_small'],
    ['20,000 x 20,000 pixels in 50 kB', () => pngBomb(20_000), 413, 'image_too_many_pixels'],
    ['11 MB', () => Buffer.alloc(11 * 1024 * 1024, 0xff), 413, 'image_too_large'],
    [
      'an animation',
      async () =>
        sharp(Buffer.concat([Buffer.alloc(100 * 100 * 3, 1), Buffer.alloc(100 * 100 * 3, 200)]), {
          raw: { width: 100, height: 200, channels: 3, pageHeight: 100 },
        })
          .webp({ loop: 0, delay: [100, 100] })
          .toBuffer(),
      415,
      'image_animated',
    ],
  ];

  for (const [what, make, status, code] of BAD) {
    test(`refuses ${what} with ${status} ${code} and keeps nothing`, async () => {
      const before = await server.storedFiles();
      const answer = await upload(await make());
      assert.equal(answer.status, status, answer.text);
      assert.equal(answer.json.code, code);
      assert.ok(answer.json.detail.length > 20, 'says what to do');
      assert.deepEqual(await server.storedFiles(), before);
    });
  }

  for (const [what, make] of [
    [
      'a CMYK JPEG',
      async () =>
        sharp(await plainJpeg())
          .toColourspace('cmyk')
          .jpeg()
          .toBuffer(),
    ],
    [
      'a 16-bit PNG',
      async () =>
        sharp(await plainJpeg())
          .toColourspace('rgb16')
          .png()
          .toBuffer(),
    ],
    [
      'a PNG with alpha',
      async () =>
        sharp(await plainJpeg())
          .ensureAlpha(0.5)
          .png()
          .toBuffer(),
    ],
    [
      'an AVIF',
      async () =>
        sharp(await plainJpeg())
          .avif({ effort: 0 })
          .toBuffer(),
    ],
  ] as const) {
    test(`takes ${what}`, async () => {
      const answer = await upload(await make());
      assert.equal(answer.status, 201, answer.text);
      assert.equal(answer.json.width, 200);
    });
  }

  test('needs a file where a file is asked, and no second field of the same name', async () => {
    assert.equal((await upload('just text')).status, 422);
    const form = new FormData();
    form.append('file', new Blob([await plainJpeg()]), 'a.jpg');
    form.append('file', new Blob([await plainJpeg()]), 'b.jpg');
    const twice = await server.call('POST', '/v1/images', { key: server.merchant.sk, body: form });
    assert.equal(twice.status, 422);
  });

  test('gives a visitor a token, and shows the photo only with it', async () => {
    const { pk, sk } = server.merchant;
    const made = await upload(await plainJpeg(), pk);
    assert.equal(made.status, 201);
    const token = made.json.client_token;
    const path = `/v1/images/${made.json.id}`;
    assert.equal((await server.call('GET', path, { key: pk })).json.code, 'client_token_required');
    const wrong = { 'TryOn-Client-Token': `${token.slice(0, -4)}0000` };
    assert.equal((await server.call('GET', path, { key: pk, headers: wrong })).status, 404);
    const right = { 'TryOn-Client-Token': token };
    assert.equal((await server.call('GET', path, { key: pk, headers: right })).status, 200);
    assert.equal((await server.call('GET', path, { key: sk })).status, 200);
    const second = await upload(await plainJpeg(), pk, right);
    assert.equal(second.json.client_token, token, 'the same visitor keeps one token');
  });

  test('erases a picture and its file; then it is gone for everybody', async () => {
    const made = await upload(await plainJpeg(), server.merchant.sk);
    const path = `/v1/images/${made.json.id}`;
    const link: string = made.json.url;
    assert.equal((await server.open(link)).status, 200);
    assert.equal((await server.call('DELETE', path, { key: server.merchant.sk })).status, 200);
    assert.equal((await server.call('GET', path, { key: server.merchant.sk })).status, 404);
    assert.equal((await server.open(link)).status, 404);
    assert.equal((await server.call('DELETE', path, { key: server.merchant.sk })).status, 404);
  });

  test('the answer that told of an erased picture is forgotten with it', async () => {
    const headers = { 'Idempotency-Key': 'erased-later' };
    const photo = await plainJpeg();
    const first = await upload(photo, server.merchant.sk, headers);
    assert.equal((await upload(photo, server.merchant.sk, headers)).json.id, first.json.id);
    await server.call('DELETE', `/v1/images/${first.json.id}`, { key: server.merchant.sk });
    const again = await upload(photo, server.merchant.sk, headers);
    assert.equal(again.status, 201);
    assert.notEqual(again.json.id, first.json.id);
  });

  test('a storage that refuses keeps nobody from erasing: the sweep removes the file', async () => {
    const { storage, sql } = server.deps;
    const made = await upload(await plainJpeg());
    const path = `/v1/images/${made.json.id}`;
    const remove = storage.delete;
    storage.delete = async () => {
      throw new StorageError('AccessDenied');
    };
    const erased = await server.call('DELETE', path, { key: server.merchant.sk });
    storage.delete = remove;
    assert.equal(erased.status, 200, erased.text);
    assert.equal((await server.call('GET', path, { key: server.merchant.sk })).status, 404);
    const left = await findUnpurgedImages(sql, 10);
    assert.deepEqual(
      left.map(({ id }) => id),
      [made.json.id],
    );
  });

  test('a request that died after it had stored a picture stores no second one', async () => {
    const headers = { 'Idempotency-Key': 'upload-crash' };
    const photo = await plainJpeg();
    const first = await upload(photo, server.merchant.pk, headers);
    await server.database.sql`update idempotency_keys set response_status = null, response_headers = null,
    response_body = null, locked_until = now() - interval '1 second' where key = 'upload-crash'`;
    const again = await upload(photo, server.merchant.pk, headers);
    assert.equal(again.status, 201, again.text);
    assert.equal(again.json.id, first.json.id);
    const mine = { key: server.merchant.pk, headers: { 'TryOn-Client-Token': again.json.client_token } };
    assert.equal((await server.call('GET', `/v1/images/${again.json.id}`, mine)).status, 200);
  });

  test('another merchant sees no such image', async () => {
    const made = await upload(await plainJpeg());
    const other = await server.addMerchant();
    assert.equal((await server.call('GET', `/v1/images/${made.json.id}`, { key: other.sk })).status, 404);
  });

  test('a forged or changed link opens nothing', async () => {
    const made = await upload(await plainJpeg());
    const link = new URL(made.json.url).pathname;
    for (const path of [`${link.slice(0, -3)}abc`, '/files/nonsense', '/files/..%2f..%2fetc%2fpasswd']) {
      assert.equal((await server.call('GET', path)).status, 404, path);
    }
  });
});
