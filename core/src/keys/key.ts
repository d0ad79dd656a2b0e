import { createHash, randomBytes } from 'node:crypto';
import { randomBase32 } from '../ids.js';

export type KeyKind = 'pk' | 'sk';

export interface ApiKey {
  readonly id: string;
  readonly merchantId: string;
  readonly kind: KeyKind;
  readonly livemode: boolean;
  readonly lastFour: string;
  readonly allowedOrigins: readonly string[];
  /** Its own limit, below that of the plan; null: the plan's alone. */
  readonly requestsPerMinute: number | null;
  readonly createdAt: Date;
  readonly lastUsedAt: Date | null;
  readonly expiresAt: Date | null;
  readonly revokedAt: Date | null;
}

/** 32 characters of 5 bits: 160 random bits. */
const BODY_LENGTH = 32;
const CHECKSUM_LENGTH = 6;
/** A random body has no i, l, o, u; the demo merchant's well-known ones may: they begin with `demo`. */
const SHAPE = new RegExp(
  `^([ps]k)_(test|live)_([0-9a-z]{${BODY_LENGTH}})([0-9a-hjkmnp-tv-z]{${CHECKSUM_LENGTH}})$`,
);

function checksum(head: string): string {
  return randomBase32(CHECKSUM_LENGTH, createHash('sha256').update(`tryon key ${head}`).digest());
}

/** A key from its random body; the last six characters are a checksum, so that scanners can tell a real one. */
export function keyFromBody(kind: KeyKind, livemode: boolean, body: string): string {
  const head = `${kind}_${livemode ? 'live' : 'test'}_${body}`;
  const key = head + checksum(head);
  if (!SHAPE.test(key)) throw new TypeError(`A key's body is ${BODY_LENGTH} characters of base 32`);
  return key;
}

/** A new key. Show it once; store only {@link hashKey} of it. */
export function mintKey(kind: KeyKind, livemode: boolean): string {
  return keyFromBody(kind, livemode, randomBase32(BODY_LENGTH, randomBytes(BODY_LENGTH)));
}

/** Whether a text has a key's shape and checksum; says nothing of whether the key exists. */
export function parseKey(text: string): { kind: KeyKind; livemode: boolean } | undefined {
  const match = SHAPE.exec(text);
  if (!match) return undefined;
  const [, kind, mode, , sum] = match;
  if (checksum(text.slice(0, -CHECKSUM_LENGTH)) !== sum) return undefined;
  return { kind: kind as KeyKind, livemode: mode === 'live' };
}

/** What is stored and looked up. A key is 160 random bits, so one round of SHA-256 is enough. */
export function hashKey(key: string): Buffer {
  return createHash('sha256').update(key).digest();
}
