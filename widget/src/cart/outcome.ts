/** Why a piece did not go into the bag. */
export type CartRefusal =
  /** A size or colour must be chosen on the page first. */
  | 'choose'
  | 'soldOut'
  /** No answer, so that it may or may not be in the bag. */
  | 'noAnswer'
  /** The shop said no, mostly with words of its own. */
  | 'shop';

/** What came of "add to bag". */
export type CartOutcome =
  | {
      readonly kind: 'added';
      /** Where the bag is, if the page says so. */
      readonly cartUrl?: string;
    }
  | {
      readonly kind: 'refused';
      readonly why: CartRefusal;
      /** What the shop answered, in its own language. */
      readonly message?: string;
    }
  /** The page's own button is the only sure way; what comes of pressing it, the page shows. */
  | { readonly kind: 'press'; readonly button: HTMLElement }
  /** Nothing on this page is known to sell the piece. */
  | { readonly kind: 'unknown' };

export const refused = (why: CartRefusal, message?: string): CartOutcome => ({
  kind: 'refused',
  why,
  ...(message && { message }),
});
