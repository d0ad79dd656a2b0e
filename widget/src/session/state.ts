import type { CompletedTryon, Erasure } from '@tryon/sdk';
import type { Product } from '../product/product.js';

/**
 * The person: a file of their own, prepared for upload; a photo that is on the server already (sent by the shopper's
 * phone, or on an earlier page of this visit); or a stand-in model of the sandbox. `url` is for looking at it.
 */
export type Photo =
  | { readonly kind: 'file'; readonly blob: Blob; readonly url?: string }
  | { readonly kind: 'upload'; readonly id: string; readonly url?: string }
  | { readonly kind: 'model'; readonly id: string; readonly url: string };

export type WorkingStage = 'uploading' | 'queued' | 'preparing' | 'generating' | 'finishing';

/** Where a shopper stands. docs/decisions/2026-11-21-widget.md has the table of what leads where. */
export type SessionState =
  | { readonly step: 'consent' }
  | { readonly step: 'photo' }
  | {
      readonly step: 'working';
      readonly stage: WorkingStage;
      /** 0..100; never less than before. */
      readonly percent: number;
      /** How many are before this one, while `queued`. */
      readonly queuePosition?: number;
      /** The connection broke off; it goes on by itself once that is back. */
      readonly isOffline?: boolean;
    }
  | { readonly step: 'result'; readonly tryon: CompletedTryon }
  | {
      readonly step: 'problem';
      /** Of the try-on, of the API, or `offline` or `unknown`. */
      readonly code: string;
      /** Before this time (milliseconds since 1970) another try is refused. */
      readonly retryAt?: number;
    }
  | {
      readonly step: 'erased';
      /** Of all that was erased; undefined when there was nothing on the server (any more). */
      readonly receipt: Erasure | undefined;
    };

/** A picture of this visit. */
export interface FinishedTryon {
  readonly tryon: CompletedTryon;
  readonly product: Product;
  /** The person as they were photographed, to compare with. */
  readonly photoUrl: string | undefined;
  /** Id of the try-on whose picture this one was put on: an outfit. */
  readonly basedOn?: string;
}

/** What outlives a page of the visit: ids and what was for sale, never a photo. */
export interface SavedSession {
  /** The try-on that ran when the page was left. */
  readonly pending?: SavedTryon;
  /** The photo to offer again. */
  readonly photo?: { readonly kind: 'upload' | 'model'; readonly id: string };
  /** Newest first. */
  readonly history: readonly SavedTryon[];
}

export interface SavedTryon {
  readonly id: string;
  readonly product: Product;
  readonly imageId?: string;
  readonly basedOn?: string;
}

/** Where a session keeps what outlives the page. */
export interface SessionMemory {
  load(): SavedSession | undefined;
  save(saved: SavedSession): void;
}
