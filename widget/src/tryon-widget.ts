import { type SandboxModel, TryOn, type WidgetConfig } from '@tryon/sdk';
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { closeIcon, hangerIcon } from './elements/icons.js';
import { isWide, renderStep, type StepActions, type StepView } from './elements/steps.js';
import {
  TryonAddToCartEvent,
  TryonCloseEvent,
  TryonCompleteEvent,
  TryonErrorEvent,
  TryonOpenEvent,
  TryonPhotoSelectEvent,
  TryonProgressEvent,
  TryonReadyEvent,
  TryonSubmitEvent,
} from './events.js';
import { createSay, type MessageKey, type MessageOverrides } from './localize.js';
import { PhotoProblem, preparePhoto } from './photo.js';
import type { Product, ProductCategory } from './product/product.js';
import { createSession, type Photo, type Session, type SessionState } from './session.js';
import { tokens } from './tokens.styles.js';
import { styles } from './tryon-widget.styles.js';
import { visitMemory } from './visit.js';

const DEFAULT_API_BASE = 'http://127.0.0.1:4600';

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
  static override styles = [tokens, styles];

  /** A publishable key, `pk_…`. */
  @property({ attribute: 'publishable-key' }) publishableKey = '';
  /** Address of the product's picture; wins over `product`. */
  @property({ attribute: 'garment-image' }) garmentImage = '';
  /** The shop's own id of the product. */
  @property({ attribute: 'garment-id' }) garmentId = '';
  @property() category: ProductCategory | 'auto' = 'auto';
  @property() mode: 'performance' | 'balanced' | 'quality' = 'balanced';
  /** `floating` and `inline` show a button; `dialog` only opens by `show()`. */
  @property() layout: 'floating' | 'inline' | 'dialog' = 'floating';
  @property() theme: 'auto' | 'light' | 'dark' = 'auto';
  @property({ attribute: 'api-base' }) apiBase = DEFAULT_API_BASE;
  /** What was found on the page. */
  @property({ attribute: false }) product: Product | undefined;
  /** A shop's own words. */
  @property({ attribute: false }) messages: MessageOverrides = {};

  @state() private config: WidgetConfig | undefined;
  @state() private models: readonly SandboxModel[] = [];
  @state() private session: Session | undefined;
  @state() private photoFault: MessageKey | undefined;
  @state() private hasAgreed = false;
  @state() private isCameraOpen = false;
  @state() private isErasing = false;
  @state() private isAdded = false;
  @state() private isOpen = false;
  @query('dialog') private dialog?: HTMLDialogElement;

  private client: TryOn | undefined;
  private configuredFor = '';
  private photoUrl = '';
  private lastStep = '';
  private readonly scheme = window.matchMedia('(prefers-color-scheme: dark)');
  private readonly onScheme = () => this.applyScheme();

  /** Where the shopper stands; undefined before the widget is ready. */
  get state(): SessionState | undefined {
    return this.session?.state;
  }

  /** The finished try-on on show. */
  get tryon() {
    return this.session?.state.step === 'result' ? this.session.state.tryon : undefined;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.scheme.addEventListener('change', this.onScheme);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.scheme.removeEventListener('change', this.onScheme);
    this.forgetPhotoUrl();
  }

  /** Opens the dialog. Does nothing before the widget is ready. */
  show(): void {
    if (!this.session || !this.currentProduct || this.dialog?.open) return;
    this.isOpen = true;
    this.dialog?.showModal();
    this.focusTitle();
    void this.loadModels();
    this.dispatchEvent(new TryonOpenEvent(this.currentProduct));
  }

  /** Closes the dialog; what runs goes on. */
  hide(): void {
    this.dialog?.close();
  }

  /** Opens the dialog, with a photo if one is given; consent is still asked for. */
  start(file?: Blob): void {
    this.show();
    if (file && this.session?.state.step !== 'consent') void this.useFile(file, 'file');
  }

  /** Back to the beginning; a running try-on is canceled. */
  reset(): void {
    this.session?.restart();
    this.forgetPhotoUrl();
    this.hide();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('theme')) this.applyScheme();
  }

  protected override updated(): void {
    const wanted = `${this.publishableKey} ${this.apiBase}`;
    if (this.publishableKey && this.currentProduct && this.configuredFor !== wanted) {
      this.configuredFor = wanted;
      void this.configure();
    }
  }

  override render(): TemplateResult {
    const { session } = this;
    if (!session || !this.currentProduct) return html`${nothing}`;
    const say = createSay(this.lang, this.messages);
    return html`
      ${this.layout === 'dialog' ? nothing : this.renderTrigger(session.state)}
      <dialog
        part="dialog"
        class=${isWide(session.state) ? 'wide' : ''}
        aria-labelledby="title"
        @close=${this.onClose}
        @click=${this.onBackdrop}
        @paste=${this.onPaste}
      >
        <header part="header">
          <span class="brand">${this.config?.merchant_name}</span>
          <button class="close" aria-label=${say('close')} @click=${this.hide}>${closeIcon()}</button>
        </header>
        <div part="body" class="body">
          ${this.isOpen ? renderStep(session.state, this.stepView()) : html`<h2 id="title">${say('title')}</h2>`}
          <slot name="footer"></slot>
        </div>
      </dialog>
    `;
  }

  private get currentProduct(): Product | undefined {
    if (!this.garmentImage) return this.product;
    return {
      imageUrl: new URL(this.garmentImage, document.baseURI).href,
      ...(this.garmentId && { id: this.garmentId }),
      ...(this.category !== 'auto' && { category: this.category }),
      source: 'attributes',
      score: 1,
    };
  }

  private renderTrigger(current: SessionState): TemplateResult {
    const say = createSay(this.lang, this.messages);
    const isReady = current.step === 'result' && !this.isOpen;
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

  private async configure(): Promise<void> {
    const memory = visitMemory(this.publishableKey);
    const token = memory.get('client-token');
    try {
      const client = new TryOn({
        apiKey: this.publishableKey,
        baseUrl: this.apiBase,
        ...(token !== undefined && { clientToken: token }),
        onClientToken: (fresh) => memory.set('client-token', fresh ?? ''),
      });
      const config = await client.widget.getConfig({ maxRetries: 0 });
      if (!this.isConnected || !this.offers(config)) return;
      this.client = client;
      this.config = config;
      if (this.theme === 'auto') this.applyScheme();
      const session = createSession({
        client,
        consentVersion: config.consent.version,
        hasConsent: memory.get('consent') === config.consent.version,
        category: this.category,
        mode: this.mode,
      });
      session.subscribe(() => this.onSession(session));
      this.lastStep = session.state.step;
      this.session = session;
      const product = this.currentProduct;
      if (product) this.dispatchEvent(new TryonReadyEvent(product));
    } catch (error) {
      // A shop's page must not suffer from ours being away: no button, and one line for its developer.
      console.warn('[tryon] The button stays away:', error instanceof Error ? error.message : error);
    }
  }

  private offers(config: WidgetConfig): boolean {
    const known = this.currentProduct?.category ?? (this.category === 'auto' ? undefined : this.category);
    return known === undefined || config.categories.includes(known);
  }

  private onSession(session: Session): void {
    const { state: current } = session;
    const product = this.currentProduct;
    if (current.step === 'working')
      this.dispatchEvent(new TryonProgressEvent(current.stage, current.percent));
    if (current.step !== this.lastStep) {
      this.lastStep = current.step;
      this.isCameraOpen = false;
      this.isAdded = false;
      if (current.step === 'result' && product) {
        this.dispatchEvent(new TryonCompleteEvent(current.tryon, product));
      }
      if (current.step === 'problem') this.dispatchEvent(new TryonErrorEvent(current.code));
      this.focusTitle();
    }
    this.requestUpdate();
  }

  /** A new step is a new page to a screen reader: say its heading. */
  private focusTitle(): void {
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

  private stepView(): StepView {
    return {
      say: createSay(this.lang, this.messages),
      product: this.currentProduct,
      config: this.config,
      models: this.models,
      photoUrl: this.photoUrl,
      photoFault: this.photoFault,
      hasAgreed: this.hasAgreed,
      isCameraOpen: this.isCameraOpen,
      canUseCamera: typeof navigator.mediaDevices?.getUserMedia === 'function',
      isErasing: this.isErasing,
      isAdded: this.isAdded,
      act: this.actions,
    };
  }

  private readonly actions: StepActions = {
    tick: (event) => {
      this.hasAgreed = (event.target as HTMLInputElement).checked;
    },
    agree: (event) => {
      event.preventDefault();
      if (!this.hasAgreed) return;
      visitMemory(this.publishableKey).set('consent', this.config?.consent.version ?? '');
      this.session?.agree();
    },
    chooseFile: (event) => {
      const input = event.target as HTMLInputElement;
      const file = input.files?.[0];
      // The same file must be choosable again.
      input.value = '';
      if (file) void this.useFile(file, 'file');
    },
    drop: (event) => {
      event.preventDefault();
      (event.currentTarget as Element).classList.remove('over');
      const file = event.dataTransfer?.files[0];
      if (file) void this.useFile(file, 'file');
    },
    openCamera: () => {
      this.isCameraOpen = true;
      this.focusTitle();
    },
    closeCamera: () => {
      this.isCameraOpen = false;
      this.focusTitle();
    },
    shoot: (event) => void this.useFile(event.detail, 'camera'),
    chooseModel: (model) => {
      if (!this.dispatchEvent(new TryonPhotoSelectEvent('model'))) return;
      this.submit({ kind: 'model', id: model.id, url: model.url }, model.url);
    },
    cancel: () => this.session?.cancel(),
    restart: () => this.session?.restart(),
    again: () => {
      if (this.currentProduct) void this.session?.again(this.currentProduct);
    },
    erase: () => void this.erase(),
    download: () => void this.download(),
    addToCart: () => {
      const { tryon, currentProduct: product } = this;
      if (!tryon || !product) return;
      this.isAdded = true;
      this.dispatchEvent(new TryonAddToCartEvent(tryon, product));
    },
    close: () => {
      if (this.state?.step === 'erased' || this.state?.step === 'problem') this.session?.restart();
      this.hide();
    },
  };

  private async useFile(file: Blob, source: 'file' | 'camera'): Promise<void> {
    if (!this.dispatchEvent(new TryonPhotoSelectEvent(source))) return;
    this.photoFault = undefined;
    try {
      const blob = await preparePhoto(file);
      this.submit({ kind: 'file', blob }, URL.createObjectURL(blob));
    } catch (error) {
      this.isCameraOpen = false;
      this.photoFault = error instanceof PhotoProblem ? error.code : 'photoUnreadable';
    }
  }

  private submit(photo: Photo, url: string): void {
    const product = this.currentProduct;
    if (!product || !this.dispatchEvent(new TryonSubmitEvent(product))) return;
    this.forgetPhotoUrl();
    this.photoUrl = url;
    this.photoFault = undefined;
    void this.session?.submit(photo, product);
  }

  private async erase(): Promise<void> {
    this.isErasing = true;
    try {
      await this.session?.erase();
    } finally {
      this.isErasing = false;
    }
    if (this.state?.step === 'erased') this.forgetPhotoUrl();
  }

  private async download(): Promise<void> {
    const picture = this.tryon?.output[0];
    if (!picture) return;
    try {
      const blob = await (await fetch(picture.url)).blob();
      const link = document.createElement('a');
      link.href = URL.createObjectURL(blob);
      link.download = `try-on.${picture.content_type.split('/')[1] ?? 'webp'}`;
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
    } catch (error) {
      console.warn('[tryon] The picture could not be saved:', error);
    }
  }

  private forgetPhotoUrl(): void {
    if (this.photoUrl.startsWith('blob:')) URL.revokeObjectURL(this.photoUrl);
    this.photoUrl = '';
  }

  private onClose(): void {
    this.isOpen = false;
    this.dispatchEvent(new TryonCloseEvent());
  }

  private onBackdrop(event: MouseEvent): void {
    if (event.target === this.dialog) this.hide();
  }

  private onPaste(event: ClipboardEvent): void {
    const file = event.clipboardData?.files[0];
    if (file && this.state?.step === 'photo') void this.useFile(file, 'file');
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tryon-widget': TryonWidgetElement;
  }
}
