import { createHash, createPublicKey, type KeyObject, verify } from 'node:crypto';
import { ask, field, textField } from '../http/ask.js';
import type { ProviderCallback } from '../provider.js';

export type FalCallbackReader = (
  callback: ProviderCallback,
  signal: AbortSignal,
) => Promise<{ readonly requestId: string } | undefined>;

export interface FalCallbackOptions {
  readonly jwksUrl: string;
  readonly timeoutMs: number;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
}

/** As fal documents: keys may be kept for a day, and a webhook is five minutes old at most. */
const KEEP_KEYS_MS = 24 * 3_600_000;
const MAX_SKEW_MS = 5 * 60_000;
/** Whoever sends us wrong signatures makes us ask fal this often at most. */
const REFRESH_AT_MOST_EVERY_MS = 60_000;

/**
 * Verifies fal's webhooks: Ed25519 over `request id, user id, timestamp, hex SHA-256 of the body`, by any of fal's keys.
 * A signature that none of the kept keys made is judged again with fresh ones, since fal may have changed them.
 */
export function falCallbackReader({
  jwksUrl,
  timeoutMs,
  now = Date.now,
}: FalCallbackOptions): FalCallbackReader {
  let keys: readonly KeyObject[] = [];
  let fetchedAt = Number.NEGATIVE_INFINITY;
  const fresh = async (signal: AbortSignal, maxAgeMs: number): Promise<boolean> => {
    if (now() - fetchedAt <= maxAgeMs) return false;
    fetchedAt = now();
    const answer = await ask({ method: 'GET', url: jwksUrl, headers: {}, timeoutMs, signal });
    if (answer.ok) keys = keysOf(answer.json);
    return answer.ok;
  };
  return async ({ headers, body }, signal) => {
    const header = (name: string): string => headers[`x-fal-webhook-${name}`] ?? '';
    const requestId = header('request-id');
    const seconds = Number(header('timestamp'));
    const signature = Buffer.from(header('signature'), 'hex');
    if (requestId === '' || signature.length !== 64) return undefined;
    if (!(Math.abs(now() - seconds * 1_000) <= MAX_SKEW_MS)) return undefined;
    const bodyHash = createHash('sha256').update(body).digest('hex');
    const message = Buffer.from([requestId, header('user-id'), header('timestamp'), bodyHash].join('\n'));
    const isSigned = () => keys.some((key) => verify(null, message, key, signature));
    await fresh(signal, KEEP_KEYS_MS);
    if (isSigned()) return { requestId };
    return (await fresh(signal, REFRESH_AT_MOST_EVERY_MS)) && isSigned() ? { requestId } : undefined;
  };
}

function keysOf(jwks: unknown): KeyObject[] {
  const list = field(jwks, 'keys');
  if (!Array.isArray(list)) return [];
  return list.flatMap((jwk) => {
    const x = textField(jwk, 'x');
    if (textField(jwk, 'kty') !== 'OKP' || x === undefined || Buffer.from(x, 'base64url').length !== 32)
      return [];
    return [createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' })];
  });
}
