import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { closeIcon } from '../dialog/icons.js';
import type { Say } from '../localize.js';
import { compareStyles } from './compare.styles.js';
import { readGestures } from './gestures.js';
import { fullIcon, minusIcon, plusIcon } from './icons.js';
import { MAX_SCALE, type PictureView, type Point, panBy, type Size, settle, WHOLE, zoomAt } from './view.js';

const ZOOM_STEP = 1.5;
const DOUBLE_TAP_SCALE = 2.5;
/** How much of the frame an arrow key moves a zoomed picture by. */
const PAN_SHARE = 0.12;
/** The handle and a little around it, in CSS pixels. */
const HANDLE_REACH = 30;
const REVEAL_MS = 900;

/**
 * Two pictures of one size, one over the other, with a divider between them, to be looked at closely: pinch, double
 * tap, ctrl and wheel, the buttons, or `+`, `-` and `0`; arrow keys on the buttons (or with shift) move what is zoomed.
 * Without an earlier picture it shows the one there is.
 *
 * @csspart image - Both pictures.
 * @event picture-lost - The later picture could not be loaded: its link has run out.
 */
export class TryonCompareElement extends LitElement {
  // All are set as properties by the widget; none needs a converter.
  static override properties = {
    from: {},
    to: {},
    fromAlt: {},
    toAlt: {},
    ratio: {},
    say: { attribute: false },
    position: {},
    isFull: { attribute: false },
    view: { state: true },
    isOpened: { state: true },
  };
  static override styles = compareStyles;

  /** Address of the picture under the divider's start side; empty if there is none. */
  from = '';
  to = '';
  fromAlt = '';
  toAlt = '';
  /** Width by height of the pictures. */
  ratio: number | undefined;
  /** Says the texts. */
  say: Say = (key) => key;
  /** How much of the earlier picture shows, 0..100. */
  position = 12;
  /** Whether this is the one that fills the screen, which cannot be opened again. */
  isFull = false;

