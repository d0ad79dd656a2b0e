import { css, html, LitElement, type PropertyValues, type TemplateResult } from 'lit';

/**
 * Two pictures of one size, one over the other, with a divider that moves by pointer or by arrow keys.
 *
 * @csspart image - Both pictures.
 */
export class TryonCompareElement extends LitElement {
  // All are set as properties by the widget; none needs a converter.
  static override properties = {
    from: {},
    to: {},
    fromAlt: {},
    toAlt: {},
    label: {},
    ratio: {},
    describe: {},
    badge: {},
    position: {},
  };
  static override styles = css`
    :host {
      --position: 0%;
      --ratio: 0.667;
      position: absolute;
      inset: 0;
      display: grid;
      place-items: center;
      container-type: size;
      background: var(--_soft, #eee);
    }
    /* As large as the pane allows, and exactly as wide as the picture: the divider is a share of this. */
    .frame {
      position: relative;
      inline-size: min(100cqw, 100cqh * var(--ratio));
      aspect-ratio: var(--ratio);
      overflow: hidden;
      touch-action: pan-y;
    }
    img {
      position: absolute;
      inset: 0;
      inline-size: 100%;
      block-size: 100%;
      object-fit: cover;
      user-select: none;
    }
    .before {
      clip-path: inset(0 calc(100% - var(--position)) 0 0);
    }
    .divider {
      position: absolute;
      inset-block: 0;
      left: var(--position);
      inline-size: 2px;
      margin-left: -1px;
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
      inset-block-end: 12px;
      inset-inline-end: 12px;
      padding: 3px 10px;
      border-radius: 999px;
      background: rgb(15 17 22 / 80%);
      color: #fff;
      font-size: 12px;
      line-height: 1.5;
      pointer-events: none;
    }
  `;

  /** Address of the picture under the divider's start side. */
  from = '';
  to = '';
  fromAlt = '';
  toAlt = '';
  /** What the slider is called. */
  label = '';
  /** Width by height of the pictures. */
  ratio: number | undefined;
  /** What it says of itself, from a percentage. */
  describe: (percent: number) => string = String;
  badge = '';
  /** How much of the earlier picture shows, 0..100. */
  position = 12;

  protected override updated(changed: PropertyValues<this>): void {
    // Through the CSSOM: a style attribute would break under a strict policy.
    if (changed.has('ratio') && this.ratio) this.style.setProperty('--ratio', String(this.ratio));
    if (changed.has('position')) this.style.setProperty('--position', `${this.position}%`);
  }

  override focus(options?: FocusOptions): void {
    this.renderRoot.querySelector('input')?.focus(options);
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
