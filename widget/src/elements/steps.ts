import type { SandboxModel, WidgetConfig } from '@tryon/sdk';
import { html, nothing, type TemplateResult } from 'lit';
import type { MessageKey, Say } from '../localize.js';
import type { Product } from '../product/product.js';
import type { SessionState } from '../session.js';
import { problemOf } from './problems.js';

/** What the steps are drawn from, and what they can ask for. */
export interface StepView {
  readonly say: Say;
  readonly product: Product | undefined;
  readonly config: WidgetConfig | undefined;
  readonly models: readonly SandboxModel[];
  /** The chosen photo, to look at. */
  readonly photoUrl: string;
  /** What is wrong with the file that was just chosen. */
  readonly photoFault: MessageKey | undefined;
  readonly hasAgreed: boolean;
  readonly isCameraOpen: boolean;
  readonly canUseCamera: boolean;
  readonly isErasing: boolean;
  readonly isAdded: boolean;
  readonly act: StepActions;
}

export interface StepActions {
  tick(event: Event): void;
  agree(event: Event): void;
  chooseFile(event: Event): void;
  drop(event: DragEvent): void;
  openCamera(): void;
  closeCamera(): void;
  shoot(event: CustomEvent<Blob>): void;
  chooseModel(model: SandboxModel): void;
  cancel(): void;
  restart(): void;
  again(): void;
  erase(): void;
  download(): void;
  addToCart(): void;
  close(): void;
}

const heading = (text: string) => html`<h2 id="title" tabindex="-1">${text}</h2>`;

/** The body of the dialog for a state. */
export function renderStep(state: SessionState, view: StepView): TemplateResult {
  switch (state.step) {
    case 'consent':
      return consent(view);
    case 'photo':
      return view.isCameraOpen ? camera(view) : photo(view);
    case 'working':
      return working(state, view);
    case 'result':
      return result(state, view);
    case 'problem':
      return problem(state.code, view);
    case 'erased':
      return erased(view);
  }
}

/** Which state is wide enough for a picture. */
export const isWide = (state: SessionState): boolean => state.step === 'result';

function consent({ say, product, config, hasAgreed, act }: StepView): TemplateResult {
  const lead = product?.title ? say('consentLead', { product: product.title }) : say('consentLeadNoName');
  const { text = '', privacy_url: privacyUrl = null } = config?.consent ?? {};
  return html`
    <div class="pair">
      ${product ? html`<img src=${product.imageUrl} alt="" />` : nothing}
      <div>${heading(say('consentTitle'))}</div>
    </div>
    <p>${lead}</p>
    <form @submit=${act.agree}>
      <slot name="consent"><p class="muted">${text}</p></slot>
      <label class="agree">
        <input type="checkbox" required .checked=${hasAgreed} @change=${act.tick} />
        <span
          >${say('consentAgree')}
          ${
            privacyUrl
              ? html`<a href=${privacyUrl} target="_blank" rel="noopener">${say('privacy')}</a>`
              : nothing
          }</span
        >
      </label>
      <button part="button primary-button" class="button primary" ?disabled=${!hasAgreed}>${say('continue')}</button>
    </form>
  `;
}

function photo(view: StepView): TemplateResult {
  const { say, act, photoFault, canUseCamera, models } = view;
  return html`
    ${heading(say('photoTitle'))}
    <ul class="advice">
      <li>${say('adviceFront')}</li>
      <li>${say('adviceWhole')}</li>
      <li>${say('adviceAlone')}</li>
    </ul>
    <div part="picker" class="drop" @dragover=${onDragOver} @dragleave=${onDragLeave} @drop=${act.drop}>
      <span class="muted">${say('photoDrop')}</span>
      <label part="button primary-button" class="button primary file">
        ${say('photoChoose')}
        <input
          type="file"
          accept="image/jpeg,image/png,image/webp,image/avif,image/heic"
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
    <p id="fault" class="problem-text" role="alert" ?hidden=${!photoFault}>${photoFault ? say(photoFault) : nothing}</p>
    ${
      models.length === 0
        ? nothing
        : html`<div>
              <p>${say('models')}</p>
              <p class="muted">${say('modelsNote')}</p>
            </div>
            <ul class="models">
              ${models.map(
                (model) => html`<li>
                  <button class="model" aria-label=${model.name} @click=${() => act.chooseModel(model)}>
                    <img src=${model.url} alt="" width=${model.width} height=${model.height} loading="lazy" />
                  </button>
                </li>`,
              )}
            </ul>`
    }
  `;
}

