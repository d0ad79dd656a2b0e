import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { verifyWebhook } from '@tryon/sdk/webhooks';

export interface WebhookReceiver {
  readonly url: string;
  readonly origin: string;
  /** Signs what it hears. */
  secret: string;
  /** By try-on: the ids of the events heard of it, and how often each. */
  readonly heard: ReadonlyMap<string, ReadonlyMap<string, number>>;
  /** By try-on: the types of those events. */
  readonly types: ReadonlyMap<string, ReadonlySet<string>>;
  /** Requests whose signature did not hold. */
  forged(): number;
  close(): Promise<void>;
}

/** A merchant's endpoint: verifies every webhook and takes it down. */
export async function startReceiver(): Promise<WebhookReceiver> {
  const heard = new Map<string, Map<string, number>>();
  const types = new Map<string, Set<string>>();
  let forged = 0;
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    try {
      const event = await verifyWebhook(body, request.headers, receiver.secret);
      const subject = 'id' in event.data ? event.data.id : event.type;
      const events = heard.get(subject) ?? new Map<string, number>();
      heard.set(subject, events.set(event.id, (events.get(event.id) ?? 0) + 1));
      types.set(subject, (types.get(subject) ?? new Set()).add(event.type));
      response.end('ok');
    } catch (error) {
      forged++;
      response.writeHead(400).end(String(error));
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const receiver: WebhookReceiver = {
    url: `${origin}/hooks`,
    origin,
    secret: '',
    heard,
    types,
    forged: () => forged,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return receiver;
}
