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
const TOLERANCE_MS = 5 * 60_000;

/**
 * Verifies a webhook and resolves with its event. Timestamps may be five minutes off, so that an old one cannot be sent
 * again. After the Standard Webhooks specification (HMAC with SHA-256 over `id.timestamp.body`), by WebCrypto alone, so
 * that it runs wherever `fetch` does.
 *
 * @param payload - The request's body exactly as it came: the text or the bytes, not parsed JSON.
 * @param secret - The endpoint's `whsec_…`; several while one is being replaced.
 * @throws WebhookVerificationError
 *
 * @example
 * app.post('/hooks/tryon', async (request, reply) => {
 *   const event = await verifyWebhook(request.rawBody, request.headers, process.env.TRYON_WEBHOOK_SECRET ?? '');
 *   if (event.type === 'tryon.completed') await tell(event.data.id);
 *   return reply.code(204).send();
 * });
 */
export async function verifyWebhook(
  payload: string | Uint8Array | ArrayBuffer,
  headers: WebhookHeaders,
  secret: string | readonly string[],
): Promise<WebhookEvent> {
  const text = typeof payload === 'string' ? payload : decode(payload);
  const { id, timestamp, signature } = headersOf(headers);
  const keys = await Promise.all(secretsOf(secret).map(openSecret));
  checkTime(timestamp);
  const signed = new TextEncoder().encode(`${id}.${timestamp}.${text}`);
  for (const key of keys) {
    for (const bytes of signaturesOf(signature)) {
      // Not a comparison of our own: how long that takes could tell how much of a forged signature is right.
      if (await crypto.subtle.verify('HMAC', key, bytes, signed)) return eventOf(text, id);
    }
  }
  throw new WebhookVerificationError(
    'invalid_signature',
    'The signature does not match. Verify the body exactly as it came, with the secret of this very endpoint.',
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

interface SignedBy {
  id: string;
  timestamp: string;
  signature: string;
}

function headersOf(headers: WebhookHeaders): SignedBy {
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
  return { id, timestamp, signature };
}

function checkTime(timestamp: string): void {
  // `parseInt` would take the beginning of anything.
  const isTime = /^\d{1,12}$/.test(timestamp);
  if (isTime && Math.abs(Date.now() - Number(timestamp) * 1_000) <= TOLERANCE_MS) return;
  throw new WebhookVerificationError(
    'timestamp_out_of_range',
    isTime
      ? 'The webhook-timestamp is more than five minutes off: an old webhook was sent again, or a clock is wrong.'
      : 'The webhook-timestamp is no time in seconds.',
  );
}

/** What can be checked of a list like `v1,… v1,…`; other versions and mangled ones are passed over. */
function signaturesOf(list: string): Uint8Array<ArrayBuffer>[] {
  return list
    .split(' ')
    .filter((each) => each.startsWith('v1,'))
    .map((each) => bytesOf(each.slice(3)))
    .filter((bytes) => bytes !== undefined);
}

function secretsOf(secret: string | readonly string[]): readonly string[] {
  // Without types, an unset variable arrives here.
  const secrets = typeof secret === 'string' ? [secret] : (secret ?? []);
  return secrets.length > 0 ? secrets : [''];
}

async function openSecret(secret: string | undefined): Promise<CryptoKey> {
  const text = secret?.trim();
  if (!text) {
    throw new WebhookVerificationError('invalid_secret', 'The secret is empty. Is its variable set?');
  }
  const bytes = bytesOf(text.replace(/^whsec_/, ''));
  if (!bytes?.length) {
    throw new WebhookVerificationError('invalid_secret', 'The secret is not one of an endpoint (whsec_…).');
  }
  return crypto.subtle.importKey('raw', bytes, { name: 'HMAC', hash: 'SHA-256' }, false, ['verify']);
}

/** Base64 as bytes; `undefined` if it is none. */
function bytesOf(base64: string): Uint8Array<ArrayBuffer> | undefined {
  return /^[A-Za-z\d+/]+={0,2}$/.test(base64) && base64.length % 4 === 0
    ? Uint8Array.from(atob(base64), (char) => char.charCodeAt(0))
    : undefined;
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
