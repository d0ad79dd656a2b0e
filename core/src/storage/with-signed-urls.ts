import type { UrlSigner } from './signed-url.js';
import type { ObjectStorage, ServableStorage } from './storage.js';

const DEFAULT_EXPIRES_IN_MS = 15 * 60 * 1_000;

/** Lets a storage that browsers cannot reach themselves, such as a folder, answer with URLs of our own server. */
export function withSignedUrls(
  storage: ObjectStorage,
  signer: UrlSigner,
  now: () => number = Date.now,
): ServableStorage {
  return {
    ...storage,
    async urlFor(key, { expiresInMs = DEFAULT_EXPIRES_IN_MS, downloadName } = {}) {
      const expiresAt = new Date(now() + expiresInMs);
      return { url: signer.sign(key, { expiresAt, downloadName }), expiresAt };
    },
  };
}
