import type { CompletedTryon, Rating } from '@tryon/sdk';
import type { Product } from '../product/product.js';
import type { SessionState } from '../session/state.js';

export type RatingReason = NonNullable<Rating['reason']>;

/** A try-on of this visit. */
export interface FinishedTryon {
  readonly tryon: CompletedTryon;
  readonly product: Product;
  readonly photoUrl: string | undefined;
  /** The try-on whose picture this one was made on. */
  readonly basedOn?: string;
}

/** The receipt of an erasure. */
export interface Erasure {
  readonly id: string;
  readonly erased_at: string;
  readonly tryons: number;
  readonly photos: number;
  readonly pictures: number;
  readonly provider_copies: 'none' | 'requested';
}

/** What the result's screen needs of a session. */
export interface ResultSession {
  readonly state: SessionState;
  readonly product: Product | undefined;
  readonly history?: readonly FinishedTryon[];
  again(product: Product): Promise<void>;
  recall?(tryonId: string): Promise<unknown>;
  addToOutfit?(product: Product): Promise<unknown>;
  rate?(rating: Rating): Promise<unknown>;
  erase(): Promise<Erasure | undefined | void>;
}
