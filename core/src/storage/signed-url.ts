import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import { assertStorageKey, contentTypeOfKey, type StorableContentType } from './storage-key.js';

/** Makes and checks the URLs under which a browser may fetch one stored object for a while. */
export interface UrlSigner {
  /** An absolute URL, `<publicUrl>/files/<token>`. */
  sign(key: string, options: SignOptions): string;
  /** Checks the last part of such a URL's path. Never throws, whatever it is given. */
  verify(token: string): VerifiedUrl | RefusedUrl;
}

export interface SignOptions {
  readonly expiresAt: Date;
  /** Letters, digits, `.`, `_`, `-`; at most 100. */
  readonly downloadName?: string | undefined;
}

export interface VerifiedUrl {
  readonly ok: true;
  readonly key: string;
  readonly contentType: StorableContentType;
  readonly expiresAt: Date;
  readonly downloadName: string | undefined;
}

export interface RefusedUrl {
  readonly ok: false;
  readonly reason: 'malformed' | 'forged' | 'expired';
}

const MAX_TOKEN_LENGTH = 1_024;
const TOKEN = /^([A-Za-z0-9_-]+)\.([A-Za-z0-9_-]{43})$/;
const DOWNLOAD_NAME = /^[A-Za-z0-9_-][A-Za-z0-9._-]{0,99}$/;

/**
 * Signs URLs with HMAC-SHA256. The token holds key, end and name in plain base64url; what makes it unguessable is the
 * signature. Nothing is stored, so any process with the same secret can check it, and a URL cannot be taken back
 * before it expires: deleting the object does that.
 *
 * @param secret - At least 32 characters. A key of its own is derived from it, so that it may sign other things too.
 * @param publicUrl - As browsers see the server, such as `https://api.tryon.example`.
 * @throws RangeError if the secret is too short.
 */
export function createUrlSigner(secret: string, publicUrl: string, now: () => number = Date.now): UrlSigner {
  if (secret.length < 32)
    throw new RangeError('The secret that signs picture URLs needs at least 32 characters');
  const hmacKey = Buffer.from(hkdfSync('sha256', secret, '', 'tryon picture url v1', 32));
  const base = `${publicUrl.replace(/\/+$/, '')}/files/`;
  const mac = (payload: string): string => createHmac('sha256', hmacKey).update(payload).digest('base64url');

  return {
    sign(key, { expiresAt, downloadName }) {
      assertStorageKey(key);
      if (downloadName !== undefined && !DOWNLOAD_NAME.test(downloadName)) {
        throw new RangeError(`${JSON.stringify(downloadName.slice(0, 100))} cannot be a download name`);
      }
      const fields = [key, expiresAt.getTime(), ...(downloadName === undefined ? [] : [downloadName])];
      const payload = Buffer.from(JSON.stringify(fields)).toString('base64url');
      return `${base}${payload}.${mac(payload)}`;
    },

    verify(token) {
      const match = token.length <= MAX_TOKEN_LENGTH ? TOKEN.exec(token) : null;
      const [, payload, signature] = match ?? [];
      if (payload === undefined || signature === undefined) return { ok: false, reason: 'malformed' };
      // The letters are compared, not the bytes they stand for: the last letter has two bits that stand for nothing.
      if (!timingSafeEqual(Buffer.from(signature), Buffer.from(mac(payload))))
        return { ok: false, reason: 'forged' };
      // Only what `sign` wrote gets this far.
      const [key, expiresAtMs, downloadName] = JSON.parse(Buffer.from(payload, 'base64url').toString()) as [
        string,
        number,
        string?,
      ];
      if (expiresAtMs <= now()) return { ok: false, reason: 'expired' };
      return {
        ok: true,
        key,
        contentType: contentTypeOfKey(key),
        expiresAt: new Date(expiresAtMs),
        downloadName,
      };
    },
  };
}
