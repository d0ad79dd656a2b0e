import assert from 'node:assert/strict';
import { test } from 'node:test';
import { believableTime, pageWithoutQuery } from './widget-event.js';

test('leaves of a page’s address only what every visitor of that page has', () => {
  for (const [url, kept] of [
    ['https://shop.example/p/tee?email=a@b.c#x', 'https://shop.example/p/tee'],
    ['http://anna:pw@shop.example:8080/', 'http://shop.example:8080/'],
    ['blob:https://shop.example/1', null],
    ['file:///home/anna/index.html', null],
    ['javascript:alert(1)', null],
    ['/p/tee', null],
    [undefined, null],
  ] as const) {
    assert.equal(pageWithoutQuery(url), kept);
  }
  assert.equal(pageWithoutQuery(`https://shop.example/${'a'.repeat(2_000)}`)?.length, 500);
});

test('believes a clock within the last day, and else the nearest time of that', () => {
  const now = new Date('2026-11-21T12:00:00Z');
  const believed = (time: string) => believableTime(new Date(time), now).toISOString();
  assert.equal(believed('2026-11-21T11:00:00Z'), '2026-11-21T11:00:00.000Z');
  assert.equal(believed('2026-11-21T12:00:01Z'), '2026-11-21T12:00:00.000Z');
  assert.equal(believed('2026-11-19T00:00:00Z'), '2026-11-20T12:00:00.000Z');
});
