import type { AnalyticsEventName, AnalyticsFields } from '../analytics/track.js';
import type { CartOutcome } from '../cart/outcome.js';
import { TryonAddToCartEvent, TryonSubmitEvent } from '../events.js';
import type { MessageKey } from '../localize.js';
import type { Product } from '../product/product.js';
import type { Session } from '../session/session.js';
import { defineLater, type LaterPart } from './later-parts.js';
import { fetchPicture, saveFile, sharePicture } from './picture-file.js';
import type { CartState, RatingReason, ResultActions, ResultScreen } from './result-screen.js';

/** What the result's screen needs of the dialog. */
export interface ResultHost {
  readonly session: Session;
  readonly currentProduct: Product | undefined;
  dispatchEvent(event: Event): boolean;
  requestUpdate(): void;
  focusTitle(): void;
  /** Brings the picture into sight. */
  showPicture(): void;
  hide(): void;
  track(name: AnalyticsEventName, fields?: AnalyticsFields): void;
  readonly isOpen: boolean;
}

const FRESH: ResultScreen = {
  cart: { status: 'idle' },
  index: 0,
  besideId: undefined,
  isAskingToErase: false,
  isErasing: false,
  fault: undefined,
  rating: undefined,
};

/** What the shopper does with the picture, between the screen's buttons, the session and the shop's bag. */
export class ResultFlow {
  screen: ResultScreen = FRESH;
  /** The picture to share, fetched when the shopper reaches for it. */
  private file: { readonly url: string; readonly coming: Promise<File> } | undefined;
  private shownId: string | undefined;
  private readonly leaving = new AbortController();
  private seenId: string | undefined;
  /** Whose links were renewed last. */
  private renewedId: string | undefined;

  constructor(
    private readonly host: ResultHost,
    /** Called once nothing of the shopper is left. */
    private readonly onErased: () => void,
  ) {}

  readonly actions: ResultActions = {
    addToCart: () => void this.addToCart(),
    share: () => void this.share(),
    reachForShare: () => void this.pictureFile()?.catch(() => undefined),
    save: () => void this.save(),
    choosePicture: (index) => this.show({ index }),
    tryNext: (product) => {
      if (this.host.dispatchEvent(new TryonSubmitEvent(product))) void this.host.session.again(product);
    },
    addToOutfit: (product) => {
      if (this.host.dispatchEvent(new TryonSubmitEvent(product))) void this.host.session.addToOutfit(product);
    },
    recall: (tryonId) => {
      void this.recall(tryonId);
      this.host.showPicture();
    },
    putBeside: (besideId) => {
      this.show({ besideId });
      this.host.showPicture();
    },
    rate: (rating, reason) => void this.rate(rating, reason),
    askToErase: () => {
      void this.load('receipt');
      this.show({ isAskingToErase: true, fault: undefined });
      this.host.focusTitle();
    },
    keep: () => {
      if (this.screen.isErasing) return;
      this.show({ isAskingToErase: false });
      this.host.focusTitle();
    },
    erase: () => void this.erase(),
    renew: () => {
      // Once: a picture that cannot be shown with a fresh link is not shown by another.
      if (!this.shownId || this.renewedId === this.shownId) return;
      this.renewedId = this.shownId;
      void this.recall(this.shownId);
    },
  };

  /** What belongs to a picture does not outlive it. */
  onSession(): void {
    const { state } = this.host.session;
    if (this.host.session.history.length > 1) void this.load('history');
    if (state.step === 'erased') void this.load('receipt');
    const id = state.step === 'result' ? state.tryon.id : undefined;
    if (id === this.shownId) return;
    this.shownId = id;
    this.file = undefined;
    this.screen = state.step === 'result' ? { ...FRESH, rating: state.tryon.rating ?? undefined } : FRESH;
    this.seen();
  }

  /** Lets go of what it waits for. */
  dispose(): void {
    this.leaving.abort();
    this.file = undefined;
  }

  /** Takes note of a picture that a shopper sees; one that comes while the dialog is closed is not seen yet. */
  seen(): void {
    if (!this.host.isOpen || !this.shownId || this.seenId === this.shownId) return;
    this.seenId = this.shownId;
    this.host.track('result_viewed');
  }

  /** The screen does without a part that cannot be fetched; it is tried again the next time. */
  private async load(part: LaterPart): Promise<void> {
    try {
      await defineLater(part);
    } catch (error) {
      console.warn(`[tryon] A part of the dialog could not be loaded (${part}):`, error);
    }
  }

  private show(changes: Partial<ResultScreen>): void {
    this.screen = { ...this.screen, ...changes };
    this.host.requestUpdate();
  }

