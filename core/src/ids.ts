import { randomBytes } from 'node:crypto';

export type IdPrefix =
  | 'tryon'
  | 'img'
  | 'mer'
  | 'key'
  | 'plan'
  | 'req'
  | 'wrk'
  | 'lease'
  | 'whe'
  | 'whd'
  | 'evt'
  | 'note'
  | 'pho'
  | 'ers';

/** Crockford's base 32, lower case: no i, l, o, u to misread. Its letters sort as their values do. */
const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';

/** `count` characters of 5 random bits each. */
export function randomBase32(count: number, entropy: Uint8Array = randomBytes(count)): string {
  let text = '';
  for (let i = 0; i < count; i++) text += ALPHABET[(entropy[i] ?? 0) & 31];
  return text;
}

/**
 * A new id: prefix, 9 characters of milliseconds since 1970 (so ids sort by age), 20 characters of randomness
 * (100 bits, so that no id can be guessed from another).
 */
export function newId(prefix: IdPrefix, now: number = Date.now()): string {
  let time = '';
  for (let left = now, i = 0; i < 9; i++, left = Math.floor(left / 32)) time = ALPHABET[left % 32] + time;
  return `${prefix}_${time}${randomBase32(20)}`;
}
