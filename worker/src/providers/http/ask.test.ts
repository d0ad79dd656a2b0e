import assert from 'node:assert/strict';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { test } from 'node:test';
import { ask, NeverSent } from './ask.js';

async function withServer(answer: RequestListener, work: (url: string) => Promise<void>): Promise<void> {
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    await work(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  } finally {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
}

const get = (url: string, more: object = {}) =>
  ask({ method: 'GET', url, headers: {}, timeoutMs: 2_000, ...more });

test('tells JSON from everything else, whatever the status and the content type', async () => {
  const bodies = ['{"a":1}', '{"a":', '<html>', ''];
  for (const [index, body] of bodies.entries()) {
    await withServer(
      (_, response) => response.writeHead(500, { 'content-type': 'text/html' }).end(body),
      async (url) => {
        const { json, status, ok } = await get(url);
        assert.deepEqual([json, status, ok], [index === 0 ? { a: 1 } : undefined, 500, false]);
      },
    );
  }
});

test('follows no redirect, because the key would go with it', async () => {
  const visits: string[] = [];
  await withServer(
    (request, response) => {
      visits.push(request.url ?? '');
      response.writeHead(307, { location: '/elsewhere' }).end();
    },
    async (url) => {
      assert.equal((await get(`${url}/here`, { headers: { authorization: 'Key k' } })).status, 307);
    },
  );
  assert.deepEqual(visits, ['/here']);
});

test('reads no more of an answer than it may', async () => {
  await withServer(
    (_, response) => response.end(JSON.stringify('x'.repeat(5_000))),
    async (url) => {
      await assert.rejects(get(url, { maxBytes: 4_000 }), /larger than 4000/);
      assert.equal((await get(url, { maxBytes: 6_000 })).json, 'x'.repeat(5_000));
    },
  );
});

test('says that nothing was sent only when no connection came about', async () => {
  let gone = '';
  await withServer(
    (request) => request.socket.destroy(),
    async (url) => {
      gone = url;
      await assert.rejects(get(url), (error) => !(error instanceof NeverSent));
    },
  );
  await assert.rejects(get(gone), NeverSent);
  await assert.rejects(get('http://no-such-host.invalid/'), NeverSent);
});

test('gives up after its time, also within a body that trickles in', async () => {
  await withServer(
    (_, response) => {
      response.write('{');
      const timer = setInterval(() => response.write(' '), 20);
      response.once('close', () => clearInterval(timer));
    },
    async (url) => {
      await assert.rejects(get(url, { timeoutMs: 200 }), { name: 'TimeoutError' });
    },
  );
});
