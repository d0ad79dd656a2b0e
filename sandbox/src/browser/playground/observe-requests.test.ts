import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, beforeEach, describe, test } from 'node:test';
import type { Forced } from './forcing.js';
import { type Observed, observeRequests, type Scope } from './observe-requests.js';
import { FAULTS } from './outcomes.js';

describe('observe requests', () => {
  const TIMEOUT_MS = 5000;
  const NOTHING: Forced = { outcome: '', fault: undefined };
  const fault = (name: string): Forced => ({ outcome: '', fault: FAULTS.find((each) => each.name === name) });

  let apiOrigin: string;
  let bodies: string[];
  let rows: Map<number, Observed>;
  let forced: Forced;
  let scope: Scope;

  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += String(chunk);
    bodies.push(body);
    if (request.url === '/v1/tryons/tryon_1/events') {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write('id: 1\nevent: tryon\ndata: {"progress":{"stage":"queued"}}\n\nid: 2\nda');
      response.end('ta: {"progress":{"stage":"ended"}}\n\n');
      return;
    }
    response.writeHead(202, { 'content-type': 'application/json', 'x-request-id': 'req_1' });
    response.end('{"id":"tryon_1","client_token":"0123456789abcdef"}');
  });

  before(async () => {
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    apiOrigin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  after(() => server.close());
  beforeEach(() => {
    bodies = [];
    rows = new Map();
    forced = NOTHING;
    scope = { fetch: (...args) => fetch(...args), location: { href: 'http://shop.test/' } };
    observeRequests(scope, {
      apiOrigin,
      forced: () => forced,
      onChange: (observed) => rows.set(observed.number, observed),
    });
  });

  const create = (): Promise<Response> =>
    scope.fetch(`${apiOrigin}/v1/tryons?key=pk_test_secret`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"model_image":"img_1","garment_image":"https://shop.test/tee.jpg"}',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });

  test('a request is shown with its answer, its secrets cut, and passes unchanged', async () => {
    const response = await create();
    assert.equal(((await response.json()) as { client_token: string }).client_token, '0123456789abcdef');
    assert.match(bodies[0] ?? '', /"model_image":"img_1"/);
    await new Promise((resolve) => setTimeout(resolve, 20)); // the copy is read beside the answer
    const [row] = [...rows.values()];
    assert.equal(row?.path, '/v1/tryons?key=…');
    assert.equal(row?.status, 202);
    assert.equal(row?.requestId, 'req_1');
    assert.doesNotMatch(JSON.stringify(row), /89abcdef|pk_test_secret/);
  });

  test('a chosen outcome puts the magic input in the place of the photo', async () => {
    forced = { outcome: 'no_person', fault: undefined };
    await create();
    assert.match(bodies[0] ?? '', /"model_image":"img_test_no_person"/);
    assert.match(bodies[0] ?? '', /"garment_image":"https:\/\/shop\.test\/tee\.jpg"/);
    assert.match(rows.get(1)?.note ?? '', /img_test_no_person/);
  });

  test('a made-up refusal looks like the service’s own and never reaches it', async () => {
    forced = fault('rate_limited');
    const response = await create();
    assert.equal(response.status, 429);
    assert.equal(response.headers.get('retry-after'), '3');
    const problem = (await response.json()) as Record<string, unknown>;
    assert.equal(problem['code'], 'rate_limited');
    assert.equal(problem['instance'], '/v1/tryons');
    assert.deepEqual(bodies, []);
  });

  test('a fault of one operation leaves the others alone', async () => {
    forced = fault('quota_exceeded');
    const response = await scope.fetch(`${apiOrigin}/v1/widget/config`, {
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    assert.equal(response.status, 202);
  });

  test('offline, nothing leaves and fetch fails as a browser’s does', async () => {
    forced = fault('offline');
    await assert.rejects(create(), TypeError);
    assert.deepEqual(bodies, []);
    assert.equal(rows.get(1)?.code, 'no answer');
  });

  test('an event stream is passed on while its events are counted, though one is torn in two', async () => {
    const response = await scope.fetch(`${apiOrigin}/v1/tryons/tryon_1/events`, {
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    assert.match(await response.text(), /"stage":"ended"/);
    assert.deepEqual(rows.get(1)?.events, [
      { progress: { stage: 'queued' } },
      { progress: { stage: 'ended' } },
    ]);
  });

  test('requests to anybody else are none of its business', async () => {
    forced = fault('offline');
    const other = `http://localhost:${new URL(apiOrigin).port}/`;
    await scope.fetch(other, { signal: AbortSignal.timeout(TIMEOUT_MS) });
    assert.equal(rows.size, 0);
  });
});
