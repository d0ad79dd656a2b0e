import assert from 'node:assert/strict';
import { test } from 'node:test';
import { serveMetrics } from '@tryon/core/metrics/serve-metrics';
import { createGuardFigures } from '../results/guard-figures.js';
import { createBreakers } from '../routing/breakers.js';
import { createWorkerMetrics } from './worker-metrics.js';

test('tells over HTTP what was counted, and how circuits stand at that moment', async () => {
  const metrics = createWorkerMetrics();
  const breakers = createBreakers({ failures: 1 });
  const figures = createGuardFigures();
  metrics.watch(breakers, ['fal', 'fashn']);
  metrics.watchGuard(figures);
  metrics.submitted('fal', 'taken');
  metrics.submitted('fal', 'refused_busy');
  metrics.passedOver('fal', 'busy');
  metrics.failed('fashn', 'provider_error', 'try_again');
  metrics.completed('fal', 8_400);
  metrics.spent('fal', 75_000);
  figures.note('fal', 'blank');
  figures.note('fal', 'blank');
  metrics.webhooks.attempted(204, 90);
  metrics.webhooks.attempted(null, 15_000);
  metrics.webhooks.endpointDisabled('gone');
  breakers.ask('fashn')?.failed();
  const server = await serveMetrics(metrics.registry, { host: '127.0.0.1', port: 0 });
  try {
    const url = `http://127.0.0.1:${server.port}`;
    for (let look = 0; look < 2; look++) {
      const response = await fetch(`${url}/metrics`);
      assert.match(response.headers.get('content-type') ?? '', /^text\/plain/);
      const text = await response.text();
      for (const line of [
        'tryon_provider_submits_total{provider="fal",outcome="taken"} 1',
        'tryon_provider_passed_over_total{provider="fal",reason="busy"} 1',
        'tryon_provider_failures_total{provider="fashn",code="provider_error",blame="try_again"} 1',
        'tryon_provider_run_seconds_bucket{le="12",provider="fal"} 1',
        'tryon_provider_spend_micros_total{provider="fal"} 75000',
        'tryon_webhook_attempt_seconds_bucket{le="0.1",answer="2xx"} 1',
        'tryon_webhook_attempt_seconds_count{answer="none"} 1',
        'tryon_webhook_endpoints_disabled_total{reason="gone"} 1',
        'tryon_webhook_secrets_unreadable_total 0',
        'tryon_guarded_pictures_total{provider="fal",outcome="blank"} 2',
        'tryon_provider_breaker_state{provider="fal"} 0',
        'tryon_provider_breaker_state{provider="fashn"} 2',
      ])
        assert.ok(text.includes(`${line}\n`), `${line} is missing in\n${text}`);
    }
    assert.equal((await fetch(`${url}/`)).status, 404);
    assert.equal((await fetch(`${url}/metrics`, { method: 'POST' })).status, 404);
  } finally {
    await server.close();
  }
});
