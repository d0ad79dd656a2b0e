import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { cancelTryon } from '@tryon/core/tryons/settle';
import { type LoggedDelivery, listDeliveries } from '@tryon/core/webhooks/delivery-repository';
import { createEndpoint, type EndpointWithSecret } from '@tryon/core/webhooks/endpoint-repository';
import { WEBHOOK_EVENT_TYPES, type WebhookDeliveryRef } from '@tryon/core/webhooks/event';
import { Webhook } from 'standardwebhooks';
import { deliverWebhook } from '../jobs/deliver-webhook.js';
import { createWebhookPlaces } from '../jobs/webhook-places.js';
import { type JobBench, openJobBench } from './job-bench.js';

/** A request as the receiver got it. */
export interface Heard {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface Answer {
  readonly status: number;
  readonly headers?: Record<string, string>;
  readonly body?: string;
}

/** A job bench with a merchant's receiver on loopback. `/slow` never answers, `/breaks-off` answers half. */
export interface WebhookBench {
  readonly bench: JobBench;
  readonly heard: Heard[];
  readonly receiver: { readonly origin: string; answer: (path: string) => Answer };
  endpoint(path?: string, url?: string): Promise<EndpointWithSecret>;
  /** Ends a try-on, of which the endpoints are to be told. */
  happened(): Promise<{ tryonId: string; deliveries: readonly WebhookDeliveryRef[] }>;
  /** Runs a delivery's job as a worker would, once. */
  deliver(ref: WebhookDeliveryRef | undefined, signal?: AbortSignal): Promise<void>;
  /** Lets the time until the next attempt pass. */
  due(ref: WebhookDeliveryRef | undefined): Promise<unknown>;
  logOf(endpointId: string): Promise<LoggedDelivery[]>;
  /** No endpoints, nothing heard, 200 to everything. */
  reset(): Promise<void>;
  close(): Promise<void>;
}

export async function openWebhookBench(): Promise<WebhookBench> {
  const bench = await openJobBench();
  const { sql, sealer } = bench.deps;
  const heard: Heard[] = [];
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    const path = request.url ?? '';
    heard.push({ path, headers: request.headers, body });
    if (path === '/slow') return;
    if (path === '/breaks-off') {
      response.writeHead(200, { 'content-length': 100 }).write('so far');
      setTimeout(() => response.destroy(), 50);
      return;
    }
    const { status, headers = {}, body: said = 'ok' } = receiver.answer(path);
    response.writeHead(status, headers).end(said);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  bench.allowedOrigins.push(origin);
  const ok = (): Answer => ({ status: 200 });
  const receiver = { origin, answer: ok as (path: string) => Answer };

  return {
    bench,
    heard,
    receiver,
    endpoint: (path = '/hook', url = origin + path) =>
      createEndpoint(sql, bench.merchantId, sealer, {
        livemode: false,
        url,
        description: '',
        events: WEBHOOK_EVENT_TYPES,
      }),
    async happened() {
      const tryon = await bench.submit();
      const ended = await cancelTryon(sql, bench.merchantId, tryon.id);
      return { tryonId: tryon.id, deliveries: ended?.deliveries ?? [] };
    },
    deliver: (ref, signal = new AbortController().signal) =>
      deliverWebhook({ ...bench.deps, places: createWebhookPlaces() }, ref as WebhookDeliveryRef, { signal }),
    due: (ref) =>
      sql`update webhook_deliveries set next_attempt_at = now() where id = ${ref?.deliveryId ?? ''}`,
    logOf: async (endpointId) =>
      (await listDeliveries(sql, bench.merchantId, { endpointId, limit: 50 })).deliveries,
    async reset() {
      heard.length = 0;
      receiver.answer = ok;
      await sql`update webhook_endpoints set deleted_at = now()`;
    },
    async close() {
      await bench.close();
      server.close();
      server.closeAllConnections();
    },
  };
}

/** @throws when it is not signed with this secret. */
export const verify = ({ body, headers }: Heard, secret: string) =>
  new Webhook(secret).verify(body, headers as Record<string, string>) as {
    type: string;
    timestamp: string;
    data: Record<string, unknown>;
  };
