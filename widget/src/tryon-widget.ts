import type { Tryon, WidgetConfig } from '@tryon/sdk';
import { adoptStyles, html, LitElement, nothing, type TemplateResult } from 'lit';
import {
  type AnalyticsEventName,
  type AnalyticsFields,
  createTracker,
  type Tracker,
} from './analytics/track.js';
import { ConnectError, connect } from './connect.js';
import type { TryonDialog } from './dialog/tryon-dialog.js';
import { TryonAnalyticsEvent, TryonReadyEvent } from './events.js';
import { hangerIcon } from './hanger-icon.js';
import { LanguageController } from './language.js';
import type { MessageOverrides, Say } from './localize.js';
import type { NamedProduct, Product, ProductCategory } from './product/product.js';
import { SchemeController } from './scheme.js';
import { owesErasure } from './session/erased-elsewhere.js';
import type { TokenProvider } from './session/open-session.js';
import type { SessionState } from './session/state.js';
import { hasPendingTryon, rememberedConsent } from './session/visit.js';
import { controls } from './styles/controls.styles.js';
import { tokens } from './styles/tokens.styles.js';
import { trigger } from './styles/trigger.styles.js';
import { WakeUpController } from './wake-up.js';

const DEFAULT_API_BASE = 'http://127.0.0.1:4600';
/** How long a page may take to say what it sells before its developer is told, in milliseconds. */
const PATIENCE_MS = 4000;

const warn = (why: string) => console.warn(`[tryon] The button stays away: ${why}`);

/**
 * Lets a shopper see themself in a product.
 *
 * @tag tryon-widget
 * @attr {string} lang - The language of its words; the nearest one of the page by default.
 * @event {TryonReadyEvent} tryon-ready - The button is on the page.
 * @event {TryonOpenEvent} tryon-open - The dialog was opened.
 * @event {TryonCloseEvent} tryon-close - The dialog was closed.
 * @event {TryonPhotoSelectEvent} tryon-photo-select - A photo was chosen; cancelable: the photo is then not used.
 * @event {TryonSubmitEvent} tryon-submit - The try-on is about to be sent; cancelable: it is then not sent.
 * @event {TryonProgressEvent} tryon-progress - How far it is: `{ stage, percent }`.
 * @event {TryonCompleteEvent} tryon-complete - The picture is there: `{ tryon, product }`.
 * @event {TryonErrorEvent} tryon-error - It failed: `{ code }`.
 * @event {TryonAddToCartEvent} tryon-add-to-cart - Put it into the bag: `{ tryon, product }`; cancelable.
 * @event {TryonAnalyticsEvent} tryon-analytics - What was noted of what the shopper did, for the page's own tools.
 * @slot trigger - What is in the button.
 * @slot consent - Replaces the consent text.
 * @slot result-actions - More buttons under the picture.
 * @slot footer - Under everything in the dialog.
 * @csspart trigger - The button on the page.
 * @csspart dialog - The dialog.
 * @csspart header - Its title and the button that closes it.
 * @csspart body - What changes from step to step.
 * @csspart picker - Where a photo is chosen.
 * @csspart progress - What is shown while it runs.
 * @csspart result - The finished picture with what can be done about it.
 * @csspart image - The picture itself.
 * @csspart button - Every button.
 * @csspart primary-button - The one button of a step that leads on.
 * @csspart problem - What went wrong, and what to do.
 * @cssproperty --tryon-color-accent - Buttons and focus.
 * @cssproperty --tryon-color-on-accent - Text on the accent.
 * @cssproperty --tryon-color-surface - The dialog.
 * @cssproperty --tryon-color-text - Text.
 * @cssproperty --tryon-color-muted - Second-rank text.
 * @cssproperty --tryon-color-line - Borders.
 * @cssproperty --tryon-color-soft - Quiet areas.
 * @cssproperty --tryon-color-problem - What went wrong.
 * @cssproperty --tryon-radius - How round corners are.
 * @cssproperty --tryon-font-family - The font; the page's own by default.
 * @cssproperty --tryon-shadow - Under the button and the dialog.
 * @cssproperty --tryon-width - Of the dialog.
 * @cssproperty --tryon-z-index - Of the floating button.
 */
