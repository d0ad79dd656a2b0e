import { createHash, timingSafeEqual } from 'node:crypto';
import { randomBase32 } from '../ids.js';

/** A visitor's proof of what they created: 130 random bits. */
export function mintClientToken(): string {
  return `ct_${randomBase32(26)}`;
}

export function hashClientToken(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}

/** Whether a token is the one whose hash was stored. */
export function clientTokenMatches(token: string, hash: Uint8Array | null): boolean {
  return hash !== null && timingSafeEqual(hashClientToken(token), hash);
}
