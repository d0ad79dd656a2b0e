import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { test } from 'node:test';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { cutPictures } from './cut-pictures.js';

const uri = (bytes: Buffer, type = 'png') => `data:image/${type};base64,${bytes.toString('base64')}`;

test('takes the pictures out of an answer and leaves the rest as it was', async () => {
  const pictures = [randomBytes(10), randomBytes(700_001), Buffer.alloc(0)];
  const answer = {
    id: 'ä"1',
    output: [uri(pictures[0]!), uri(pictures[1]!, 'jpeg'), uri(pictures[2]!)],
    error: null,
  };
  const cut = await cutPictures(Buffer.from(JSON.stringify(answer)));
  assert.deepEqual(JSON.parse(cut.text), {
    id: 'ä"1',
    output: ['data:image/png;cut,0', 'data:image/jpeg;cut,1', 'data:image/png;cut,2'],
    error: null,
  });
  assert.deepEqual(cut.pictures, pictures);
});

test('leaves alone what it cannot tell apart', async () => {
  const escaped = JSON.stringify([uri(Buffer.alloc(30, 255))]).replaceAll('/', '\\/');
  const slashed = escaped.replace('data:image\\/png', 'data:image/png');
  for (const text of [
    '',
    '<html>',
    '{"a":1}',
    '["data:image/svg+xml,<svg/>"]',
    '["data:image/png;base64,AAAA',
    escaped,
    slashed,
  ]) {
    assert.deepEqual(await cutPictures(Buffer.from(text)), { text, pictures: [] });
  }
});

test('lets the event loop turn while it decodes', async () => {
  const body = Buffer.from(
    JSON.stringify({ output: Array.from({ length: 4 }, () => uri(randomBytes(1_500_000))) }),
  );
  let turns = 0;
  let done = false;
  const cut = cutPictures(body).finally(() => {
    done = true;
  });
  while (!done) {
    await nextTurn();
    turns++;
  }
  assert.ok((await cut).text.length < 200);
  // Two megabytes of base64 each, of which no more than an eighth of one is decoded in a turn.
  assert.ok(turns >= 64, `${turns} turns`);
});

test('ends when it is told to', async () => {
  const stop = new AbortController();
  const cut = cutPictures(Buffer.from(JSON.stringify([uri(randomBytes(2_000_000))])), stop.signal);
  stop.abort();
  await assert.rejects(cut, { name: 'AbortError' });
});
