import type { Rating } from '@tryon/sdk';
import type { CartRefusal } from '../cart/outcome.js';
import type { MessageKey } from '../localize.js';
import type { Product } from '../product/product.js';
import type { FinishedTryon } from '../session/state.js';

export type RatingReason = NonNullable<Rating['reason']>;

/** How far "add to bag" has come. */
export type CartState =
  | { readonly status: 'idle' | 'adding' | 'unknown' }
  | { readonly status: 'added'; readonly cartUrl?: string }
  | { readonly status: 'refused'; readonly why: CartRefusal; readonly message?: string };

/** What passes on the result's screen. */
export interface ResultScreen {
  readonly cart: CartState;
  /** Which of several pictures is on show. */
  readonly index: number;
  /** The try-on that is shown beside this one. */
  readonly besideId: string | undefined;
  readonly isAskingToErase: boolean;
  readonly isErasing: boolean;
  /** What went wrong last, until something else is done. */
  readonly fault: MessageKey | undefined;
  /** What was said of the picture, and whether it is on its way. */
  readonly rating: Readonly<Rating> | undefined;
}

export interface ResultActions {
  addToCart(): void;
  share(): void;
  /** The shopper reaches for "share", which needs the picture at once when it is pressed. */
  reachForShare(): void;
  save(): void;
  choosePicture(index: number): void;
  /** The same photo with another piece. */
  tryNext(product: Product): void;
  addToOutfit(product: Product): void;
  recall(tryonId: string): void;
  /** Shows a try-on beside this one; undefined ends it. */
  putBeside(tryonId: string | undefined): void;
  rate(rating: 'up' | 'down', reason?: RatingReason): void;
  askToErase(): void;
  keep(): void;
  erase(): void;
  renew(): void;
}

/** What the result's screen is drawn from. */
export interface ResultView extends ResultScreen {
  readonly act: ResultActions;
  readonly locale: string;
  readonly canShare: boolean;
  /** Whether the shown piece is the one that the page sells. */
  readonly isOnPage: boolean;
  /** Other pieces to try on. */
  readonly next: readonly Product[];
  /** What was tried on in this visit, newest first. */
  readonly history: readonly FinishedTryon[];
}
