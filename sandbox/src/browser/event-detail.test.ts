import assert from 'node:assert/strict';
import { test } from 'node:test';
import { redactDetail } from './event-detail.js';

test('pictures are named by kind and size, never by content or file name', () => {
  const shown = JSON.stringify(
    redactDetail({
      file: new File([new Uint8Array(2048)], 'anna-at-home.jpg', { type: 'image/jpeg' }),
      preview: 'data:image/png;base64,AAAA',
      local: 'blob:http://shop.test/8f1d',
      pixels: new Uint8Array(10),
    }),
  );
  assert.match(shown, /\[picture, image\/jpeg, 2 KiB\]/);
  assert.match(shown, /\[10 bytes\]/);
  assert.doesNotMatch(shown, /anna|AAAA|8f1d/);
});

test('tokens and signed addresses are cut', () => {
  const shown = JSON.stringify(
    redactDetail({
      clientToken: 'ct_0123456789abcdef',
      opaque: 'x'.repeat(60),
      result: { url: 'http://api.test/v1/images/img_1/content?expires=1&signature=abcdef' },
    }),
  );
  assert.doesNotMatch(shown, /9abcdef|xxxxxxxxx|signature/);
  assert.match(shown, /content\?…/);
});

test('ids, statuses and progress stay readable', () => {
  const detail = {
    tryon: { id: 'tryon_123', status: 'completed', progress: 100 },
    product: { title: 'Matins Tee' },
  };
  assert.deepEqual(redactDetail(detail), detail);
});

test('a detail that refers to itself comes to an end', () => {
  const detail: Record<string, unknown> = { name: 'loop' };
  detail['self'] = detail;
  assert.match(JSON.stringify(redactDetail(detail)), /\[…\]/);
});
