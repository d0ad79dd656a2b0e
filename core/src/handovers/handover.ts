import { createHash, timingSafeEqual } from 'node:crypto';
import type { ConsentRecord } from '../consent/consent-record.js';
import { randomBase32 } from '../ids.js';

/** How long a phone has, from the moment that the QR code is shown. */
export const HANDOVER_MINUTES = 10;

export type HandoverStatus = 'waiting' | 'opened' | 'received' | 'expired';

/** A photo that is to come from the visitor's phone. */
export interface Handover {
  readonly id: string;
  readonly merchantId: string;
  readonly livemode: boolean;
  /** With which it was asked for. */
  readonly apiKeyId: string;
  /** The visitor at the computer, whose the photo is to be. */
  readonly clientTokenHash: Uint8Array;
  readonly secretHash: Uint8Array;
  readonly status: HandoverStatus;
  /** Of the computer's page, as BCP 47; null if it did not say. */
  readonly locale: string | null;
  /** What the shopper agreed to at the computer. */
  readonly consent: ConsentRecord | null;
  /** Set once it was received; the image may have been erased since. */
  readonly imageId: string | null;
  readonly createdAt: Date;
  readonly expiresAt: Date;
}

/** What the phone proves itself with: 130 random bits, shown once, in the address's fragment. */
export function mintHandoverSecret(): string {
  return `phs_${randomBase32(26)}`;
}

export function hashHandoverSecret(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}

/** Whether a secret is the one whose hash was stored; takes as long for a wrong one. */
export function handoverSecretMatches(secret: string, hash: Uint8Array): boolean {
  return timingSafeEqual(hashHandoverSecret(secret), hash);
}
