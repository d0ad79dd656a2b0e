import { WebhookVerificationError as StandardError, Webhook } from 'standardwebhooks';
import { TryOnError } from './errors.js';
import type { components } from './schema.js';

type Schemas = components['schemas'];
type Payload =
  | Schemas['TryonEvent']
  | Schemas['QuotaThresholdEvent']
  | Schemas['WebhookEndpointDisabledEvent']
  | Schemas['WebhookTestEvent'];

/**
 * A webhook that was verified. `type` tells what `data` is.
 *
 * `id` stays the same over all attempts and replays of an event: keep those you have dealt with, and nothing is done
 * twice.
 */
export type WebhookEvent = Payload & { readonly id: string };

/** A webhook that must not be believed. `code` says why; answer it with 400. */
export class WebhookVerificationError extends TryOnError {
  static override readonly kind: string = 'WebhookVerificationError';
  declare readonly code:
    | 'missing_header'
    | 'invalid_signature'
    | 'timestamp_out_of_range'
    | 'invalid_payload'
    | 'invalid_secret';
}

/** As a web framework, Node's `http` or a plain object has them: anything with `get`, or names and values. */
export type WebhookHeaders =
  | { readonly get: (name: string) => string | null }
  | Readonly<Record<string, string | readonly string[] | undefined>>;

const NAMES = ['webhook-id', 'webhook-timestamp', 'webhook-signature'] as const;

/**
 * Verifies a webhook and answers its event. Timestamps may be five minutes off, so that an old one cannot be sent again.
 *
 * @param payload - The request's body exactly as it came: the text or the bytes, not parsed JSON.
 * @param secret - The endpoint's `whsec_…`; several while one is being replaced.
 * @throws WebhookVerificationError
 *
 * @example
 * app.post('/hooks/tryon', async (request, reply) => {
 *   const event = verifyWebhook(request.rawBody, request.headers, process.env.TRYON_WEBHOOK_SECRET);
 *   if (event.type === 'tryon.completed') await tell(event.data.id);
 *   return reply.code(204).send();
 * });
 */
export function verifyWebhook(
  payload: string | Uint8Array | ArrayBuffer,
  headers: WebhookHeaders,
  secret: string | readonly string[],
): WebhookEvent {
  const text = typeof payload === 'string' ? payload : decode(payload);
  const found = headersOf(headers);
  let last: unknown;
  for (const webhook of openSecrets(secret)) {
    try {
      webhook.verify(text, found, { jsonParse: false });
      return eventOf(text, found['webhook-id']);
    } catch (error) {
      if (!(error instanceof StandardError)) throw error;
      last = error;
    }
  }
  const isTime = last instanceof Error && /timestamp/i.test(last.message);
  throw new WebhookVerificationError(
    isTime ? 'timestamp_out_of_range' : 'invalid_signature',
    isTime
      ? 'The webhook-timestamp is more than five minutes off: an old webhook was sent again, or a clock is wrong.'
      : 'The signature does not match. Verify the body exactly as it came, with the secret of this very endpoint.',
    { cause: last },
  );
}

function decode(bytes: Uint8Array | ArrayBuffer): string {
  if (!ArrayBuffer.isView(bytes) && Object.prototype.toString.call(bytes) !== '[object ArrayBuffer]') {
    throw new WebhookVerificationError(
      'invalid_payload',
      'The body must be the text or the bytes exactly as they came, not parsed JSON: the signature is over those.',
    );
  }
  try {
    // The signature is over every byte: a mark at the beginning is not swallowed.
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (cause) {
    throw new WebhookVerificationError('invalid_payload', 'The body is not UTF-8.', { cause });
  }
}

function headersOf(headers: WebhookHeaders): Record<(typeof NAMES)[number], string> {
  const read = (name: string): string => {
    if (typeof headers.get === 'function') return headers.get(name) ?? '';
    const key = Object.keys(headers).find((each) => each.toLowerCase() === name);
    const value =
      key === undefined ? undefined : (headers as Record<string, string | string[] | undefined>)[key];
    return (typeof value === 'string' ? value : value?.[0]) ?? '';
  };
  const [id, timestamp, signature] = NAMES.map(read);
  const missing = NAMES.filter((name) => read(name) === '');
  if (!id || !timestamp || !signature) {
    throw new WebhookVerificationError('missing_header', `The request lacks ${missing.join(', ')}.`);
  }
  // `parseInt` would take the beginning of anything.
  if (!/^\d{1,12}$/.test(timestamp)) {
    throw new WebhookVerificationError(
      'timestamp_out_of_range',
      'The webhook-timestamp is no time in seconds.',
    );
  }
  return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signature };
}

function openSecrets(secret: string | readonly string[]): Webhook[] {
  // Without types, an unset variable arrives here.
  const secrets = Array.isArray(secret) ? (secret as readonly string[]) : [secret as string];
  return secrets.length > 0 ? secrets.map(openSecret) : [openSecret('')];
}

function openSecret(secret: string | undefined): Webhook {
  try {
    if (secret?.trim()) return new Webhook(secret.trim());
  } catch (cause) {
    throw new WebhookVerificationError('invalid_secret', 'The secret is not one of an endpoint (whsec_…).', {
      cause,
    });
  }
  throw new WebhookVerificationError('invalid_secret', 'The secret is empty. Is its variable set?');
}

function eventOf(text: string, id: string): WebhookEvent {
  const event = parse(text);
  if (typeof event !== 'object' || event === null || !('type' in event)) {
    throw new WebhookVerificationError('invalid_payload', 'The body is signed, but no event.');
  }
  return { ...(event as Payload), id };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new WebhookVerificationError('invalid_payload', 'The body is signed, but no JSON.', { cause });
  }
}
