import { createHash, generateKeyPairSync, type KeyObject, randomUUID, sign } from 'node:crypto';

/** The keys that fal signs its webhooks with. */
export interface SigningKeys {
  /** As `/.well-known/jwks.json` answers it. */
  jwks(): { readonly keys: readonly object[] };
  /** From now on signs with a new key; the one before stays published. */
  rotate(): void;
  /** Signs with a new key and withdraws all others. */
  replace(): void;
  /** The four headers of a signed body. */
  sign(body: string, requestId: string, atMs: number): Record<string, string>;
}

interface PublishedKey {
  readonly privateKey: KeyObject;
  readonly jwk: object;
}

export function createSigningKeys(): SigningKeys {
  let keys: readonly PublishedKey[] = [newKey()];
  const jwks = () => ({ keys: keys.map(({ jwk }) => jwk) });
  return {
    jwks,
    rotate: () => {
      keys = [newKey(), ...keys];
    },
    replace: () => {
      keys = [newKey()];
    },
    sign: (body, requestId, atMs) => {
      const userId = 'github|12345';
      const timestamp = String(Math.floor(atMs / 1_000));
      const bodyHash = createHash('sha256').update(body).digest('hex');
      const message = [requestId, userId, timestamp, bodyHash].join('\n');
      return {
        'x-fal-webhook-request-id': requestId,
        'x-fal-webhook-user-id': userId,
        'x-fal-webhook-timestamp': timestamp,
        'x-fal-webhook-signature': sign(null, Buffer.from(message), keys[0]!.privateKey).toString('hex'),
      };
    },
  };
}

function newKey(): PublishedKey {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const { x } = publicKey.export({ format: 'jwk' });
  return { privateKey, jwk: { kty: 'OKP', crv: 'Ed25519', x, kid: randomUUID(), use: 'sig', alg: 'EdDSA' } };
}
