import { html, nothing, type TemplateResult } from 'lit';
import { frontDrawing, lightDrawing, wholeDrawing } from '../photo/drawings.js';
import { heading, picture, productPicture, type Step, type StepView } from './step.js';

/** The ways to a photo: the last one, a file, the camera, the phone, or a stand-in; advice beside them. */
export function photoStep(view: StepView): Step {
  switch (view.photo.way) {
    case 'camera':
      return cameraStep(view);
    case 'phone':
      return phoneStep(view);
    case 'check':
      return checkStep(view);
    case 'product':
      return productStep(view);
    case 'choose':
      return chooseStep(view);
  }
}

function chooseStep(view: StepView): Step {
  const { say, photo } = view;
  const { act, fault, isReading } = photo;
  return {
    view: html`<ul class="guide">
        <li>${frontDrawing()}${say('adviceFront')}</li>
        <li>${wholeDrawing()}${say('adviceWhole')}</li>
        <li>${lightDrawing()}${say('adviceAlone')}</li>
      </ul>
      <div class="drop-here" aria-hidden="true">${say('photoDropHere')}</div>`,
    body: html`
      ${heading(say('photoTitle'))}
      <p id="fault" class="problem-text" role="alert" ?hidden=${!fault}>${fault ? say(fault) : nothing}</p>
      <span class="visually-hidden" role="status">${isReading ? say('photoReading') : nothing}</span>
      ${earlier(view)}
      <div part="picker" class="row" aria-busy=${isReading}>
        <label part="button primary-button" class="button primary file">
          ${say(isReading ? 'photoReading' : 'photoChoose')}
          <input
            type="file"
            accept="image/jpeg,image/png,image/webp,image/avif"
            aria-describedby="fault"
            @change=${act.chooseFile}
          />
        </label>
        ${
          photo.canUseCamera
            ? html`<button part="button" class="button" @click=${act.openCamera}>${say('photoCamera')}</button>`
            : nothing
        }
        ${
          photo.canUsePhone
            ? html`<button part="button" class="button" @click=${act.openPhone}>
                ${say('photoPhone')}
              </button>`
            : nothing
        }
      </div>
      <p class="muted drop-note">${say('photoDrop')}</p>
      <label class="keep muted">
        <input type="checkbox" .checked=${photo.isKeeping} @change=${act.tickKeep} />
        <span>${say('photoKeep')}</span>
      </label>
      ${photo.models.length > 0 ? models(view) : nothing}
    `,
  };
}

/** A photo of this visit, or the one that was kept in this browser. */
function earlier({ say, act, photoUrl, photo }: StepView): TemplateResult | typeof nothing {
  if (photoUrl) {
    return html`<button part="button" class="button same" @click=${act.again}>
      <img src=${photoUrl} alt="" />${say('photoSame')}
    </button>`;
  }
  if (!photo.lastUrl) return nothing;
  return html`<div class="between">
    <button part="button" class="button same" @click=${photo.act.useLast}>
      <img src=${photo.lastUrl} alt="" />${say('photoLast')}
    </button>
    <button part="button" class="button quiet" @click=${photo.act.forgetLast}>${say('photoForget')}</button>
  </div>`;
}

function models({ say, photo: { models: people, act } }: StepView): TemplateResult {
  return html`<div class="end">
    <p>${say('models')} <span class="muted">${say('modelsNote')}</span></p>
    <ul class="models">
      ${people.map(
        (model) => html`<li>
          <button class="model" aria-label=${model.name} @click=${() => act.chooseModel(model)}>
            <img src=${model.url} alt="" width=${model.width} height=${model.height} />
          </button>
        </li>`,
      )}
    </ul>
  </div>`;
}

const backButton = ({ say, photo: { act } }: StepView): TemplateResult =>
  html`<button part="button" class="button" @click=${act.goBack}>${say('cameraBack')}</button>`;

function cameraStep(view: StepView): Step {
  const { say, photo } = view;
  return {
    view: html`<tryon-camera
      .say=${say}
      @camera-look=${photo.act.look}
      @camera-photo=${photo.act.shoot}
    ></tryon-camera>`,
    body: html`
      ${heading(say(photo.isLooking ? 'checkTitle' : 'cameraTitle'))}
      ${photo.isLooking ? nothing : html`<p>${say('cameraAdvice')}</p>`}
      <div class="end">${backButton(view)}</div>
    `,
  };
}

function phoneStep(view: StepView): Step {
  const { say, session, client, wordsLocale, photo } = view;
  return {
    view: html`<tryon-handover
      .say=${say}
      .client=${client}
      .consent=${session.consent}
      .locale=${wordsLocale}
      @handover-photo=${photo.act.receive}
    ></tryon-handover>`,
    body: html`
      ${heading(say('phoneTitle'))}
      <ol class="ways">
        <li>${say('phoneScan')}</li>
        <li>${say('phoneTake')}</li>
        <li>${say('phoneWait')}</li>
      </ol>
      <div class="end">${backButton(view)}</div>
    `,
  };
}

/** A photo that may spoil the picture: a question, not a wall. */
function checkStep(view: StepView): Step {
  const { say, photo } = view;
  const { doubt, act } = photo;
  return {
    view: picture(doubt?.photo.url, say('beforeAlt')),
    body: html`
      ${heading(say('checkTitle'))}
      <p role="alert">${doubt?.warning ? say(doubt.warning) : nothing}</p>
      <div class="end">
        <button part="button primary-button" class="button primary" @click=${act.goBack}>${say('anotherPhoto')}</button>
        <button part="button" class="button" @click=${act.accept}>${say('checkUse')}</button>
      </div>
    `,
  };
}

/** The page did not say clearly what it sells: nobody shall wait for a picture of the wrong piece. */
function productStep({ say, act, photo, product }: StepView): Step {
  return {
    view: productPicture(product),
    body: html`
      ${heading(say('productTitle'))}
      <p>${product?.title ?? say('productAsk')}</p>
      <div class="end">
        <button part="button primary-button" class="button primary" @click=${photo.act.accept}>
          ${say('productYes')}
        </button>
        <button part="button" class="button" @click=${act.close}>${say('productNo')}</button>
      </div>
    `,
  };
}
