import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import sharp from 'sharp';
import type { Fleet } from './fleet.js';

export interface CallOptions {
  readonly json?: unknown;
  readonly idempotencyKey?: string;
  /** Which server; one after another if left out. */
  readonly server?: number;
  /** Gives up after this long; 120,000 ms by default. */
  readonly patienceMs?: number;
}

/** A client as the SDK is one: it repeats what may be repeated, under one idempotency key, at whichever server answers. */
export interface FleetClient {
  /** @throws when it was refused for good, or nothing answered in time. */
  call<T>(method: string, path: string, options?: CallOptions): Promise<T>;
  /** The id of a picture that is stored, of one colour. */
  upload(background?: string): Promise<string>;
  submit(images: readonly [string, string], options?: { readonly mode?: string }): Promise<string>;
  /** Answers that asked to come again, by status. */
  readonly deferred: ReadonlyMap<number, number>;
}

const ATTEMPT_TIMEOUT_MS = 10_000;

export function createClient(fleet: Fleet): FleetClient {
  const deferred = new Map<number, number>();
  let turn = 0;

  async function attempt(method: string, path: string, options: CallOptions, form?: FormData) {
    const server = fleet.serverUrls[(options.server ?? turn++) % fleet.serverUrls.length];
    return fetch(server + path, {
      method,
      signal: AbortSignal.timeout(ATTEMPT_TIMEOUT_MS),
      headers: {
        Authorization: `Bearer ${fleet.secretKey}`,
        ...(options.json !== undefined && { 'Content-Type': 'application/json' }),
        ...(options.idempotencyKey && { 'Idempotency-Key': options.idempotencyKey }),
      },
      body: form ?? (options.json === undefined ? null : JSON.stringify(options.json)),
    });
  }

  async function call<T>(
    method: string,
    path: string,
    options: CallOptions = {},
    form?: FormData,
  ): Promise<T> {
    const until = Date.now() + (options.patienceMs ?? 120_000);
    for (let waitMs = 100; ; waitMs = Math.min(waitMs * 1.5, 2_000)) {
      let last: unknown;
      try {
        const response = await attempt(method, path, options, form);
        const text = await response.text();
        if (response.ok) return (text ? JSON.parse(text) : undefined) as T;
        last = new Error(`${method} ${path}: ${response.status} ${text.slice(0, 300)}`);
        deferred.set(response.status, (deferred.get(response.status) ?? 0) + 1);
        if (response.status < 500 && response.status !== 409 && response.status !== 429) throw last;
        if (response.status >= 500 && !response.headers.has('retry-after') && response.status === 503)
          throw new Error(`503 without Retry-After: ${text.slice(0, 200)}`);
      } catch (error) {
        if (error === last) throw error;
        last ??= error;
      }
      if (Date.now() > until) throw last;
      await sleep(waitMs);
    }
  }

  return {
    deferred,
    call,
    async upload(background = '#334455') {
      const bytes = await sharp({
        create: { width: 200, height: 300, channels: 3, background },
      })
        .jpeg()
        .toBuffer();
      const form = new FormData();
      form.append('file', new Blob([new Uint8Array(bytes)]), 'photo.jpg');
      const image = await call<{ id: string }>('POST', '/v1/images', {}, form);
      return image.id;
    },
    async submit([model, garment], { mode = 'balanced' } = {}) {
      const tryon = await call<{ id: string }>('POST', '/v1/tryons', {
        idempotencyKey: randomUUID(),
        json: { model_image: model, garment_image: garment, mode, category: 'tops' },
      });
      return tryon.id;
    },
  };
}
