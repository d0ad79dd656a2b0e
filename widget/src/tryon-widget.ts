import type { PageClient, SandboxModel, Tryon, WidgetConfig } from '@tryon/sdk';
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { connect, remedyFor } from './connect.js';
import { controls } from './elements/controls.styles.js';
import { dialog } from './elements/dialog.styles.js';
import { closeIcon, hangerIcon } from './elements/icons.js';
import type { StepView } from './elements/step.js';
import { stepOf } from './elements/steps.js';
import { steps } from './elements/steps.styles.js';
import { trigger } from './elements/trigger.styles.js';
import {
  TryonCloseEvent,
  TryonCompleteEvent,
  TryonErrorEvent,
  TryonOpenEvent,
  TryonProgressEvent,
  TryonReadyEvent,
} from './events.js';
import { Flow } from './flow.js';
import { createSay, type MessageOverrides, type Say } from './localize.js';
import type { Product, ProductCategory } from './product/product.js';
import type { Session, SessionState } from './session.js';
import { tokens } from './tokens.styles.js';

const DEFAULT_API_BASE = 'http://127.0.0.1:4600';
/** How long a page may take to say what it sells before its developer is told, in milliseconds. */
const PATIENCE_MS = 4000;

const warn = (why: string) => console.warn(`[tryon] The button stays away: ${why}`);

