import type { PageClient, SandboxModel, WidgetConfig } from '@tryon/sdk';
import { html, nothing, type TemplateResult } from 'lit';
import type { AnalyticsEventName, AnalyticsFields } from '../analytics/track.js';
import {
  TryonCloseEvent,
  TryonCompleteEvent,
  TryonErrorEvent,
  TryonOpenEvent,
  TryonProgressEvent,
} from '../events.js';
import type { LanguageController } from '../language.js';
import type { Say } from '../localize.js';
import type { NamedProduct, Product } from '../product/product.js';
import { TryonCompareElement } from '../result/compare.js';
import { nextOf } from '../result/next-pieces.js';
import { canSharePictures } from '../result/picture-file.js';
import { pieces } from '../result/pieces.styles.js';
import { resultStyles } from '../result/result.styles.js';
import type { ResultView } from '../result/result-screen.js';
import { owesErasure } from '../session/erased-elsewhere.js';
import { openSession, type TokenProvider } from '../session/open-session.js';
import type { Session, SessionOptions } from '../session/session.js';
import { dialog } from './dialog.styles.js';
import { DialogFocus } from './dialog-focus.js';
import { Flow } from './flow.js';
import { closeIcon } from './icons.js';
import type { StepView } from './step.js';
import { stepOf } from './steps.js';
import { steps } from './steps.styles.js';

/** What the dialog needs of the element in whose shadow tree it is drawn. */
export interface DialogHost extends EventTarget {
  readonly publishableKey: string;
  readonly apiBase: string;
  readonly category: NonNullable<SessionOptions['category']>;
  readonly mode: NonNullable<SessionOptions['mode']>;
  readonly currentProduct: Product | undefined;
  readonly nextProducts: readonly NamedProduct[];
  readonly tokenProvider: TokenProvider | undefined;
  readonly say: Say;
  readonly language: LanguageController;
  track(name: AnalyticsEventName, fields?: AnalyticsFields): void;
  readonly renderRoot: HTMLElement | DocumentFragment;
  readonly updateComplete: Promise<boolean>;
  requestUpdate(): void;
}

export { customerToken } from '../session/customer-token.js';

/** Styles that come with the dialog, for its host's shadow tree. */
export const dialogStyles = [dialog, steps, pieces, resultStyles];

/**
 * Everything behind the button: fetched when a shopper means to press it, and drawn into the element's own shadow tree,
 * so that slots, parts and theming are the element's.
 */
export class TryonDialog {
  readonly session: Session;
  readonly config: WidgetConfig;
  isOpen = false;
  /** Whether something came of a try-on while the dialog was closed, and was not looked at yet. */
  private hasNews = false;
  readonly client: PageClient;
  private readonly flow: Flow;
  private readonly focus: DialogFocus;
  private readonly unsubscribe: () => void;
  private models: readonly SandboxModel[] = [];
  private lastStep: string;

  constructor(
    private readonly host: DialogHost,
    config: WidgetConfig,
    clientToken?: string | null,
  ) {
    if (!customElements.get('tryon-compare')) customElements.define('tryon-compare', TryonCompareElement);
    const { publishableKey, apiBase, category, mode } = host;
    const { client, session } = openSession({
      ...{ publishableKey, apiBase, category, mode, config, clientToken },
      onClientToken: (issued) =>
        Promise.resolve(host.tokenProvider?.(issued)).catch((error: unknown) =>
          console.warn('[tryon] The client token could not be kept:', error),
        ),
    });
    this.config = config;
    this.client = client;
    this.session = session;
    this.lastStep = session.state.step;
    this.flow = new Flow(this);
    this.focus = new DialogFocus(host, () => this.isOpen);
    this.unsubscribe = session.subscribe(() => this.onSession());
    void (owesErasure(publishableKey) ? this.flow.eraseAsWell() : session.resume());
  }

  get publishableKey(): string {
    return this.host.publishableKey;
  }

  get currentProduct(): Product | undefined {
    return this.host.currentProduct;
  }

  /** A page's language that is not spoken is not what the shopper reads. */
  get wordsLocale(): string {
    const { locale, language } = this.host.language;
    return locale.toLowerCase().startsWith(language) ? locale : language;
  }

