import { css, html, LitElement, type PropertyValues, type TemplateResult } from 'lit';
import { property, query } from 'lit/decorators.js';

/**
 * Two pictures of one size, one over the other, with a divider that moves by pointer or by arrow keys.
 *
 * @csspart image - Both pictures.
 */
export class TryonCompareElement extends LitElement {
  static override styles = css`
    :host {
      position: relative;
      display: grid;
      justify-items: center;
      --position: 0%;
    }
    .frame {
      position: relative;
      display: inline-block;
      max-inline-size: 100%;
      border-radius: var(--_radius, 12px);
      background: var(--_soft, #eee);
      overflow: hidden;
      touch-action: pan-y;
    }
    img {
      display: block;
      max-inline-size: 100%;
      max-block-size: var(--compare-block-size, 70dvh);
      user-select: none;
    }
    .before {
      position: absolute;
      inset: 0;
      inline-size: 100%;
      block-size: 100%;
      clip-path: inset(0 calc(100% - var(--position)) 0 0);
    }
    .divider {
      position: absolute;
      inset-block: 0;
      left: var(--position);
      inline-size: 2px;
      margin-inline-start: -1px;
      background: #fff;
      box-shadow: 0 0 6px rgb(0 0 0 / 45%);
      pointer-events: none;
    }
    .divider::after {
      content: '‹ ›' / '';
      position: absolute;
      inset-block-start: 50%;
      left: 50%;
      display: grid;
      place-items: center;
      inline-size: 44px;
      block-size: 44px;
      border-radius: 50%;
      background: #fff;
      color: #17191f;
      font: 600 18px/1 system-ui, sans-serif;
      box-shadow: 0 2px 10px rgb(0 0 0 / 30%);
      transform: translate(-50%, -50%);
    }
    input {
      position: absolute;
      inset: 0;
      inline-size: 100%;
      block-size: 100%;
      margin: 0;
      opacity: 0;
      cursor: ew-resize;
      direction: ltr;
    }
    input:focus-visible + .divider::after {
      outline: 3px solid #17191f;
      outline-offset: 2px;
    }
    .badge {
      position: absolute;
      inset-block-end: 10px;
      inset-inline-end: 10px;
      padding: 3px 10px;
      border-radius: 999px;
      background: rgb(15 17 22 / 78%);
      color: #fff;
      font-size: 12px;
      line-height: 1.5;
      pointer-events: none;
    }
  `;

  /** Address of the picture under the divider's start side. */
  @property() from = '';
  @property() to = '';
  @property({ attribute: 'from-alt' }) fromAlt = '';
  @property({ attribute: 'to-alt' }) toAlt = '';
  /** What the slider is called. */
  @property() label = '';
  /** What it says of itself, from a percentage. */
  @property({ attribute: false }) describe: (percent: number) => string = (percent) => `${percent} %`;
  @property() badge = '';
  /** How much of the earlier picture shows, 0..100. */
  @property({ type: Number }) position = 12;
  @query('input') private slider?: HTMLInputElement;

  protected override updated(changed: PropertyValues<this>): void {
    // Through the CSSOM: a style attribute would break under a strict policy.
    if (changed.has('position')) this.style.setProperty('--position', `${this.position}%`);
  }

  override focus(options?: FocusOptions): void {
    this.slider?.focus(options);
  }

  override render(): TemplateResult {
    return html`<div class="frame">
      <img part="image" src=${this.to} alt=${this.toAlt} />
      <img part="image" class="before" src=${this.from} alt=${this.fromAlt} draggable="false" />
      <input
        type="range"
        min="0"
        max="100"
        aria-label=${this.label}
        aria-valuetext=${this.describe(this.position)}
        .value=${String(this.position)}
        @input=${this.onInput}
      />
      <span class="divider"></span>
      ${this.badge ? html`<span class="badge">${this.badge}</span>` : null}
    </div>`;
  }

  private onInput(event: Event): void {
    this.position = Number((event.target as HTMLInputElement).value);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tryon-compare': TryonCompareElement;
  }
}
