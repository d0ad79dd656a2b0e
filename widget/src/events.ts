import type { Tryon } from '@tryon/sdk';
import type { AnalyticsEvent } from './analytics/track.js';
import type { Product } from './product/product.js';

/** What every event of the widget has in common: it bubbles, and it leaves the shadow tree. */
class WidgetEvent<Detail> extends CustomEvent<Detail> {
  constructor(type: string, detail: Detail, cancelable = false) {
    super(type, { detail, bubbles: true, composed: true, cancelable });
  }
}

/** The button is on the page. */
export class TryonReadyEvent extends WidgetEvent<{ readonly product: Product }> {
  constructor(product: Product) {
    super('tryon-ready', { product });
  }
}

export class TryonOpenEvent extends WidgetEvent<{ readonly product: Product | undefined }> {
  constructor(product: Product | undefined) {
    super('tryon-open', { product });
  }
}

export class TryonCloseEvent extends WidgetEvent<Record<string, never>> {
  constructor() {
    super('tryon-close', {});
  }
}

/** Where a photo came from. */
export type PhotoSource = 'file' | 'camera' | 'phone' | 'last' | 'model';

/** A photo was chosen. Cancelable: then it is not used. */
export class TryonPhotoSelectEvent extends WidgetEvent<{ readonly source: PhotoSource }> {
  constructor(source: PhotoSource) {
    super('tryon-photo-select', { source }, true);
  }
}

/** The try-on is about to be sent. Cancelable: then it is not. */
export class TryonSubmitEvent extends WidgetEvent<{ readonly product: Product }> {
  constructor(product: Product) {
    super('tryon-submit', { product }, true);
  }
}

export class TryonProgressEvent extends WidgetEvent<{ readonly stage: string; readonly percent: number }> {
  constructor(stage: string, percent: number) {
    super('tryon-progress', { stage, percent });
  }
}

export class TryonCompleteEvent extends WidgetEvent<{ readonly tryon: Tryon; readonly product: Product }> {
  constructor(tryon: Tryon, product: Product) {
    super('tryon-complete', { tryon, product });
  }
}

export class TryonErrorEvent extends WidgetEvent<{ readonly code: string }> {
  constructor(code: string) {
    super('tryon-error', { code });
  }
}

/**
 * The shopper wants the piece. Cancelable: a page that fills its bag itself says so by `preventDefault()`, or by
 * `respondWith()`; otherwise the widget puts it into the shop's own bag where it knows how.
 */
export class TryonAddToCartEvent extends WidgetEvent<{ readonly tryon: Tryon; readonly product: Product }> {
  /** @internal */
  answer: Promise<unknown> | undefined;

  constructor(tryon: Tryon, product: Product) {
    super('tryon-add-to-cart', { tryon, product }, true);
  }

  /** The page fills its bag; the shopper is told when `answer` resolves, and that it failed if it rejects. */
  respondWith(answer: Promise<unknown>): void {
    this.preventDefault();
    this.answer = answer;
  }
}

/** What was noted of what a shopper did, as it is sent; see docs/analytics.md. */
export class TryonAnalyticsEvent extends WidgetEvent<AnalyticsEvent> {
  constructor(event: AnalyticsEvent) {
    super('tryon-analytics', event);
  }
}

export interface TryonWidgetEventMap {
  'tryon-analytics': TryonAnalyticsEvent;
  'tryon-ready': TryonReadyEvent;
  'tryon-open': TryonOpenEvent;
  'tryon-close': TryonCloseEvent;
  'tryon-photo-select': TryonPhotoSelectEvent;
  'tryon-submit': TryonSubmitEvent;
  'tryon-progress': TryonProgressEvent;
  'tryon-complete': TryonCompleteEvent;
  'tryon-error': TryonErrorEvent;
  'tryon-add-to-cart': TryonAddToCartEvent;
}

declare global {
  interface HTMLElementEventMap extends TryonWidgetEventMap {}
  interface DocumentEventMap extends TryonWidgetEventMap {}
}
