import assert from 'node:assert/strict';
import { test } from 'node:test';
import { TryOn } from './client.js';
import { NotFoundError } from './errors.js';
import { problem, type Reply, startTestServer } from './testing/test-server.js';
import { tryonLike } from './testing/test-tryon.js';

const LIST = 'GET /v1/tryons';
const server = await startTestServer();
const client = new TryOn({ apiKey: 'sk_test_abc', baseUrl: server.url });

function pageOf(ids: string[], next_cursor: string | null): Reply {
  return { json: { data: ids.map((id) => tryonLike({ id })), has_more: next_cursor !== null, next_cursor } };
}

function script(): void {
  server.requests.length = 0;
  server.on(
    LIST,
    pageOf(['tryon_1', 'tryon_2'], 'after 2'),
    pageOf([], 'after 2b'),
    pageOf(['tryon_3'], null),
  );
}

test('walks over every item of every page, an empty page too', async () => {
  script();
  const ids: string[] = [];
  for await (const tryon of client.tryons.list({ limit: 2, status: 'completed' })) ids.push(tryon.id);
  assert.deepEqual(ids, ['tryon_1', 'tryon_2', 'tryon_3']);
  assert.deepEqual(
    server.requests.map(({ path }) => path),
    [
      '/v1/tryons?limit=2&status=completed',
      '/v1/tryons?limit=2&status=completed&cursor=after+2',
      '/v1/tryons?limit=2&status=completed&cursor=after+2b',
    ],
  );
});

test('asks for no page that is not looked at', async () => {
  script();
  for await (const tryon of client.tryons.list()) if (tryon.id === 'tryon_2') break;
  assert.equal(server.requests.length, 1);
});

test('gives pages one by one', async () => {
  script();
  const first = await client.tryons.list().getPage();
  assert.deepEqual([first.data.length, first.hasMore, first.nextCursor], [2, true, 'after 2']);
  const second = await first.nextPage();
  const third = await second?.nextPage();
  assert.deepEqual([third?.data[0]?.id, third?.hasMore], ['tryon_3', false]);
  assert.equal(await third?.nextPage(), null);
});

test('can be awaited for the first page, with its response', async () => {
  script();
  const { data: page, requestId } = await client.tryons.list().withResponse();
  assert.deepEqual([page.data.length, requestId], [2, 'req_test']);
});

test('throws in the middle of a walk when a page is refused', async () => {
  server.on(LIST, pageOf(['tryon_1'], 'x'), problem(404, 'not_found'));
  await assert.rejects(async () => {
    for await (const _ of client.tryons.list());
  }, NotFoundError);
});