  private view: PictureView = WHOLE;
  private isOpened = false;
  private positionBeforeTap = 12;
  private stopReading: (() => void) | undefined;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.stopReading?.();
    this.stopReading = undefined;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.hasUpdated) this.read();
  }

  protected override firstUpdated(): void {
    this.read();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('to')) this.view = WHOLE;
  }

  protected override updated(changed: PropertyValues): void {
    // Through the CSSOM: a style attribute would break under a strict policy.
    const { style, view } = this;
    if (changed.has('ratio') && this.ratio) style.setProperty('--ratio', String(this.ratio));
    if (changed.has('position')) style.setProperty('--position', `${this.position}%`);
    if (changed.has('view')) {
      style.setProperty('--scale', String(view.scale));
      style.setProperty('--x', `${view.x}px`);
      style.setProperty('--y', `${view.y}px`);
    }
    this.toggleAttribute('zoomed', view.scale > 1);
    this.toggleAttribute('lone', !this.from);
    if (changed.has('isOpened') && this.isOpened) this.renderRoot.querySelector('dialog')?.showModal();
  }

  override focus(options?: FocusOptions): void {
    this.renderRoot.querySelector<HTMLElement>('input, button')?.focus(options);
  }

  override render(): TemplateResult {
    const { say } = this;
    return html`${this.isFull ? nothing : html`<img class="ground" src=${this.to} alt="" />`}
      <div class="frame" @keydown=${this.onKey}>
        <img part="image" src=${this.to} alt=${this.toAlt} @load=${this.reveal} @error=${this.onLost} />
        ${this.from ? this.renderBefore() : nothing}
        <div class="tools" role="group" aria-label=${say('zoom')}>
          ${this.isFull ? nothing : html`<button aria-label=${say('zoomFull')} @click=${this.open}>${fullIcon()}</button>`}
          <button
            class="in"
            aria-label=${say('zoomIn')}
            aria-disabled=${this.view.scale >= MAX_SCALE}
            @click=${this.zoomIn}
          >
            ${plusIcon()}
          </button>
          ${
            this.view.scale > 1
              ? html`<button aria-label=${say('zoomOut')} @click=${this.zoomOut}>${minusIcon()}</button>`
              : nothing
          }
        </div>
        <span class="said" role="status">
          ${this.view.scale > 1 ? say('zoomed', { percent: Math.round(this.view.scale * 100) }) : nothing}
        </span>
        <span class="badge">${say('badge')}</span>
      </div>
      ${this.isOpened ? this.renderFull() : nothing}`;
  }

  private renderBefore(): TemplateResult {
    const { say } = this;
    return html`<div class="before">
        <img part="image" src=${this.from} alt=${this.fromAlt} draggable="false" />
      </div>
      <input
        type="range"
        min="0"
        max="100"
        aria-label=${say('compare')}
        aria-valuetext=${say('compareValue', { percent: this.position })}
        .value=${String(this.position)}
        @input=${this.onInput}
      />
      <span class="divider"></span>`;
  }

  private renderFull(): TemplateResult {
    return html`<dialog aria-label=${this.toAlt} @close=${this.onClosed}>
      <button class="leave" aria-label=${this.say('close')} @click=${this.close}>${closeIcon()}</button>
      <tryon-compare
        exportparts="image"
        .isFull=${true}
        .from=${this.from}
        .to=${this.to}
        .fromAlt=${this.fromAlt}
        .toAlt=${this.toAlt}
        .ratio=${this.ratio}
        .say=${this.say}
        .position=${this.position}
      ></tryon-compare>
    </dialog>`;
  }

  private get frame(): HTMLElement | null {
    return this.renderRoot.querySelector('.frame');
  }

  private get size(): Size {
    const { clientWidth: width = 0, clientHeight: height = 0 } = this.frame ?? {};
    return { width, height };
  }

  private get isRightToLeft(): boolean {
    return getComputedStyle(this).direction === 'rtl';
  }

  private read(): void {
    const { frame } = this;
    if (!frame) return;
    this.stopReading = readGestures(frame, {
      isZoomed: () => this.view.scale > 1,
      isHandle: ({ x }) => Boolean(this.from) && Math.abs(x - this.dividerX) < HANDLE_REACH,
      slideTo: (at) => this.slideTo(at),
      panBy: (by) => this.hold(panBy(this.view, by, this.size)),
      zoomAt: (factor, at) => this.hold(zoomAt(this.view, factor, at, this.size)),
      tap: (at) => {
        this.positionBeforeTap = this.position;
        if (this.view.scale === 1) this.slideTo(at);
      },
      doubleTap: (at) => {
        // The first of the two taps has moved the divider.
        this.position = this.positionBeforeTap;
        this.view = this.view.scale > 1 ? WHOLE : zoomAt(WHOLE, DOUBLE_TAP_SCALE, at, this.size);
      },
      end: () => {
        this.toggleAttribute('held', false);
        this.view = settle(this.view);
      },
    });
  }

  /** Without the transition that a step by a button has. */
  private hold(view: PictureView): void {
    this.toggleAttribute('held', true);
    this.view = view;
  }

  private get dividerX(): number {
    const x = (this.size.width * this.position) / 100;
    return this.isRightToLeft ? this.size.width - x : x;
  }

  private slideTo({ x }: Point): void {
    const share = Math.min(1, Math.max(0, x / (this.size.width || 1)));
    this.position = Math.round((this.isRightToLeft ? 1 - share : share) * 100);
  }

  private zoomBy(factor: number): void {
    const { width, height } = this.size;
    this.view = settle(zoomAt(this.view, factor, { x: width / 2, y: height / 2 }, this.size));
  }

  private zoomIn(): void {
    this.zoomBy(ZOOM_STEP);
  }

  private zoomOut(): void {
    this.zoomBy(1 / ZOOM_STEP);
    // The button goes with the zoom; the focus must not.
    if (this.view.scale === 1) this.renderRoot.querySelector<HTMLElement>('.in')?.focus();
  }

  private onInput(event: Event): void {
    this.position = Number((event.target as HTMLInputElement).value);
  }

  private onKey(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const { key } = event;
    if (key === '+' || key === '=') this.zoomIn();
    else if (key === '-') this.zoomOut();
    else if (key === '0') this.view = WHOLE;
    else if (this.view.scale > 1 && (event.shiftKey || (event.target as Element).localName === 'button')) {
      const by = ARROWS[key];
      if (!by) return;
      const { width, height } = this.size;
      this.view = panBy(this.view, { x: by.x * width * PAN_SHARE, y: by.y * height * PAN_SHARE }, this.size);
    } else return;
    event.preventDefault();
  }

  /** The new picture is drawn over the photo, once, as a curtain: what has changed is seen at a glance. */
  private reveal(): void {
    if (!this.from || this.isFull || matchMedia('(prefers-reduced-motion: reduce)').matches) return;
    const timing = { duration: REVEAL_MS, easing: 'cubic-bezier(0.3, 0.7, 0.2, 1)' };
    this.renderRoot.querySelector('.before')?.animate([{ inlineSize: '100%' }, {}], timing);
    this.renderRoot.querySelector('.divider')?.animate([{ insetInlineStart: '100%' }, {}], timing);
  }

  private onLost(): void {
    this.dispatchEvent(new Event('picture-lost'));
  }

  private open(): void {
    this.isOpened = true;
  }

  private close(): void {
    this.renderRoot.querySelector('dialog')?.close();
  }

  private onClosed(): void {
    this.isOpened = false;
  }
}

/** Where the picture goes: an arrow shows more of what lies that way. */
const ARROWS: Readonly<Record<string, Point>> = {
  ArrowLeft: { x: 1, y: 0 },
  ArrowRight: { x: -1, y: 0 },
  ArrowUp: { x: 0, y: 1 },
  ArrowDown: { x: 0, y: -1 },
};

declare global {
  interface HTMLElementTagNameMap {
    'tryon-compare': TryonCompareElement;
  }
}
