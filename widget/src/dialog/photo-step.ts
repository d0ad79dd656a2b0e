import { html, nothing, type TemplateResult } from 'lit';
import { standingIcon } from './icons.js';
import { heading, type Step, type StepView } from './step.js';

/** The ways to a photo: the same again, a file, the camera, or a stand-in; advice beside them. */
export function photoStep(view: StepView): Step {
  return view.isCameraOpen ? cameraStep(view) : chooseStep(view);
}

function chooseStep(view: StepView): Step {
  const { say, act, photoFault, canUseCamera, photoUrl } = view;
  return {
    view: html`<div class="guide">
      ${standingIcon()}
      <ul>
        <li>${say('adviceFront')}</li>
        <li>${say('adviceWhole')}</li>
        <li>${say('adviceAlone')}</li>
      </ul>
    </div>`,
    body: html`
      ${heading(say('photoTitle'))}
      <p id="fault" class="problem-text" role="alert" ?hidden=${!photoFault}>
        ${photoFault ? say(photoFault) : nothing}
      </p>
      ${
        photoUrl
          ? html`<button part="button" class="button same" @click=${act.again}>
              <img src=${photoUrl} alt="" />${say('photoSame')}
            </button>`
          : nothing
      }
      <div part="picker" class="row">
        <label part="button primary-button" class="button primary file">
          ${say('photoChoose')}
          <input
            type="file"
            accept="image/jpeg,image/png,image/webp,image/avif"
            aria-describedby="fault"
            @change=${act.chooseFile}
          />
        </label>
        ${
          canUseCamera
            ? html`<button part="button" class="button" @click=${act.openCamera}>${say('photoCamera')}</button>`
            : nothing
        }
      </div>
      <p class="muted drop-note">${say('photoDrop')}</p>
      ${view.models.length > 0 ? models(view) : nothing}
    `,
  };
}

function models({ say, act, models: people }: StepView): TemplateResult {
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

function cameraStep({ say, act }: StepView): Step {
  return {
    view: html`<tryon-camera
      .label=${say('cameraView')}
      .denied=${say('cameraDenied')}
      .shutter=${say('cameraShoot')}
      @camera-photo=${act.shoot}
    ></tryon-camera>`,
    body: html`
      ${heading(say('cameraTitle'))}
      <p>${say('cameraAdvice')}</p>
      <div class="end">
        <button part="button" class="button" @click=${act.closeCamera}>${say('cameraBack')}</button>
      </div>
    `,
  };
}
