import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findForbidden } from './arrows.mjs';

const MANIFESTS = ['sdk', 'widget', 'core', 'engine', 'server', 'worker', 'local', 'fake-providers'].map(
  (folder) => ({
    folder,
    name: `@tryon/${folder}`,
    dependencies: [],
  }),
);

function judge(path, text) {
  return findForbidden([{ path, text }], MANIFESTS);
}

test('finds back-end code in a published package, however it is imported', () => {
  const ways = [
    "import { connect } from '@tryon/core/db/connect';",
    "import type { Sql } from '@tryon/core/db/connect';",
    "export * from '@tryon/core/errors';",
    "const core = await import('@tryon/core/errors');",
    "type Sql = import('@tryon/core/db/connect').Sql;",
  ];
  for (const way of ways)
    assert.match(judge('widget/src/a.ts', way)[0] ?? '', /widget must not import core/, way);
});

test('lets the arrows of the table through', () => {
  assert.deepEqual(judge('widget/src/a.ts', "import { TryOn } from '@tryon/sdk';"), []);
  assert.deepEqual(judge('worker/src/a.ts', "import { preview } from '@tryon/engine';"), []);
  assert.deepEqual(judge('local/src/a.ts', "import { buildApp } from '@tryon/server/app';"), []);
});

test('lets a test import what only tests may', () => {
  const text = "import { startFakeProviders } from '@tryon/fake-providers/start-fake-providers';";
  assert.deepEqual(judge('worker/src/a.test.ts', text), []);
  assert.deepEqual(judge('worker/src/testing/a.ts', text), []);
  assert.match(judge('worker/src/a.ts', text)[0] ?? '', /worker must not import fake-providers/);
  assert.match(judge('server/src/a.test.ts', text)[0] ?? '', /server must not import fake-providers/);
});

test('finds an arrow in a package.json', () => {
  const manifests = MANIFESTS.map((each) =>
    each.folder === 'server' ? { ...each, dependencies: ['@tryon/worker'] } : each,
  );
  assert.deepEqual(findForbidden([], manifests), ['server/package.json: server must not depend on worker']);
});

test('finds a room that the table does not know', () => {
  const manifests = [{ folder: 'cellar', name: '@tryon/cellar', dependencies: [] }];
  assert.deepEqual(findForbidden([], manifests), ['cellar is not in the table of arrows']);
});

test('finds a relative import that leaves its package', () => {
  assert.match(judge('server/src/a.ts', "import { x } from '../../core/src/x.js';")[0], /leaves the package/);
  assert.deepEqual(judge('server/src/routes/a.ts', "import { x } from '../x.js';"), []);
});

test('keeps HTTP, pixels and queue workers out of core', () => {
  assert.equal(judge('core/src/a.ts', "import fastify from 'fastify';").length, 1);
  assert.equal(judge('core/src/a.ts', "import sharp from 'sharp';").length, 1);
  assert.equal(judge('core/src/a.ts', "import { Queue, Worker } from 'bullmq';").length, 1);
  assert.equal(judge('core/src/a.ts', "import { Queue, type Worker } from 'bullmq';").length, 0);
});

test('keeps Node out of what runs in browsers, but not out of its tests', () => {
  assert.equal(judge('sdk/src/a.ts', "import { readFile } from 'node:fs';").length, 1);
  assert.equal(judge('sdk/src/a.test.ts', "import { createServer } from 'node:http';").length, 0);
});

test('finds who reads the environment outside main.ts', () => {
  assert.match(judge('server/src/app.ts', 'const port = process.env.PORT;')[0], /app\.ts:1: only main\.ts/);
  assert.equal(judge('server/src/app.ts', "const port = process['env']['PORT'];").length, 1);
  assert.equal(judge('server/src/main.ts', 'const port = process.env.PORT;').length, 0);
  assert.equal(judge('server/src/app.ts', '// process.env is read in main.ts').length, 0);
});
