/** Of how many visitors the button is kept away, so that what it sells can be measured. */
export type VisitorGroup = 'offered' | 'withheld';

const STORED_AS = 'tryon:visitor';
const SANE_ID = /^[0-9a-z]{16,64}$/;

/** Whether the visitor asks, by Do Not Track or Global Privacy Control, not to be measured. */
export function asksForPrivacy(browser: Navigator = navigator): boolean {
  const { globalPrivacyControl, doNotTrack } = browser as Navigator & { globalPrivacyControl?: unknown };
  return globalPrivacyControl === true || doNotTrack === '1' || doNotTrack === 'yes';
}

/**
 * A random id that says nothing of the visitor and stays the same in this browser on this shop. Undefined where the
 * browser keeps nothing: a share of visitors cannot be held apart there.
 */
export function storedVisitorId(): string | undefined {
  try {
    const known = localStorage.getItem(STORED_AS);
    if (known && SANE_ID.test(known)) return known;
    const fresh = randomId();
    localStorage.setItem(STORED_AS, fresh);
    return fresh;
  } catch {
    // Storage is switched off or full.
    return undefined;
  }
}

/** 128 random bits in 32 hexadecimal digits; works on pages without TLS, too, where `randomUUID` does not. */
export function randomId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/**
 * The group of a visitor: always the same one for the same id and share, and raising the share moves nobody out of
 * `withheld`. The hash is FNV-1a, 32 bits, with MurmurHash3's last mixing, which spreads ids that differ little.
 *
 * @param holdoutPercent 0..50
 */
export function groupOf(visitorId: string, salt: string, holdoutPercent: number): VisitorGroup {
  let hash = 0x811c9dc5;
  for (const sign of `${salt}:${visitorId}`) {
    hash = Math.imul(hash ^ sign.charCodeAt(0), 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32 < holdoutPercent / 100 ? 'withheld' : 'offered';
}