/**
 * Lets a shopper see themself in a product.
 *
 * @event tryon-ready - The button is on the page.
 * @event tryon-open - The dialog was opened.
 * @event tryon-close - The dialog was closed.
 * @event tryon-photo-select - A photo was chosen; cancelable.
 * @event tryon-submit - The try-on is about to be sent; cancelable.
 * @event tryon-progress - `{ stage, percent }`.
 * @event tryon-complete - `{ tryon, product }`.
 * @event tryon-error - `{ code }`.
 * @event tryon-add-to-cart - `{ tryon, product }`: put it into the bag.
 * @slot trigger - What is in the button.
 * @slot consent - Replaces the consent text.
 * @slot result-actions - More buttons under the picture.
 * @slot footer - Under everything in the dialog.
 * @csspart trigger dialog header body picker progress result image button primary-button problem
 * @cssproperty --tryon-color-accent - Buttons and focus.
 * @cssproperty --tryon-color-on-accent - Text on the accent.
 * @cssproperty --tryon-color-surface - The dialog.
 * @cssproperty --tryon-color-text
 * @cssproperty --tryon-color-muted - Second-rank text.
 * @cssproperty --tryon-color-line - Borders.
 * @cssproperty --tryon-color-soft - Quiet areas.
 * @cssproperty --tryon-color-problem
 * @cssproperty --tryon-radius
 * @cssproperty --tryon-font-family
 * @cssproperty --tryon-shadow
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
    product: { attribute: false },
    messages: { attribute: false },
    config: { state: true },
    session: { state: true },
    models: { state: true },
    isOpen: { state: true },
  };
  static override styles = [tokens, controls, trigger, dialog, steps];

  /** A publishable key, `pk_…`. */
  publishableKey = '';
  /** Address of the product's picture; wins over `product`. */
  garmentImage = '';
  /** The shop's own id of the product. */
  garmentId = '';
  category: ProductCategory | 'auto' = 'auto';
  mode: 'performance' | 'balanced' | 'quality' = 'balanced';
  /** `floating` and `inline` show a button; `dialog` only opens by `show()`. */
  layout: 'floating' | 'inline' | 'dialog' = 'floating';
  theme: 'auto' | 'light' | 'dark' = 'auto';
  apiBase = DEFAULT_API_BASE;
  /** What was found on the page. */
  product: Product | undefined;
  /** A shop's own words. */
  messages: MessageOverrides = {};

  /** @internal */
  config: WidgetConfig | undefined;
  /** @internal */
  session: Session | undefined;
  private models: readonly SandboxModel[] = [];
  private isOpen = false;

  private client: PageClient | undefined;
  private connectedWith = '';
  private lastStep = '';
  private readonly flow = new Flow(this);
  private patience: ReturnType<typeof setTimeout> | undefined;
  private unsubscribe: (() => void) | undefined;
  private readonly scheme = window.matchMedia('(prefers-color-scheme: dark)');
  private readonly onScheme = () => this.applyScheme();

  /** Where the shopper stands; undefined before the widget is ready. */
  get state(): SessionState | undefined {
    return this.session?.state;
  }

  /** The finished try-on on show. */
  get tryon(): Tryon | undefined {
    return this.session?.state.step === 'result' ? this.session.state.tryon : undefined;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.scheme.addEventListener('change', this.onScheme);
    this.patience = setTimeout(() => this.complain(), PATIENCE_MS);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.scheme.removeEventListener('change', this.onScheme);
    clearTimeout(this.patience);
  }

  /** Opens the dialog. Does nothing before the widget is ready. */
  show(): void {
    const { session, dialog: element, currentProduct: product } = this;
    if (!session || !product || !element || element.open) return;
    // What came of another product is not shown as this one's; its photo is offered again.
    const isOver = session.state.step !== 'working' && session.state.step !== 'consent';
    if (isOver && session.product && session.product.imageUrl !== product.imageUrl) session.restart();
    this.isOpen = true;
    element.showModal();
    this.focusTitle();
    void this.loadModels();
    this.dispatchEvent(new TryonOpenEvent(product));
  }

  /** Closes the dialog; what runs goes on. */
  hide(): void {
    this.dialog?.close();
  }

  /** Opens the dialog, with a photo if one is given; without consent it is asked for first. */
  start(file?: Blob): void {
    this.show();
    if (file) this.flow.offer(file);
  }

  /** Back to the beginning; a running try-on is canceled, and the photo forgotten. */
  reset(): void {
    this.session?.restart();
    this.flow.forgetPhoto();
    this.hide();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('theme')) this.applyScheme();
  }

  protected override updated(): void {
    const wanted = `${this.publishableKey} ${this.apiBase}`;
    if (this.publishableKey && this.currentProduct && this.connectedWith !== wanted) {
      this.connectedWith = wanted;
      void this.connect();
    }
  }

  override render(): TemplateResult {
    const { session } = this;
    if (!session || !this.currentProduct) return html`${nothing}`;
    const { say } = this;
    const step = this.isOpen ? stepOf(session.state, this.stepView(session)) : undefined;
    return html`
      ${this.layout === 'dialog' ? nothing : this.renderTrigger(session.state)}
      <dialog
        part="dialog"
        class="step-${this.flow.screen.isCameraOpen ? 'camera' : session.state.step}"
        aria-labelledby="title"
        @close=${this.onClose}
        @click=${this.onBackdrop}
        @paste=${this.onPaste}
        @dragover=${this.onDragOver}
        @dragleave=${this.onDragLeave}
        @drop=${this.onDrop}
      >
        <div class="sheet">
          <div class="head" part="header">
            <span class="muted">${this.config?.merchant_name}</span>
            <button class="close" aria-label=${say('close')} @click=${this.hide}>${closeIcon()}</button>
          </div>
          <div class=${session.state.step === 'working' ? 'view busy' : 'view'}>${step?.view}</div>
          <div part="body" class="body">
            ${step?.body ?? html`<h2 id="title">${say('trigger')}</h2>`}
            <slot name="footer"></slot>
          </div>
        </div>
      </dialog>
    `;
  }

  private renderTrigger(current: SessionState): TemplateResult {
    const { say } = this;
    const isReady = current.step === 'result' && !this.isOpen && !this.hasMovedOn;
    const label = current.step === 'working' ? 'triggerWorking' : isReady ? 'triggerReady' : 'trigger';
    return html`<button
        part="trigger"
        class="button primary trigger ${this.layout} ${isReady ? 'ready' : ''}"
        aria-haspopup="dialog"
        @click=${this.show}
      >
        <slot name="trigger">${hangerIcon()}<span>${say(label)}</span></slot>
      </button>
      <span class="visually-hidden" role="status">${isReady ? say('triggerReady') : nothing}</span>`;
  }

  private get dialog(): HTMLDialogElement | null {
    return this.renderRoot.querySelector('dialog');
  }

  private get say(): Say {
    return createSay(this.messages);
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

  /** Whether the page shows another product than the last try-on's. */
  private get hasMovedOn(): boolean {
    return this.session?.product?.imageUrl !== this.currentProduct?.imageUrl;
  }

  private async connect(): Promise<void> {
    const { publishableKey, apiBase, category, mode } = this;
    try {
      const { client, config, session } = await connect({ publishableKey, apiBase, category, mode });
      const product = this.currentProduct;
      if (!this.isConnected || !product || !this.offers(config, product)) return;
      this.unsubscribe?.();
      this.unsubscribe = session.subscribe(() => this.onSession(session));
      this.client = client;
      this.config = config;
      this.lastStep = session.state.step;
      this.session = session;
      this.applyScheme();
      await this.updateComplete;
      this.dispatchEvent(new TryonReadyEvent(product));
    } catch (error) {
      // A shop's page must not suffer from ours being away: no button, and one line for its developer.
      warn(remedyFor(error, apiBase));
    }
  }

  private complain(): void {
    if (!this.publishableKey) warn('it has no publishable-key.');
    else if (!this.currentProduct) warn('no product was found; set garment-image, or give the page JSON-LD.');
  }

  private offers(config: WidgetConfig, product: Product): boolean {
    const known = product.category ?? (this.category === 'auto' ? undefined : this.category);
    return known === undefined || config.categories.includes(known);
  }

  private onSession(session: Session): void {
    const { state: current, product } = session;
    if (current.step === 'working') {
      this.dispatchEvent(new TryonProgressEvent(current.stage, current.percent));
    }
    if (current.step !== this.lastStep) {
      this.lastStep = current.step;
      this.flow.onStep();
      if (current.step === 'result' && product) {
        this.dispatchEvent(new TryonCompleteEvent(current.tryon, product));
      }
      if (current.step === 'problem') this.dispatchEvent(new TryonErrorEvent(current.code));
      this.focusTitle();
    }
    this.requestUpdate();
  }

  /**
   * A new step is a new page to a screen reader: say its heading.
   *
   * @internal
   */
  focusTitle(): void {
    void this.updateComplete.then(() => {
      if (this.dialog?.open) this.renderRoot.querySelector<HTMLElement>('#title')?.focus();
    });
  }

  private applyScheme(): void {
    const wish = this.theme === 'auto' ? (this.config?.theme ?? 'auto') : this.theme;
    // A shop that knows only light pages gets a light dialog, whatever the shopper's system prefers.
    const pageKnowsDark = getComputedStyle(document.documentElement).colorScheme.includes('dark');
    const isDark = wish === 'dark' || (wish === 'auto' && pageKnowsDark && this.scheme.matches);
    this.setAttribute('scheme', isDark ? 'dark' : 'light');
  }

  private async loadModels(): Promise<void> {
    if (!this.client || !this.config?.sandbox_models || this.models.length > 0) return;
    try {
      this.models = (await this.client.sandbox.listModels()).data;
    } catch (error) {
      console.warn('[tryon] No stand-in models:', error instanceof Error ? error.message : error);
    }
  }

  private stepView(session: Session): StepView {
    const isAfter = session.state.step !== 'consent' && session.state.step !== 'photo';
    return {
      say: this.say,
      product: isAfter ? (session.product ?? this.currentProduct) : this.currentProduct,
      config: this.config,
      models: this.models,
      canUseCamera: typeof navigator.mediaDevices?.getUserMedia === 'function',
      ...this.flow.screen,
      act: this.flow.actions,
    };
  }

  private onClose(): void {
    this.isOpen = false;
    this.flow.closeCamera();
    this.dispatchEvent(new TryonCloseEvent());
  }

  private onBackdrop(event: MouseEvent): void {
    if (event.target === this.dialog) this.hide();
  }

  private onPaste(event: ClipboardEvent): void {
    const file = event.clipboardData?.files[0];
    if (file && this.state?.step === 'photo') this.flow.offer(file);
  }

  private onDragOver(event: DragEvent): void {
    event.preventDefault();
    if (this.state?.step === 'photo') this.dialog?.classList.add('over');
  }

  private onDragLeave(): void {
    this.dialog?.classList.remove('over');
  }

  private onDrop(event: DragEvent): void {
    // Otherwise the browser would leave the shop and show the file.
    event.preventDefault();
    this.onDragLeave();
    const file = event.dataTransfer?.files[0];
    if (file && this.state?.step === 'photo') this.flow.offer(file);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tryon-widget': TryonWidgetElement;
  }
}
