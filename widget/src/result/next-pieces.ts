import { html, nothing, type TemplateResult } from 'lit';
import type { Say } from '../localize.js';
import type { NamedProduct, Product } from '../product/product.js';
import type { FinishedTryon } from '../session/state.js';
import { goesWith } from './look.js';
import type { ResultActions } from './result-screen.js';

/** So many are offered; a shop's whole list would bury the picture. */
const MAX_NEXT = 8;

/** What to try on after a piece: all but itself, each once, of the kinds that the shop has put to trying on. */
export function nextOf(
  current: Product | undefined,
  named: readonly NamedProduct[],
  shown: Product | undefined,
  categories: readonly string[],
): readonly Product[] {
  const next = new Map<string, Product>();
  for (const product of [...(current ? [current] : []), ...named.map(fromShop)]) {
    const isOffered = product.category === undefined || categories.includes(product.category);
    if (isOffered && product.imageUrl !== shown?.imageUrl && !next.has(product.imageUrl)) {
      next.set(product.imageUrl, product);
    }
  }
  return [...next.values()].slice(0, MAX_NEXT);
}

function fromShop(named: NamedProduct): Product {
  const imageUrl = new URL(named.imageUrl, document.baseURI).href;
  return { ...named, imageUrl, source: 'attributes', score: 1 };
}

export interface NextPieces {
  readonly say: Say;
  readonly act: ResultActions;
  readonly next: readonly Product[];
  readonly worn: Product;
  readonly look: readonly FinishedTryon[];
}

/** Other pieces, one press away, alone or with what is worn. */
export function nextPieces({ say, act, next, worn, look }: NextPieces): TemplateResult | typeof nothing {
  const isWorn = ({ imageUrl }: Product) => look.some((piece) => piece.product.imageUrl === imageUrl);
  const others = next.filter((product) => !isWorn(product));
  if (others.length === 0) return nothing;
  return html`<section class="next" aria-labelledby="next-title">
    <h3 id="next-title">${say('nextTitle')}</h3>
    <ul class="strip">
      ${others.map((product) => {
        const named = { product: product.title ?? say('thisPiece') };
        return html`<li>
          <button class="piece" aria-label=${say('nextTry', named)} @click=${() => act.tryNext(product)}>
            <img src=${product.imageUrl} alt="" loading="lazy" />
            <span>${product.title ?? say('thisPiece')}</span>
          </button>
          ${
            goesWith(product, look, worn)
              ? html`<button
                  class="button small"
                  aria-label=${say('nextAdd', named)}
                  @click=${() => act.addToOutfit(product)}
                >
                  ${say('nextAddShort')}
                </button>`
              : nothing
          }
        </li>`;
      })}
    </ul>
  </section>`;
}

/** The pieces of an outfit, with a way back to the last but one. */
export function lookPieces(
  say: Say,
  act: ResultActions,
  look: readonly FinishedTryon[],
): TemplateResult | typeof nothing {
  const last = look.at(-1);
  const under = look.at(-2);
  if (!last || !under) return nothing;
  return html`<section class="look" aria-labelledby="look-title">
    <h3 id="look-title" class="visually-hidden">${say('lookTitle')}</h3>
    <ul>
      ${look.map(({ product }) => html`<li><img src=${product.imageUrl} alt=${product.title ?? say('thisPiece')} /></li>`)}
    </ul>
    <button class="button quiet" @click=${() => act.recall(under.tryon.id)}>
      ${say('lookUndo', { product: last.product.title ?? say('thisPiece') })}
    </button>
  </section>`;
}