  private fail(fault: MessageKey, error: unknown): void {
    console.warn('[tryon]', error);
    this.show({ fault });
  }

  private get picture() {
    const { state } = this.host.session;
    return state.step === 'result' ? state.tryon.output[this.screen.index] : undefined;
  }

  private async addToCart(): Promise<void> {
    const { state, product } = this.host.session;
    if (state.step !== 'result' || !product || this.screen.cart.status === 'adding') return;
    const { id } = state.tryon;
    const event = new TryonAddToCartEvent(state.tryon, product);
    this.show({ cart: { status: 'adding' }, fault: undefined });
    this.host.dispatchEvent(event);
    const outcome = event.defaultPrevented ? await answerOf(event) : await this.addByItself(product);
    if (outcome.kind === 'press') {
      // What comes of it is the page's to show: a drawer, a choice of sizes, another page.
      this.host.hide();
      outcome.button.click();
    }
    if (outcome.kind === 'added' || outcome.kind === 'press') {
      this.host.track('added_to_cart', { source: outcome.kind === 'press' ? 'page' : 'widget' });
    }
    // The shopper may look at another picture by now.
    if (this.shownId === id) this.show({ cart: cartState(outcome) });
  }

  private async addByItself(product: Product): Promise<CartOutcome> {
    try {
      const { addToCart } = await import('../cart/add-to-cart.js');
      const isOnPage = product.imageUrl === this.host.currentProduct?.imageUrl;
      const wanted = { isOnPage, variantId: product.variantId, productId: product.id };
      return await addToCart(window, wanted, this.leaving.signal);
    } catch (error) {
      console.warn('[tryon] The piece could not be put into the bag:', error);
      return { kind: 'refused', why: 'noAnswer' };
    }
  }

  /** Fetched once for a picture, also when several of the shopper's wishes need it. */
  private pictureFile(): Promise<File> | undefined {
    const { picture } = this;
    if (!picture) return undefined;
    if (this.file?.url !== picture.url) {
      const coming = fetchPicture(picture);
      this.file = { url: picture.url, coming };
      coming.catch(() => {
        this.file = undefined;
      });
    }
    return this.file?.coming;
  }

  private async share(): Promise<void> {
    this.show({ fault: undefined });
    try {
      const file = await this.pictureFile();
      if (!file) return;
      const outcome = await sharePicture(file, this.host.session.product?.title ?? '');
      if (outcome === 'shared') this.host.track('shared', { source: 'system' });
      if (outcome === 'saved') this.host.track('downloaded');
    } catch (error) {
      this.fail('saveFailed', error);
    }
  }

  private async save(): Promise<void> {
    this.show({ fault: undefined });
    try {
      const file = await this.pictureFile();
      if (!file) return;
      saveFile(file);
      this.host.track('downloaded');
    } catch (error) {
      this.fail('saveFailed', error);
    }
  }

  private async recall(tryonId: string): Promise<void> {
    this.show({ fault: undefined, besideId: undefined });
    try {
      await this.host.session.recall(tryonId);
    } catch (error) {
      this.fail('recallFailed', error);
    }
  }

  private async rate(rating: 'up' | 'down', reason?: RatingReason): Promise<void> {
    const { shownId } = this;
    const said = { rating, ...(reason && { reason }) };
    const before = this.screen.rating;
    this.show({ rating: said, fault: undefined });
    try {
      await this.host.session.rate(said);
      this.host.track('rated', { source: rating, ...(reason && { code: reason }) });
    } catch (error) {
      if (this.shownId !== shownId) return;
      this.show({ rating: before });
      this.fail('rateFailed', error);
    }
  }

  private async erase(): Promise<void> {
    if (this.screen.isErasing) return;
    this.show({ isErasing: true, fault: undefined });
    try {
      await this.host.session.erase();
      this.host.track('photo_deleted');
      this.onErased();
    } catch (error) {
      this.fail('eraseFailed', error);
    }
    this.show({ isErasing: false });
  }
}

async function answerOf(event: TryonAddToCartEvent): Promise<CartOutcome> {
  try {
    await event.answer;
    return { kind: 'added' };
  } catch (error) {
    console.warn('[tryon] The page did not put the piece into its bag:', error);
    return { kind: 'refused', why: 'shop' };
  }
}

function cartState(outcome: CartOutcome): CartState {
  switch (outcome.kind) {
    case 'added':
      return { status: 'added', ...(outcome.cartUrl && { cartUrl: outcome.cartUrl }) };
    case 'refused':
      return { status: 'refused', why: outcome.why, ...(outcome.message && { message: outcome.message }) };
    case 'press':
      return { status: 'idle' };
    case 'unknown':
      return { status: 'unknown' };
  }
}
