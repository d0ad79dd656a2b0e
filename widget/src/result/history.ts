import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import type { Say } from '../localize.js';
import type { FinishedTryon } from '../session/state.js';
import { controls } from '../styles/controls.styles.js';
import { pieces } from './pieces.styles.js';
import type { ResultActions } from './result-screen.js';

const nameOf = ({ product }: FinishedTryon, say: Say): string => product.title ?? say('thisPiece');

/** The pictures of this visit: one press shows another, or puts it beside the one on show. */
export class TryonHistoryElement extends LitElement {
  static override properties = {
    say: { attribute: false },
    history: { attribute: false },
    shownId: { attribute: false },
    besideId: { attribute: false },
    act: { attribute: false },
  };
  static override styles = [
    controls,
    pieces,
    css`
      :host {
        display: block;
      }
      .head {
        display: flex;
        align-items: center;
        justify-content: space-between;
        gap: 12px;
      }
    `,
  ];

  say: Say = (key) => key;
  /** Newest first. */
  history: readonly FinishedTryon[] = [];
  shownId = '';
  besideId: string | undefined;
  act: Pick<ResultActions, 'recall' | 'putBeside'> | undefined;

  override render(): TemplateResult {
    const { say, history, shownId, besideId } = this;
    return html`<section aria-labelledby="history-title">
      <div class="head">
        <h3 id="history-title">${say('historyTitle')}</h3>
        <button class="button small" aria-pressed=${besideId !== undefined} @click=${this.toggle}>
          ${say('historySideBySide')}
        </button>
      </div>
      <ul class="strip">
        ${history.map((entry) => {
          const { id, output } = entry.tryon;
          return html`<li>
            <button
              class="piece past"
              aria-label=${say('historyShow', { product: nameOf(entry, say) })}
              aria-current=${id === shownId || id === besideId ? 'true' : nothing}
              @click=${() => this.choose(id)}
            >
              <img src=${output[0]?.url ?? ''} alt="" loading="lazy" />
              <span>${nameOf(entry, say)}</span>
            </button>
          </li>`;
        })}
      </ul>
    </section>`;
  }

  private toggle(): void {
    const other = this.history.find(({ tryon }) => tryon.id !== this.shownId);
    this.act?.putBeside(this.besideId === undefined ? other?.tryon.id : undefined);
  }

  private choose(id: string): void {
    if (id === this.shownId) return;
    if (this.besideId === undefined) this.act?.recall(id);
    else this.act?.putBeside(id);
  }
}

/** Two finished pictures beside each other, to decide between. */
export class TryonPairElement extends LitElement {
  static override properties = {
    say: { attribute: false },
    left: { attribute: false },
    right: { attribute: false },
    act: { attribute: false },
  };
  static override styles = [
    controls,
    css`
      :host {
        position: absolute;
        inset: 0;
        display: grid;
        grid-template-columns: 1fr 1fr;
        gap: 2px;
        background: var(--_surface, #fff);
      }
      figure {
        position: relative;
        display: grid;
        grid-template-rows: minmax(0, 1fr) auto;
        min-inline-size: 0;
        margin: 0;
      }
      .pane {
        position: relative;
        background: var(--_soft, #eee);
      }
      img {
        position: absolute;
        inset: 0;
        inline-size: 100%;
        block-size: 100%;
        object-fit: cover;
        object-position: 50% 20%;
      }
      .badge {
        position: absolute;
        inset-block-end: 8px;
        inset-inline-end: 8px;
        padding: 2px 8px;
        border-radius: 999px;
        background: rgb(15 17 22 / 80%);
        color: #fff;
        font-size: .75em;
      }
      figcaption {
        display: grid;
        gap: 4px;
        padding: 8px 10px;
        font-size: .875em;
        text-align: center;
      }
      .name {
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      .small {
        min-block-size: 44px;
        font-size: .875em;
      }
    `,
  ];

  say: Say = (key) => key;
  left: FinishedTryon | undefined;
  right: FinishedTryon | undefined;
  act: Pick<ResultActions, 'recall' | 'putBeside'> | undefined;

  override render(): TemplateResult {
    return html`${[this.left, this.right].map((entry) => (entry ? this.side(entry) : nothing))}`;
  }

  private side(entry: FinishedTryon): TemplateResult {
    const { say } = this;
    const name = nameOf(entry, say);
    return html`<figure>
      <div class="pane">
        <img part="image" src=${entry.tryon.output[0]?.url ?? ''} alt=${say('resultAlt', { product: name })} />
        <span class="badge">${say('badge')}</span>
      </div>
      <figcaption>
        <span class="name">${name}</span>
        <button
          class="button small"
          aria-label="${say('historyChoose')}: ${name}"
          @click=${() => this.take(entry)}
        >
          ${say('historyChoose')}
        </button>
      </figcaption>
    </figure>`;
  }

  private take(entry: FinishedTryon): void {
    if (entry === this.left) this.act?.putBeside(undefined);
    else this.act?.recall(entry.tryon.id);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tryon-history': TryonHistoryElement;
    'tryon-pair': TryonPairElement;
  }
}