  /** Whether the page shows another product than the last try-on's. */
  get hasMovedOn(): boolean {
    return this.session.product?.imageUrl !== this.currentProduct?.imageUrl;
  }

  dispatchEvent(event: Event): boolean {
    return this.host.dispatchEvent(event);
  }

  requestUpdate(): void {
    this.host.requestUpdate();
  }

  track(name: AnalyticsEventName, fields: AnalyticsFields = {}): void {
    const { state, product } = this.session;
    const tryon_id = state.step === 'result' ? state.tryon.id : undefined;
    this.host.track(name, { product_id: (product ?? this.currentProduct)?.id, tryon_id, ...fields });
  }

  /** Opens it; the host must have drawn it. */
  show(): void {
    const { session, element } = this;
    if (!element || element.open) return;
    // What came of another product is not shown as this one's; its photo is offered again. A receipt is seen once.
    const { step } = session.state;
    const isOver = step !== 'working' && step !== 'consent';
    if (step === 'erased' || (isOver && session.product && this.hasMovedOn)) session.restart();
    this.open(element);
  }

  /** Opens it on what is there, also if it came of another product. */
  showNews(): void {
    const { element } = this;
    if (element && !element.open) this.open(element);
  }

  private open(element: HTMLDialogElement): void {
    this.isOpen = true;
    this.hasNews = false;
    element.showModal();
    this.requestUpdate();
    this.focusTitle();
    this.flow.photo.onOpen();
    void this.loadModels();
    this.dispatchEvent(new TryonOpenEvent(this.currentProduct));
    this.track('dialog_opened');
    this.flow.result.seen();
  }

  /** Closes it; what runs goes on. */
  hide(): void {
    this.element?.close();
    // Browsers tell of the closing only later.
    this.onClose();
  }

  /** Takes a photo; without consent it is asked for first. */
  offer(file: Blob): void {
    this.flow.photo.offer(file);
  }

  /** Back to the beginning; a running try-on is canceled, and the photo forgotten. */
  reset(): void {
    this.session.restart();
    this.hide();
  }

  /** Lets go of everything it holds. */
  dispose(): void {
    this.unsubscribe();
    this.hide();
    this.session.dispose();
    this.flow.dispose();
  }

  render(): TemplateResult {
    const { session, host } = this;
    this.focus.keep();
    const step = this.isOpen ? stepOf(session.state, this.stepView()) : undefined;
    return html`
      <dialog
        part="dialog"
        lang=${host.language.language}
        dir=${host.language.direction}
        class="step-${session.state.step} way-${this.flow.photo.screen.way}"
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
            <span class="muted">${this.config.merchant_name}</span>
            <button class="close" aria-label=${host.say('close')} @click=${this.onCloseButton}>
              ${closeIcon()}
            </button>
          </div>
          <div class=${session.state.step === 'working' ? 'view busy' : 'view'}>${step?.view}</div>
          <div part="body" class="body">
            ${step?.body ?? html`<h2 id="title">${host.say('trigger')}</h2>`}
            <slot name="footer"></slot>
          </div>
        </div>
      </dialog>
      ${this.renderToast()}
    `;
  }

  /** Small, in a corner, and said aloud: what came of a try-on whose dialog was closed. */
  private renderToast(): TemplateResult {
    const { session, host } = this;
    const { state } = session;
    const isShown = this.hasNews && !this.isOpen && (state.step === 'result' || state.step === 'problem');
    const picture = state.step === 'result' ? state.tryon.output[0]?.url : undefined;
    return html`<div role="status" class="toast" lang=${host.language.language} dir=${host.language.direction} ?hidden=${!isShown}>
      ${
        isShown
          ? html`<button class="toast-open" @click=${this.onToast}>
                ${picture ? html`<img src=${picture} alt="" />` : nothing}
                <span>${host.say(picture ? 'triggerReady' : 'toastProblem')}</span>
                <strong>${host.say('toastOpen')}</strong>
              </button>
              <button class="close" aria-label=${host.say('close')} @click=${this.onToastClose}>${closeIcon()}</button>`
          : nothing
      }
    </div>`;
  }

