import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createSseParser, type ServerSentEvent } from './sse.js';

function parse(text: string, cuts: number[] = []): ServerSentEvent[] {
  const bytes = new TextEncoder().encode(text);
  const parser = createSseParser();
  const edges = [0, ...cuts, bytes.length];
  return edges.slice(1).flatMap((end, index) => parser.push(bytes.subarray(edges[index], end)));
}

test('reads id, type and data of an event', () => {
  assert.deepEqual(parse('id: 7\nevent: tryon\ndata: {"a":1}\n\n'), [
    { id: '7', type: 'tryon', data: '{"a":1}' },
  ]);
});

test('joins the lines of multi-line data with a line feed', () => {
  assert.equal(parse('data: one\ndata\ndata: three\n\n')[0]?.data, 'one\n\nthree');
});

test('takes LF, CRLF and CR, mixed, as the end of a line', () => {
  const events = parse('data: a\r\n\r\ndata: b\n\ndata: c\r\rdata: d\r\n\n');
  assert.deepEqual(
    events.map(({ data }) => data),
    ['a', 'b', 'c', 'd'],
  );
});

test('does not take a CRLF cut in two for two ends of a line', () => {
  const text = 'data: a\r\ndata: b\r\n\r\n';
  assert.deepEqual(
    parse(text, [text.indexOf('\r') + 1]).map(({ data }) => data),
    ['a\nb'],
  );
});

test('ignores comments, unknown fields and the byte order mark', () => {
  assert.deepEqual(parse('\uFEFF: hello\nretry: 5\nwhat: ever\ndata: x\n\n:beat\n\n'), [
    { id: '', type: 'message', data: 'x' },
  ]);
});

test('takes away one space after the colon and no more', () => {
  assert.equal(parse('data:  x\n\n')[0]?.data, ' x');
  assert.equal(parse('data:x:y\n\n')[0]?.data, 'x:y');
});

test('keeps the last id, ignores one with a NUL, and lets an empty one clear it', () => {
  const ids = parse('id: 1\ndata: a\n\ndata: b\n\nid: 2\0\ndata: c\n\nid\ndata: d\n\n').map(({ id }) => id);
  assert.deepEqual(ids, ['1', '1', '1', '']);
});

test('gives out no event without data, and none that its end cut off', () => {
  assert.deepEqual(parse('event: tryon\n\ndata: cut off\n'), []);
  assert.deepEqual(parse('event: lost\n\ndata: x\n\n')[0]?.type, 'message');
});

test('refuses an event that does not end', () => {
  assert.throws(() => parse(`data: ${'x'.repeat(1_100_000)}`), RangeError);
});

test('gives the same events wherever the bytes are cut', (context) => {
  const seed = Number(process.env['TRYON_TEST_SEED'] ?? Date.now() % 2 ** 31);
  context.diagnostic(`seed ${seed}`);
  const random = mulberry32(seed);
  const text =
    '\uFEFFid: 1\r\nevent: tryon\r\ndata: größer – 试衣 👗\r\n\r\n: beat\r\rid: 2\rdata: a\rdata: b\r\r\ndata: c\n\n';
  const whole = parse(text);
  assert.equal(whole.length, 3);
  const size = new TextEncoder().encode(text).length;
  for (let round = 0; round < 500; round++) {
    const cuts = Array.from({ length: Math.floor(random() * 20) }, () => Math.floor(random() * size));
    cuts.sort((a, b) => a - b);
    assert.deepEqual(parse(text, cuts), whole, `seed ${seed}, cuts ${cuts}`);
  }
});

/** Tommy Ettinger's small generator: the same numbers for the same seed. */
function mulberry32(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}