export class TryonWidgetElement extends LitElement {
  static override properties = {
    publishableKey: { attribute: 'publishable-key' },
    garmentImage: { attribute: 'garment-image' },
    garmentId: { attribute: 'garment-id' },
    category: {},
    mode: {},
    layout: {},
    theme: {},
    apiBase: { attribute: 'api-base' },
    analytics: {},
    product: { attribute: false },
    tokenProvider: { attribute: false },
    messages: { attribute: false },
    nextProducts: { attribute: false },
    config: { state: true },
    isLoading: { state: true },
    hasLoadFailed: { state: true },
  };
  static override styles = [tokens, controls, trigger];

  /** A publishable key, `pk_…`. */
  publishableKey = '';
  /** Address of the product's picture; wins over `product`. */
  garmentImage = '';
  /** The shop's own id of the product. */
  garmentId = '';
  /**
   * What the garment is; `auto` lets the service see for itself.
   * @type {'auto' | 'tops' | 'bottoms' | 'one-pieces'}
   */
  category: ProductCategory | 'auto' = 'auto';
  /** Speed against quality. */
  mode: 'performance' | 'balanced' | 'quality' = 'balanced';
  /** `floating` and `inline` show a button; `dialog` only opens by `show()`. */
  layout: 'floating' | 'inline' | 'dialog' = 'floating';
  /** `auto` follows the page and the system. */
  theme: 'auto' | 'light' | 'dark' = 'auto';
  /** Where the service is. */
  apiBase = DEFAULT_API_BASE;
  /** `off`: nothing that shoppers do is noted, sent, or told to the page's own tools. */
  analytics: 'on' | 'off' = 'on';
  /** What was found on the page. */
  product: Product | undefined;
  /** Knows a signed-in customer's client token, so that their try-ons are theirs on every device. */
  tokenProvider: TokenProvider | undefined;
  /** A shop's own words. */
  messages: MessageOverrides = {};
  /** Pieces to try on next with the same photo, offered under the result; the page's own is offered by itself. */
  nextProducts: readonly NamedProduct[] = [];

  private config: WidgetConfig | undefined;
  /** Whether a shopper waits for the dialog to come. */
  private isLoading = false;
  private hasLoadFailed = false;
  private dialog: TryonDialog | undefined;
  private coming: Promise<TryonDialog> | undefined;
  private tracker: Tracker | undefined;
  /** The picture of the product that the button stands for. */
  private announced: string | undefined;
  /** Whether somebody keeps `product` up with the page: then having none is no mistake. @internal */
  isFollowing = false;
  /** Why the button stays away; the doctor tells. @internal */
  blockedBy: { readonly code: string; readonly message: string } | undefined;
  private connectedWith = '';
  private connecting: AbortController | undefined;
  private patience: ReturnType<typeof setTimeout> | undefined;
  /** @internal */
  readonly language = new LanguageController(this);

  constructor() {
    super();
    new SchemeController(this, () => (this.theme === 'auto' ? (this.config?.theme ?? 'auto') : this.theme));
    new WakeUpController(this, (event) => this.takeUp(event));
  }

  /** Where the shopper stands; undefined before the widget is ready. */
  get state(): SessionState | undefined {
    if (this.dialog) return this.dialog.session.state;
    if (!this.config || this.isWithheld) return undefined;
    return { step: rememberedConsent(this.publishableKey, this.config) ? 'photo' : 'consent' };
  }

