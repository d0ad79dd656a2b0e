import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Arrival } from './arrival.js';
import { ReceiverError, type WebhookReceiver } from './receiver.js';

/** Where the try-on service sends webhooks to, on the shop's origin. */
export const HOOK_PATH = '/playground/hook';
const MAX_WEBHOOK_BYTES = 64 * 1024;
const MAX_LISTENERS = 20;
/** Proxies close what is silent for longer. */
const HEARTBEAT_MS = 15_000;

/** What every page of the playground may ask of the receiver, and the address that webhooks come to. */
export async function addWebhookRoutes(
  shop: FastifyInstance,
  receiver: WebhookReceiver,
  originOf: (request: FastifyRequest) => string,
): Promise<void> {
  await shop.register(async (scope) => {
    // The signature is over the bytes as they came.
    scope.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_request, body, done) =>
      done(null, body),
    );
    scope.post(HOOK_PATH, { bodyLimit: MAX_WEBHOOK_BYTES }, async (request, reply) => {
      const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
      return reply.code(await receiver.receive(body, request.headers)).send();
    });
  });

  let listeners = 0;
  shop.get('/playground/webhooks', async (request, reply) => {
    if (listeners >= MAX_LISTENERS) return refuse(reply, 503, 'too_many_listeners');
    listeners += 1;
    follow(receiver, request, reply, () => {
      listeners -= 1;
    });
    return reply;
  });

  /** Another site's page cannot press these buttons: browsers send its origin with every POST. */
  const isOurs = (request: FastifyRequest): boolean => request.headers.origin === originOf(request);
  shop.post('/playground/webhooks/replay', async (request, reply) => {
    const eventId = (request.body as { event_id?: unknown } | null)?.event_id;
    if (!isOurs(request)) return refuse(reply, 403, 'origin_not_allowed');
    if (typeof eventId !== 'string' || !/^[\w-]{1,80}$/.test(eventId))
      return refuse(reply, 400, 'malformed_request');
    try {
      await receiver.replay(eventId);
    } catch (error) {
      request.log.warn({ err: error }, 'replay failed');
      const isUnknown = error instanceof ReceiverError && error.code === 'event_not_found';
      return isUnknown ? refuse(reply, 404, 'event_not_found') : refuse(reply, 503, 'webhooks_unavailable');
    }
    return reply.code(202).send({ event_id: eventId });
  });
  shop.post('/playground/webhooks/refuse-next', async (request, reply) => {
    if (!isOurs(request)) return refuse(reply, 403, 'origin_not_allowed');
    receiver.refuseNext();
    return reply.code(204).send();
  });
}

function refuse(reply: FastifyReply, status: number, code: string): FastifyReply {
  return reply.code(status).type('application/problem+json').send({ status, code });
}

/** Server-sent events: `state` once, then an `arrival` for each webhook, the kept ones first. */
function follow(
  receiver: WebhookReceiver,
  request: FastifyRequest,
  reply: FastifyReply,
  onEnd: () => void,
): void {
  reply.hijack();
  const { raw } = reply;
  raw.writeHead(200, {
    ...(reply.getHeaders() as Record<string, string>),
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
  });
  const send = (name: string, data: unknown): void => {
    raw.write(`event: ${name}\ndata: ${JSON.stringify(data)}\n\n`);
  };
  const sendArrival = (arrival: Arrival): void => send('arrival', arrival);
  const heartbeat = setInterval(() => raw.write(': still here\n\n'), HEARTBEAT_MS);
  let unsubscribe: (() => void) | undefined;
  raw.once('close', () => {
    clearInterval(heartbeat);
    unsubscribe?.();
    onEnd();
  });
  receiver.register().then(
    () => {
      if (raw.destroyed) return;
      send('state', { state: 'listening' });
      for (const arrival of receiver.arrivals) sendArrival(arrival);
      unsubscribe = receiver.subscribe(sendArrival);
    },
    (error: unknown) => {
      request.log.warn({ err: error }, 'webhooks are not available');
      send('state', { state: 'unavailable' });
      raw.end();
    },
  );
}
