import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { test } from 'node:test';
import { freePort, isPortFree, requireFreePort } from './ports.js';

async function listening(port: number) {
  const server = createServer().listen(port, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

test('finds a free port', async () => {
  assert.equal(await isPortFree(await freePort()), true);
});

test('names a taken port and the variable that chooses another', async (t) => {
  const port = await freePort();
  const server = await listening(port);
  t.after(() => server.close());
  await assert.rejects(requireFreePort(port, 'TRYON_API_PORT', { patienceMs: 0 }), {
    code: 'port_taken',
    message: new RegExp(`${port}.*TRYON_API_PORT=`),
  });
});

test('waits for a port that is about to become free', async () => {
  const port = await freePort();
  const server = await listening(port);
  setTimeout(() => server.close(), 150);
  await requireFreePort(port, 'TRYON_API_PORT');
});
