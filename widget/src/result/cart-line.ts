import { html, nothing, type TemplateResult } from 'lit';
import type { MessageKey, Say } from '../localize.js';
import type { Product } from '../product/product.js';
import type { ResultActions, ResultView } from './result-screen.js';

const REFUSALS: Readonly<Record<string, MessageKey>> = {
  choose: 'cartChoose',
  soldOut: 'cartSoldOut',
  noAnswer: 'cartNoAnswer',
  shop: 'cartRefused',
};

/** "Add to bag", and what came of it. A piece that this page does not sell is looked at on its own page. */
export function cartLine(
  say: Say,
  act: ResultActions,
  { cart, isOnPage }: Pick<ResultView, 'cart' | 'isOnPage'>,
  product: Product | undefined,
): TemplateResult {
  const label = cart.status === 'adding' ? 'addingToCart' : cart.status === 'added' ? 'added' : 'addToCart';
  const isElsewhere = cart.status === 'unknown' && !isOnPage && product?.url;
  return html`
    ${
      isElsewhere
        ? html`<a part="button primary-button" class="button primary" href=${product.url}>${say('viewPiece')}</a>`
        : html`<button
            part="button primary-button"
            class="button primary"
            aria-disabled=${cart.status === 'adding'}
            @click=${act.addToCart}
          >
            ${say(label)}
          </button>`
    }
    <span class="visually-hidden" role="status">${cart.status === 'added' ? say('added') : nothing}</span>
    ${
      cart.status === 'added' && cart.cartUrl
        ? html`<a class="bag" href=${cart.cartUrl}>${say('viewBag')}</a>`
        : nothing
    }
    <p role="alert" class="problem-text" ?hidden=${cart.status !== 'refused' && cart.status !== 'unknown'}>
      ${
        cart.status === 'refused'
          ? (cart.message ?? say(REFUSALS[cart.why] ?? 'cartRefused'))
          : cart.status === 'unknown' && !isElsewhere
            ? say('cartUnknown')
            : nothing
      }
    </p>
  `;
}
