import type { FastifyInstance } from 'fastify';
import { collectDefaultMetrics, Histogram, Registry } from 'prom-client';

/** The server's counters, in a registry of their own. */
export interface ServerMetrics {
  readonly registry: Registry;
  /** Times every answer of this server by route, method and status. */
  watch(app: FastifyInstance): void;
}

export function createServerMetrics(): ServerMetrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const duration = new Histogram({
    name: 'tryon_http_request_seconds',
    help: 'From request to answer.',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    registers: [registry],
  });
  return {
    registry,
    watch(app) {
      app.addHook('onResponse', async (request, reply) => {
        const labels = {
          method: request.method,
          // By pattern: an address as it was asked would be a new series each time.
          route: request.routeOptions.url ?? 'none',
          status: reply.statusCode,
        };
        duration.observe(labels, reply.elapsedTime / 1_000);
      });
    },
  };
}
