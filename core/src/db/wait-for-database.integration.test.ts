import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, connect as dial } from 'node:net';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { createLogger } from '../logger.js';
import { connect } from './connect.js';
import { waitForDatabase } from './wait-for-database.js';

const database = new URL(process.env['TEST_DATABASE_URL'] ?? '');
const logger = createLogger({ name: 'test', level: 'silent' });

/** A way to the database that can be opened later; its port is known before. */
async function lateWay() {
  const server = createServer((socket) => {
    const there = dial(Number(database.port), database.hostname);
    socket.pipe(there).pipe(socket);
    for (const end of [socket, there]) end.on('error', () => [socket, there].map((each) => each.destroy()));
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  const url = new URL(database);
  url.port = String(port);
  return { url: url.href, open: () => once(server.listen(port, '127.0.0.1'), 'listening'), server };
}

test('waits for a database that is away, and goes on when it is there', async () => {
  const way = await lateWay();
  const sql = connect(way.url, { max: 1 });
  let isThere = false;
  const waiting = waitForDatabase(sql, logger).then(() => {
    isThere = true;
  });
  await sleep(300);
  assert.equal(isThere, false);
  await way.open();
  await waiting;
  await sql.end({ timeout: 1 });
  way.server.close();
});

test('stops waiting when it is told to', async () => {
  const way = await lateWay();
  const sql = connect(way.url, { max: 1 });
  await assert.rejects(waitForDatabase(sql, logger, AbortSignal.timeout(200)), { name: 'AbortError' });
  await sql.end({ timeout: 1 });
});

test('does not wait for a database that refuses', async () => {
  const url = new URL(database);
  url.pathname = '/no_such_database';
  const sql = connect(url.href, { max: 1 });
  await assert.rejects(waitForDatabase(sql, logger), { code: '3D000' });
  await sql.end({ timeout: 1 });
});