  /** The finished try-on on show. */
  get tryon(): Tryon | undefined {
    return this.state?.step === 'result' ? this.state.tryon : undefined;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.patience = setTimeout(() => this.complain(), PATIENCE_MS);
    this.takeUp();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.patience);
    // An element that is only moved is back at once.
    queueMicrotask(() => {
      if (!this.isConnected) this.release();
    });
  }

  /** Opens the dialog, as soon as it is here. Does nothing before the widget is ready. */
  show(): void {
    this.withDialog((dialog) => dialog.show());
  }

  /** Closes the dialog; what runs goes on. */
  hide(): void {
    this.isLoading = false;
    this.dialog?.hide();
  }

  /** Opens the dialog, with a photo if one is given; without consent it is asked for first. */
  start(file?: Blob): void {
    this.withDialog((dialog) => {
      dialog.show();
      if (file) dialog.offer(file);
    });
  }

  /** Back to the beginning; a running try-on is canceled, and the photo forgotten. */
  reset(): void {
    this.isLoading = false;
    this.dialog?.reset();
  }

  protected override updated(): void {
    const wanted = `${this.publishableKey} ${this.apiBase} ${this.analytics}`;
    if (this.publishableKey && this.currentProduct && this.connectedWith !== wanted) {
      this.connectedWith = wanted;
      void this.connect();
    }
    this.announce();
  }

  override render(): TemplateResult {
    if (!this.offered) return html`${nothing}`;
    const { say, language } = this;
    return html`${this.layout === 'dialog' ? nothing : this.renderTrigger()}
      <p class="note" role="alert" lang=${language.language} dir=${language.direction} ?hidden=${!this.hasLoadFailed}>
        ${this.hasLoadFailed ? say('loadFailed') : nothing}
      </p>
      ${this.dialog?.render()}`;
  }

  private renderTrigger(): TemplateResult {
    const { say, state, dialog, language } = this;
    const isReady = state?.step === 'result' && !dialog?.isOpen && !dialog?.hasMovedOn;
    const label = state?.step === 'working' ? 'triggerWorking' : isReady ? 'triggerReady' : 'trigger';
    return html`<button
        part="trigger"
        class="button primary trigger ${this.layout} ${isReady ? 'ready' : ''}"
        lang=${language.language}
        dir=${language.direction}
        aria-haspopup="dialog"
        aria-busy=${this.isLoading}
        @click=${this.show}
        @pointerenter=${this.prepare}
        @touchstart=${{ handleEvent: this.prepare, passive: true }}
        @focus=${this.prepare}
      >
        <slot name="trigger">${hangerIcon()}<span>${say(label)}</span></slot>
      </button>`;
  }

  /** @internal */
  get say(): Say {
    return this.language.say(this.messages);
  }

  /** @internal */
  get currentProduct(): Product | undefined {
    if (!this.garmentImage) return this.product;
    return {
      imageUrl: new URL(this.garmentImage, document.baseURI).href,
      ...(this.garmentId && { id: this.garmentId }),
      ...(this.category !== 'auto' && { category: this.category }),
      source: 'attributes',
      score: 1,
    };
  }

  /** What the button stands for: the page's product, if the shop lets it be tried on and this visitor may see it. */
  private get offered(): Product | undefined {
    const { config, currentProduct: product } = this;
    if (!config || !product || this.isWithheld) return undefined;
    const known = product.category ?? (this.category === 'auto' ? undefined : this.category);
    return known === undefined || config.categories.includes(known) ? product : undefined;
  }

  /** Whether this visitor is of the share that never sees the button. @internal */
  get isWithheld(): boolean {
    return this.tracker?.group === 'withheld';
  }

  /** @internal */
  track(name: AnalyticsEventName, fields: AnalyticsFields = {}): void {
    this.tracker?.track(name, fields);
  }

  private async connect(): Promise<void> {
    const { publishableKey, apiBase } = this;
    this.connecting?.abort();
    this.connecting = new AbortController();
    const { signal } = this.connecting;
    try {
      const [config] = await Promise.all([connect(publishableKey, apiBase, signal), this.language.ready]);
      if (signal.aborted || !this.isConnected) return;
      this.release();
      this.tracker = createTracker({
        publishableKey,
        apiBase: apiBase.replace(/\/+$/, ''),
        settings: config.analytics,
        isOff: this.analytics === 'off',
        tell: (event) => this.dispatchEvent(new TryonAnalyticsEvent(event)),
      });
      this.announced = undefined;
      this.blockedBy = undefined;
      this.config = config;
    } catch (error) {
      if (signal.aborted) return;
      // A shop's page must not suffer from ours being away: no button, and one line for its developer.
      const message = error instanceof Error ? error.message : String(error);
      this.blockedBy = { code: error instanceof ConnectError ? error.code : 'unknown', message };
      warn(message);
    }
  }

  /** The button has come, or stands for another product than before. */
  private announce(): void {
    const { offered, config, currentProduct: product } = this;
    const fields = { product_id: product?.id, source: product?.source };
    if (config && product && this.isWithheld) this.track('button_withheld', fields);
    if (offered?.imageUrl === this.announced) return;
    const hasCome = this.announced === undefined;
    this.announced = offered?.imageUrl;
    if (!offered) return;
    if (this.layout !== 'dialog') this.track('button_shown', fields);
    if (!hasCome) return;
    this.dispatchEvent(new TryonReadyEvent(offered));
    this.takeUp();
  }

  /** What is to be done without being asked: wait for a picture that an earlier page began, erase, connect once more. */
  private takeUp(event?: Event): void {
    const { publishableKey: key, blockedBy } = this;
    if (this.config && (hasPendingTryon(key) || owesErasure(key))) this.prepare();
    if (event?.type !== 'storage' && blockedBy?.code === 'connection_failed') void this.connect();
  }

  private release(): void {
    this.tracker?.flush();
    this.dialog?.dispose();
    this.dialog = undefined;
    this.coming = undefined;
  }

  /** Does something with the dialog; a shopper who has to wait for it is shown so. */
  private withDialog(act: (dialog: TryonDialog) => void): void {
    if (!this.config || !this.offered) return;
    if (this.dialog) act(this.dialog);
    else void this.waitForDialog(this.config, act);
  }

  private async waitForDialog(config: WidgetConfig, act: (dialog: TryonDialog) => void): Promise<void> {
    this.isLoading = true;
    this.hasLoadFailed = false;
    const dialog = await this.load(config).catch((error: unknown) => {
      if (error instanceof DOMException && error.name === 'AbortError') return;
      this.hasLoadFailed = this.isLoading;
      console.warn('[tryon] The dialog could not be loaded:', error);
    });
    await this.updateComplete;
    // Unless it was closed, set to another shop or taken off the page while the dialog was on its way.
    if (dialog && dialog === this.dialog && this.isLoading && this.isConnected) act(dialog);
    this.isLoading = false;
  }

  /** Fetches the dialog once; a failure is forgotten, so that the next press tries again. */
  private load(config: WidgetConfig): Promise<TryonDialog> {
    if (this.coming) return this.coming;
    const coming: Promise<TryonDialog> = this.fetchDialog(config, () => this.coming === coming);
    this.coming = coming;
    coming.catch(() => {
      if (this.coming === coming) this.coming = undefined;
    });
    return coming;
  }

  private async fetchDialog(config: WidgetConfig, isWanted: () => boolean): Promise<TryonDialog> {
    const [{ TryonDialog, customerToken, dialogStyles }] = await Promise.all([
      import('./dialog/tryon-dialog.js'),
      this.language.complete(),
    ]);
    const clientToken = await customerToken(this.tokenProvider);
    // The element was taken away, or set to another shop, meanwhile.
    if (!isWanted()) throw new DOMException('Not wanted any more', 'AbortError');
    const { elementStyles } = this.constructor as typeof TryonWidgetElement;
    const root = this.renderRoot;
    if (root instanceof ShadowRoot) adoptStyles(root, [...elementStyles, ...dialogStyles]);
    this.dialog = new TryonDialog(this, config, clientToken);
    this.requestUpdate();
    return this.dialog;
  }

  /** The shopper is about to press: what comes next is fetched now. */
  private readonly prepare = (): void => {
    // Said when they press; until then nothing is missing.
    if (this.config && !this.dialog) this.load(this.config).catch(() => undefined);
  };

  private complain(): void {
    if (!this.publishableKey) warn('it has no publishable-key.');
    else if (!this.currentProduct && !this.isFollowing)
      warn('no product was found; set garment-image, or give the page JSON-LD.');
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tryon-widget': TryonWidgetElement;
  }
}
