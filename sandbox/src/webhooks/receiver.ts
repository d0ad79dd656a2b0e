import type { TryOn } from '@tryon/sdk';
import { verifyWebhook, type WebhookEvent, WebhookVerificationError } from '@tryon/sdk/webhooks';
import { type Arrival, shownHeaders } from './arrival.js';

const MAX_KEPT = 50;
/** Events whose deliveries are looked through to find one to replay. */
const MAX_SEARCHED = 200;
const EVENTS = ['tryon.completed', 'tryon.failed', 'tryon.canceled'] as const;

type Headers = Readonly<Record<string, string | readonly string[] | undefined>>;

/** The receiver has no endpoint, or knows no such event; `code` says which. */
export class ReceiverError extends Error {
  constructor(
    readonly code: 'webhooks_unavailable' | 'event_not_found',
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = 'ReceiverError';
  }
}

/** A merchant's webhook receiver, in small: one endpoint, the last arrivals in memory. */
export interface WebhookReceiver {
  /**
   * Registers the endpoint with the try-on service, once; later calls wait for the first. After a failure the next
   * call tries again.
   *
   * @throws {ReceiverError} `webhooks_unavailable`
   */
  register(): Promise<void>;
  /** Verifies and keeps a webhook; answers the status to send back. */
  receive(body: Uint8Array, headers: Headers): Promise<number>;
  /** Answers the next webhook with 500, so that a retry can be seen. */
  refuseNext(): void;
  /** Asks the service to send an event once more. @throws {ReceiverError} */
  replay(eventId: string): Promise<void>;
  /** The last arrivals, oldest first. */
  readonly arrivals: readonly Arrival[];
  /** Calls `listener` with each arrival; returns what ends that. */
  subscribe(listener: (arrival: Arrival) => void): () => void;
}

/**
 * @param client with a secret key; it asks for and rolls the endpoint's secret
 * @param url where the service reaches {@link WebhookReceiver.receive}
 */
export function createReceiver(client: Pick<TryOn, 'webhookEndpoints'>, url: string): WebhookReceiver {
  const arrivals: Arrival[] = [];
  const times = new Map<string, number>();
  const listeners = new Set<(arrival: Arrival) => void>();
  let endpoint: Promise<{ id: string; secret: string }> | undefined;
  let secret = '';
  let isRefusing = false;
  let count = 0;

  const remember = (opened: { id: string; secret: string }) => {
    secret = opened.secret;
    return opened;
  };
  const registered = (): Promise<{ id: string; secret: string }> => {
    endpoint ??= openEndpoint(client, url).then(remember, (cause: unknown) => {
      // The next visitor tries again: the service may only have been starting.
      endpoint = undefined;
      throw new ReceiverError('webhooks_unavailable', 'The try-on service did not take the endpoint.', {
        cause,
      });
    });
    return endpoint;
  };
  const keep = (arrival: Arrival): void => {
    arrivals.push(arrival);
    if (arrivals.length > MAX_KEPT) {
      const gone = arrivals.shift();
      if (gone && !arrivals.some(({ eventId }) => eventId === gone.eventId)) times.delete(gone.eventId);
    }
    for (const listener of listeners) listener(arrival);
  };

  return {
    arrivals,
    async register() {
      await registered();
    },
    async receive(body, headers) {
      if (secret === '') {
        // An endpoint of an earlier run, whose secret nobody kept: it comes again in 5 s, signed with the new one.
        await registered();
        return 503;
      }
      const verified = await verify(body, headers, secret);
      const eventId = String(headers['webhook-id'] ?? '').slice(0, 80);
      const isRefused = verified.event !== undefined && isRefusing;
      if (isRefused) isRefusing = false;
      const answered = isRefused ? 500 : verified.event ? 204 : 400;
      times.set(eventId, (times.get(eventId) ?? 0) + 1);
      count += 1;
      keep({
        number: count,
        receivedAt: new Date().toISOString(),
        eventId,
        times: times.get(eventId) ?? 1,
        verdict: verified.verdict,
        answered,
        headers: shownHeaders(headers),
        ...(verified.event && { type: verified.event.type, event: verified.event }),
      });
      return answered;
    },
    refuseNext() {
      isRefusing = true;
    },
    async replay(eventId) {
      const { id } = await registered();
      let searched = 0;
      for await (const delivery of client.webhookEndpoints.deliveries(id, { limit: 100 })) {
        if (delivery.event_id === eventId) {
          await client.webhookEndpoints.redeliver(delivery.id);
          return;
        }
        searched += 1;
        if (searched >= MAX_SEARCHED) break;
      }
      throw new ReceiverError('event_not_found', 'The service knows no delivery of this event.');
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** Takes over the endpoint of an earlier run, whose secret nobody kept, or makes one. */
async function openEndpoint(
  { webhookEndpoints }: Pick<TryOn, 'webhookEndpoints'>,
  url: string,
): Promise<{ id: string; secret: string }> {
  for await (const known of webhookEndpoints.list()) {
    if (known.url !== url) continue;
    if (known.status !== 'enabled') await webhookEndpoints.update(known.id, { status: 'enabled' });
    return webhookEndpoints.rotateSecret(known.id, { overlap_hours: 0 });
  }
  return webhookEndpoints.create({ url, events: [...EVENTS], description: 'The sandbox’s playground' });
}

async function verify(
  body: Uint8Array,
  headers: Headers,
  secret: string,
): Promise<{ readonly verdict: string; readonly event?: WebhookEvent }> {
  try {
    return { verdict: 'ok', event: await verifyWebhook(body, headers, secret) };
  } catch (error) {
    if (error instanceof WebhookVerificationError) return { verdict: error.code };
    throw error;
  }
}
