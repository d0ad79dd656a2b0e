import { html, nothing, type TemplateResult } from 'lit';
import { heading, picture, productPicture, type Step, type StepView } from '../dialog/step.js';
import type { SessionState } from '../session/state.js';
import { cartLine } from './cart-line.js';
import { saveIcon, shareIcon, swapIcon } from './icons.js';
import { lookOf } from './look.js';
import { lookPieces, nextPieces } from './next-pieces.js';
import { ratingRow } from './rating.js';

type Result = Extract<SessionState, { step: 'result' }>;

/** The picture, what to do with it, what to try on next, and how to be rid of it. */
export function resultStep({ tryon }: Result, view: StepView): Step {
  const { say, product, result } = view;
  const { act, history } = result;
  if (result.isAskingToErase) return eraseStep(view);
  const look = lookOf(history, tryon.id);
  return {
    view: pictures(tryon, view),
    body: html`
      <div class="named">
        ${heading(say('resultTitle'))}
        ${product?.title ? html`<p class="muted" role="status">${product.title}</p>` : nothing}
      </div>
      ${lookPieces(say, act, look)} ${choices(tryon, view)}
      <div class="end">
        ${cartLine(say, act, result, product)}
        ${tools(view)}
        <slot name="result-actions"></slot>
      </div>
      <p role="alert" class="problem-text" ?hidden=${!result.fault}>${result.fault ? say(result.fault) : nothing}</p>
      ${product ? nextPieces({ say, act, next: result.next, worn: product, look }) : nothing}
      ${
        history.length > 1
          ? html`<tryon-history
              .say=${say}
              .history=${history}
              .shownId=${tryon.id}
              .besideId=${result.besideId}
              .act=${act}
            ></tryon-history>`
          : nothing
      }
      ${ratingRow(say, act, result.rating)} ${eraseRow(view)}
    `,
  };
}

function pictures(tryon: Result['tryon'], { say, product, photoUrl, result }: StepView): TemplateResult {
  const output = tryon.output[result.index];
  const toAlt = say('resultAlt', { product: product?.title ?? say('thisPiece') });
  const beside = result.history.find(({ tryon: { id } }) => id === result.besideId);
  if (beside) {
    const shown = result.history.find(({ tryon: { id } }) => id === tryon.id);
    return html`<tryon-pair .say=${say} .left=${shown} .right=${beside} .act=${result.act}></tryon-pair>`;
  }
  return html`<tryon-compare
    part="result"
    exportparts="image"
    .from=${photoUrl ?? ''}
    .to=${output?.url ?? ''}
    .ratio=${output ? output.width / output.height : undefined}
    .fromAlt=${say('beforeAlt')}
    .toAlt=${toAlt}
    .say=${say}
    @picture-lost=${result.act.renew}
  ></tryon-compare>`;
}

/** Several pictures of one try-on, to choose from. */
function choices(tryon: Result['tryon'], { say, result }: StepView): TemplateResult | typeof nothing {
  const count = tryon.output.length;
  if (count < 2 || result.besideId) return nothing;
  return html`<div class="strip choices" role="group" aria-label=${say('pictures')}>
    ${tryon.output.map(
      ({ url }, index) => html`<button
        class="choice"
        aria-label=${say('pictureOf', { index: index + 1, count })}
        aria-pressed=${index === result.index}
        @click=${() => result.act.choosePicture(index)}
      >
        <img src=${url} alt="" />
      </button>`,
    )}
  </div>`;
}

function tools({ say, act, result }: StepView): TemplateResult {
  const reach = result.act.reachForShare;
  return html`<div class="tools">
    ${
      result.canShare
        ? html`<button part="button" class="tool" @click=${result.act.share} @pointerenter=${reach} @focus=${reach}>
            ${shareIcon()}${say('share')}
          </button>`
        : nothing
    }
    <button part="button" class="tool" @click=${result.act.save}>${saveIcon()}${say('download')}</button>
    <button part="button" class="tool" @click=${act.restart}>${swapIcon()}${say('anotherPhoto')}</button>
  </div>`;
}

function eraseRow({ say, config, result }: StepView): TemplateResult {
  const hours = config?.consent.photo_retention_hours ?? 0;
  return html`<div class="between">
    <button part="button" class="button quiet erase" @click=${result.act.askToErase}>${say('erase')}</button>
    ${hours > 0 ? html`<span class="muted">${say('eraseNote', { count: hours })}</span>` : nothing}
  </div>`;
}

/** Asks once: it cannot be undone. */
function eraseStep({ say, result, photoUrl, product }: StepView): Step {
  const { act, isErasing, fault } = result;
  return {
    view: photoUrl ? picture(photoUrl) : productPicture(product),
    body: html`
      ${heading(say('eraseTitle'))}
      <p>${say('eraseAsk')}</p>
      <p role="alert" class="problem-text" ?hidden=${!fault}>${fault ? say(fault) : nothing}</p>
      <div class="end">
        <button part="button primary-button" class="button primary erase-now" aria-disabled=${isErasing} @click=${act.erase}>
          ${say(isErasing ? 'erasing' : 'eraseNow')}
        </button>
        <button part="button" class="button" aria-disabled=${isErasing} @click=${act.keep}>${say('eraseKeep')}</button>
      </div>
    `,
  };
}
