import assert from 'node:assert/strict';
import { test } from 'node:test';
import Fastify from 'fastify';
import { createServerMetrics } from './request-metrics.js';

test('times answers by the pattern of their route, never by what was asked', async () => {
  const metrics = createServerMetrics();
  const app = Fastify();
  metrics.watch(app);
  app.get('/v1/tryons/:tryon_id', async () => ({}));
  for (const path of ['/v1/tryons/one', '/v1/tryons/two', '/somewhere/else']) await app.inject(path);
  const text = await metrics.registry.metrics();
  assert.match(
    text,
    /tryon_http_request_seconds_count\{method="GET",route="\/v1\/tryons\/:tryon_id",status="200"\} 2/,
  );
  assert.match(text, /tryon_http_request_seconds_count\{method="GET",route="none",status="404"\} 1/);
  assert.ok(!text.includes('two') && !text.includes('somewhere'));
  await app.close();
});
