import { createHash } from 'node:crypto';
import type { Raster } from '../pixels/raster.js';
import type { Body } from './body.js';

export interface PersonCacheOptions {
  /** Bytes of people kept in memory, some 8 MB each; 0 keeps nobody. */
  readonly maxBytes: number;
  /** How long somebody is kept after the last job that asked for them, ms. */
  readonly maxAgeMs: number;
  readonly read: (photo: Uint8Array) => Promise<Body>;
}

export interface PersonCache {
  /** @throws PreviewRefusal as `read` does; refusals are not kept. */
  personOf(photo: Uint8Array): Promise<Body>;
}

const bytesOf = ({ picture, small, labels }: Body): number =>
  [picture, small, ...Object.values(labels)].reduce(
    (sum: number, { data }: Pick<Raster, 'data'> | { readonly data: Float32Array }) => sum + data.byteLength,
    0,
  );

/**
 * People as they were read, by the hash of their photo: a shopper who tries the next product on has the same photo, and
 * reading it is half of a preview's work. They are kept in memory only and not for long, for a photo is a person's own:
 * an erased one is forgotten when `maxAgeMs` is over.
 */
export function createPersonCache({ maxBytes, maxAgeMs, read }: PersonCacheOptions): PersonCache {
  const kept = new Map<string, { readonly body: Body; readonly forget: NodeJS.Timeout }>();
  let total = 0;
  const drop = (key: string): void => {
    const entry = kept.get(key);
    if (!entry) return;
    clearTimeout(entry.forget);
    kept.delete(key);
    total -= bytesOf(entry.body);
  };
  const keep = (key: string, body: Body): void => {
    drop(key);
    // No reason for a process to live on.
    kept.set(key, { body, forget: setTimeout(() => drop(key), maxAgeMs).unref() });
    total += bytesOf(body);
    for (const oldest of kept.keys()) {
      if (total <= maxBytes) return;
      drop(oldest);
    }
  };
  return {
    async personOf(photo) {
      const key = createHash('sha256').update(photo).digest('hex');
      const body = kept.get(key)?.body ?? (await read(photo));
      keep(key, body);
      return body;
    },
  };
}