  focusTitle(): void {
    this.focus.toTitle();
  }

  showPicture(): void {
    this.focus.toPicture();
  }

  private get element(): HTMLDialogElement | null {
    return this.host.renderRoot.querySelector('dialog');
  }

  private onSession(): void {
    const { state: current, product } = this.session;
    this.flow.result.onSession();
    if (current.step === 'working') {
      this.dispatchEvent(new TryonProgressEvent(current.stage, current.percent));
    }
    if (current.step !== this.lastStep) {
      this.lastStep = current.step;
      if (current.step === 'working' && current.stage === 'uploading') this.track('submitted');
      this.flow.onStep();
      this.hasNews = !this.isOpen && (current.step === 'result' || current.step === 'problem');
      if (current.step === 'result' && product) {
        this.dispatchEvent(new TryonCompleteEvent(current.tryon, product));
        this.track('completed');
      }
      if (current.step === 'problem') {
        this.dispatchEvent(new TryonErrorEvent(current.code));
        this.track('failed', { code: current.code });
      }
      this.focusTitle();
    }
    this.flow.photo.tidy();
    this.requestUpdate();
  }

  private async loadModels(): Promise<void> {
    if (!this.config.sandbox_models || this.models.length > 0) return;
    try {
      this.models = (await this.client.sandbox.listModels()).data;
      this.requestUpdate();
    } catch (error) {
      console.warn('[tryon] No stand-in models:', error instanceof Error ? error.message : error);
    }
  }

  private stepView(): StepView {
    const { session, flow, currentProduct, config, models } = this;
    const isAfter = session.state.step !== 'consent' && session.state.step !== 'photo';
    return {
      say: this.host.say,
      locale: this.host.language.locale,
      wordsLocale: this.wordsLocale,
      session,
      client: this.client,
      photoUrl: (session.shown ? session.shown.photoUrl : session.photo?.url) ?? '',
      product: isAfter ? (session.product ?? currentProduct) : currentProduct,
      config,
      ...flow.screen,
      photo: {
        ...flow.photo.screen,
        act: flow.photo.actions,
        models,
        canUseCamera: typeof navigator.mediaDevices?.getUserMedia === 'function',
        // Whoever has a mouse sits at something that has no phone's camera.
        canUsePhone: matchMedia('(any-pointer: fine)').matches,
      },
      act: flow.actions,
      result: this.resultView(),
    };
  }

  private resultView(): ResultView {
    const { host, session, currentProduct, config } = this;
    const { result } = this.flow;
    return {
      ...result.screen,
      act: result.actions,
      locale: host.language.locale,
      canShare: canSharePictures(),
      isOnPage: !this.hasMovedOn,
      next: nextOf(currentProduct, host.nextProducts, session.product, config.categories),
      history: session.history,
    };
  }

  // The host's shadow tree calls these with the host as `this`, hence arrows.
  private readonly onCloseButton = (): void => this.hide();

  private readonly onClose = (): void => {
    if (!this.isOpen) return;
    this.isOpen = false;
    this.focus.afterClosing();
    this.flow.photo.onStep();
    this.dispatchEvent(new TryonCloseEvent());
    this.track('dialog_closed');
  };

  private readonly onToast = (): void => this.showNews();

  private readonly onToastClose = (): void => {
    this.hasNews = false;
    this.requestUpdate();
  };

  private readonly onBackdrop = (event: MouseEvent): void => {
    if (event.target === this.element) this.hide();
  };

  private readonly onPaste = (event: ClipboardEvent): void => {
    const file = event.clipboardData?.files[0];
    if (file && this.session.state.step === 'photo') this.offer(file);
  };

  private readonly onDragOver = (event: DragEvent): void => {
    event.preventDefault();
    if (this.session.state.step === 'photo') this.element?.classList.add('over');
  };

  private readonly onDragLeave = (): void => {
    this.element?.classList.remove('over');
  };

  private readonly onDrop = (event: DragEvent): void => {
    // Otherwise the browser would leave the shop and show the file.
    event.preventDefault();
    this.onDragLeave();
    const file = event.dataTransfer?.files[0];
    if (file && this.session.state.step === 'photo') this.offer(file);
  };
}