function onDragOver(event: DragEvent): void {
  event.preventDefault();
  (event.currentTarget as Element).classList.add('over');
}

function onDragLeave(event: DragEvent): void {
  (event.currentTarget as Element).classList.remove('over');
}

function camera({ say, act }: StepView): TemplateResult {
  return html`
    ${heading(say('cameraTitle'))}
    <tryon-camera .say=${say} @camera-photo=${act.shoot} @camera-back=${act.closeCamera}></tryon-camera>
  `;
}

const STAGES = {
  uploading: 'stageUploading',
  queued: 'stageQueued',
  preparing: 'stagePreparing',
  generating: 'stageGenerating',
  finishing: 'stageFinishing',
} as const satisfies Record<string, MessageKey>;

function working(state: Extract<SessionState, { step: 'working' }>, view: StepView): TemplateResult {
  const { say, act, photoUrl } = view;
  const { stage, percent, queuePosition } = state;
  const behind = queuePosition ? `, ${say('stageQueuedBehind', { count: queuePosition })}` : '';
  return html`
    ${heading(say('working'))}
    ${photoUrl ? html`<div class="stage soft"><img src=${photoUrl} alt="" /></div>` : nothing}
    <div part="progress">
      <div class="between">
        <span role="status">${say(STAGES[stage])}${behind}</span>
        <span class="muted">${percent} %</span>
      </div>
      <progress max="100" value=${percent} aria-label=${say('working')}></progress>
    </div>
    <p class="muted">${say('workingNote')}</p>
    <div class="row"><button part="button" class="button" @click=${act.cancel}>${say('cancel')}</button></div>
  `;
}

function result({ tryon }: Extract<SessionState, { step: 'result' }>, view: StepView): TemplateResult {
  const { say, act, product, photoUrl, isErasing, isAdded } = view;
  const alt = product?.title ? say('resultAlt', { product: product.title }) : say('resultAltNoName');
  return html`
    ${heading(say('resultTitle'))}
    <div part="result">
      <tryon-compare
        part="image"
        .from=${photoUrl}
        .to=${tryon.output[0]?.url ?? ''}
        .fromAlt=${say('beforeAlt')}
        .toAlt=${alt}
        .label=${say('compare')}
        .describe=${(percent: number) => say('compareValue', { percent })}
        .badge=${say('badge')}
      ></tryon-compare>
    </div>
    <span class="visually-hidden" role="status">${isAdded ? say('added') : nothing}</span>
    <div class="row">
      <button part="button primary-button" class="button primary" @click=${act.addToCart}>
        ${say(isAdded ? 'added' : 'addToCart')}
      </button>
      <button part="button" class="button" @click=${act.download}>${say('download')}</button>
      <slot name="result-actions"></slot>
    </div>
    <div class="between">
      <button part="button" class="button quiet" @click=${act.restart}>${say('anotherPhoto')}</button>
      <button part="button" class="button quiet" ?disabled=${isErasing} @click=${act.erase}>
        ${say(isErasing ? 'erasing' : 'erase')}
      </button>
    </div>
  `;
}

function problem(code: string, { say, act }: StepView): TemplateResult {
  const { message, action } = problemOf(code);
  return html`
    <div part="problem" role="alert">${heading(say('problemTitle'))}</div>
    <p>${say(message)}</p>
    <div class="row">
      ${
        action === 'again'
          ? html`<button part="button primary-button" class="button primary" @click=${act.again}>
              ${say('tryAgain')}
            </button>`
          : nothing
      }
      ${
        action === 'close'
          ? html`<button part="button primary-button" class="button primary" @click=${act.close}>${say('done')}</button>`
          : html`<button
              part="button"
              class=${action === 'photo' ? 'button primary' : 'button'}
              @click=${act.restart}
            >
              ${say('anotherPhoto')}
            </button>`
      }
    </div>
  `;
}

function erased({ say, act }: StepView): TemplateResult {
  return html`
    ${heading(say('erasedTitle'))}
    <p role="status">${say('erasedText')}</p>
    <div class="row">
      <button part="button primary-button" class="button primary" @click=${act.close}>${say('done')}</button>
      <button part="button" class="button" @click=${act.restart}>${say('anotherPhoto')}</button>
    </div>
  `;
}
