import {
  ApiError,
  type CompletedTryon,
  ConnectionError,
  type PageClient,
  TimeoutError,
  TryOnFailedError,
} from '@tryon/sdk';
import type { Product } from '../product/product.js';

/** The shopper's photo: a file of their own, prepared for upload, or a stand-in model of the sandbox. */
export type Photo =
  | { readonly kind: 'file'; readonly blob: Blob }
  | { readonly kind: 'model'; readonly id: string; readonly url: string };

export type WorkingStage = 'uploading' | 'queued' | 'preparing' | 'generating' | 'finishing';

export type SessionState =
  | { readonly step: 'consent' }
  | { readonly step: 'photo' }
  | {
      readonly step: 'working';
      readonly stage: WorkingStage;
      readonly percent: number;
      readonly queuePosition?: number;
    }
  | { readonly step: 'result'; readonly tryon: CompletedTryon }
  | { readonly step: 'problem'; readonly code: string }
  | { readonly step: 'erased' };

export interface SessionOptions {
  readonly client: PageClient;
  readonly consentVersion?: string;
  /** Whether the shopper agreed before, in this visit. */
  readonly hasConsent?: boolean;
  readonly category?: 'auto' | 'tops' | 'bottoms' | 'one-pieces';
  readonly mode?: 'performance' | 'balanced' | 'quality';
}

/**
 * One shopper's way from consent to picture, as a state machine without a DOM: the widget draws it, a page of one's own
 * may as well. A photo is uploaded once and used again for the next product.
 */
export interface Session {
  readonly state: SessionState;
  readonly photo: Photo | undefined;
  /** What the last try-on was (or is) made with. */
  readonly product: Product | undefined;
  /** Calls `listener` after each change; returns what ends that. */
  subscribe(listener: () => void): () => void;
  agree(): void;
  /** Takes a photo and makes the try-on. Resolves when it has ended, however it ended; never rejects. */
  submit(photo: Photo, product: Product): Promise<void>;
  /** The same photo again: for another product, or after a fault. */
  again(product: Product): Promise<void>;
  /** Stops what runs and goes back to the choice of a photo. */
  cancel(): void;
  /** Back to the choice of a photo; the result stays on the server until it expires. */
  restart(): void;
  /** Erases the photo and what was made of it, on the server. */
  erase(): Promise<void>;
}

export function createSession(options: SessionOptions): Session {
  const { client } = options;
  const listeners = new Set<() => void>();
  let state: SessionState = options.hasConsent ? { step: 'photo' } : { step: 'consent' };
  let photo: Photo | undefined;
  let lastProduct: Product | undefined;
  /** The uploaded photo's id, as long as it is the chosen photo. */
  let imageId: string | undefined;
  let running: AbortController | undefined;
  const made = new Set<string>();
  /** Uploaded photos of which no try-on was made (yet). */
  const unused = new Set<string>();

  const go = (next: SessionState) => {
    state = next;
    for (const listener of listeners) listener();
  };

  const upload = async (chosen: Photo, signal: AbortSignal): Promise<string> => {
    if (chosen.kind === 'model') return chosen.id;
    if (imageId === undefined) {
      imageId = (await client.images.create({ file: chosen.blob }, { signal })).id;
      unused.add(imageId);
    }
    return imageId;
  };

  const make = async (chosen: Photo, product: Product): Promise<void> => {
    running?.abort();
    lastProduct = product;
    const controller = new AbortController();
    running = controller;
    const { signal } = controller;
    let tryonId: string | undefined;
    go({ step: 'working', stage: 'uploading', percent: 0 });
    try {
      const created = await client.tryons.create(
        {
          model_image: await upload(chosen, signal),
          garment_image: product.imageUrl,
          category: product.category ?? options.category ?? 'auto',
          ...(options.mode && { mode: options.mode }),
          ...(options.consentVersion && {
            consent: { version: options.consentVersion, locale: 'en', agreed_at: new Date().toISOString() },
          }),
          metadata: metadataOf(product),
        },
        { signal },
      );
      tryonId = created.id;
      made.add(created.id);
      if (imageId !== undefined) unused.delete(imageId);
      const tryon = await client.tryons.wait(created.id, {
        signal,
        onProgress: ({ progress }) => {
          if (signal.aborted || progress.stage === 'ended') return;
          const { stage, percent, queue_position: queuePosition } = progress;
          go({ step: 'working', stage, percent, ...(queuePosition !== undefined && { queuePosition }) });
        },
      });
      if (!signal.aborted) go({ step: 'result', tryon });
    } catch (error) {
      if (signal.aborted) {
        // The shopper moved on; whether the server hears of it changes nothing for them.
        if (tryonId) client.tryons.cancel(tryonId).catch(() => undefined);
        return;
      }
      const code = codeOf(error);
      // An upload that is gone (erased, expired) is made anew by the next try.
      if (code === 'image_not_found' || code === 'image_unreadable') imageId = undefined;
      go({ step: 'problem', code });
    }
  };

  return {
    get state() {
      return state;
    },
    get photo() {
      return photo;
    },
    get product() {
      return lastProduct;
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    agree() {
      if (state.step === 'consent') go({ step: 'photo' });
    },
    submit(chosen, product) {
      photo = chosen;
      imageId = undefined;
      return make(chosen, product);
    },
    async again(product) {
      if (photo) await make(photo, product);
      else go({ step: 'photo' });
    },
    cancel() {
      running?.abort();
      go({ step: 'photo' });
    },
    restart() {
      running?.abort();
      go({ step: 'photo' });
    },
    async erase() {
      running?.abort();
      try {
        for (const id of made) {
          await client.tryons.delete(id).catch(ignoreMissing);
          made.delete(id);
        }
        // Erasing a try-on erases the photo it was made with; one that never came so far is erased by itself.
        for (const id of unused) {
          await client.images.delete(id).catch(ignoreMissing);
          unused.delete(id);
        }
        imageId = undefined;
        photo = undefined;
        go({ step: 'erased' });
      } catch (error) {
        go({ step: 'problem', code: codeOf(error) });
      }
    },
  };
}

/** What is gone already need not be erased. */
function ignoreMissing(error: unknown): void {
  if (!(error instanceof ApiError && error.status === 404)) throw error;
}

function metadataOf(product: Product): Record<string, string> {
  const entries = { product_id: product.id, product_title: product.title, product_url: product.url };
  return Object.fromEntries(
    Object.entries(entries).flatMap(([key, value]) => (value ? [[key, value.slice(0, 500)]] : [])),
  );
}

function codeOf(error: unknown): string {
  if (error instanceof TryOnFailedError || error instanceof ApiError) return error.code;
  if (error instanceof ConnectionError || error instanceof TimeoutError) return 'offline';
  return 'unknown';
}
