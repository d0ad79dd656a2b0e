import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

/** Encrypts small secrets that have to be stored, so that a copy of the database alone opens nothing. */
export interface Sealer {
  seal(text: string): Buffer;
  /** @throws when it was sealed with another secret, or changed since. */
  open(sealed: Uint8Array): string;
}

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/**
 * AES-256-GCM under a key of its own, derived from the secret by HKDF (RFC 5869).
 *
 * @param secret - At least 32 characters; may serve other purposes, too.
 * @param purpose - Keeps what is sealed for one purpose from being opened for another.
 */
export function createSealer(secret: string, purpose: string): Sealer {
  if (secret.length < 32) throw new RangeError('The secret that seals needs at least 32 characters');
  const key = Buffer.from(hkdfSync('sha256', secret, '', `tryon seal v1 ${purpose}`, 32));
  return {
    seal(text) {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv('aes-256-gcm', key, nonce);
      return Buffer.concat([nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
    },
    open(sealed) {
      const bytes = Buffer.from(sealed);
      const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, NONCE_BYTES));
      decipher.setAuthTag(bytes.subarray(-TAG_BYTES));
      const text = bytes.subarray(NONCE_BYTES, -TAG_BYTES);
      return Buffer.concat([decipher.update(text), decipher.final()]).toString('utf8');
    },
  };
}
