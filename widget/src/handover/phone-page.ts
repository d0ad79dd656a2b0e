import type { HandoverPage } from '@tryon/sdk';
import { html, LitElement, nothing, svg, type TemplateResult } from 'lit';
import { en } from '../locales/en.js';
import { loadMessages, supportedLanguage } from '../locales/load-messages.js';
import { createSay, type MessageKey, type Say } from '../localize.js';
import { checkPhoto, type PhotoWarning } from '../photo/check-photo.js';
import { frontDrawing, lightDrawing, wholeDrawing } from '../photo/drawings.js';
import { PhotoProblem, preparePhoto } from '../photo/prepare-photo.js';
import { controls } from '../styles/controls.styles.js';
import { tokens } from '../styles/tokens.styles.js';
import { type PhoneApi, PhoneError } from './phone-api.js';
import { phonePageStyles } from './phone-page.styles.js';

type Step = 'loading' | 'choose' | 'look' | 'sending' | 'sent' | 'over';

/** The page on the shopper's phone: one photo, chosen or taken, looked at and sent to the computer. */
export class TryonPhonePageElement extends LitElement {
  static override properties = {
    step: { state: true },
    say: { state: true },
    fault: { state: true },
    warning: { state: true },
    percent: { state: true },
    hasAgreed: { state: true },
  };
  static override styles = [tokens, controls, phonePageStyles];

  api: PhoneApi | undefined;
  private step: Step = 'loading';
  private say: Say = createSay({}, en);
  private fault: MessageKey | undefined;
  private warning: PhotoWarning | undefined;
  private percent = 0;
  private hasAgreed = false;
  private page: HandoverPage | undefined;
  private photo: Blob | undefined;
  private photoUrl = '';

  override connectedCallback(): void {
    super.connectedCallback();
    void this.begin();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.forget();
  }

  override render(): TemplateResult {
    return html`<main>
      ${this.page ? html`<span class="shop">${this.page.merchant_name}</span>` : nothing} ${this.screen()}
    </main>`;
  }

  private screen(): TemplateResult {
    switch (this.step) {
      case 'loading':
        return html`<p role="status">${this.say('pageLoading')}</p>`;
      case 'choose':
        return this.chooseScreen();
      case 'look':
      case 'sending':
        return this.lookScreen();
      case 'sent':
        return this.sentScreen();
      case 'over':
        return html`<div class="over">${title(this.say('pageOverTitle'))}</div>
          <p role="alert">${this.fault ? this.say(this.fault) : nothing}</p>
          ${this.fault === 'pageOffline' ? this.again(this.begin) : nothing}`;
    }
  }

  private chooseScreen(): TemplateResult {
    const { say, fault } = this;
    return html`
      ${title(say('pageTitle'))}
      <p id="fault" class="problem-text" role="alert" ?hidden=${!fault}>${fault ? say(fault) : nothing}</p>
      <ul>
        <li>${frontDrawing()}${say('adviceFront')}</li>
        <li>${wholeDrawing()}${say('adviceWhole')}</li>
        <li>${lightDrawing()}${say('adviceAlone')}</li>
      </ul>
      ${this.consent()}
      <div class="keys">
        <label class="button primary file">
          ${say('pageTake')}
          <input type="file" accept="image/*" capture="environment" aria-describedby="fault" @change=${this.onFile} />
        </label>
        <label class="button file">
          ${say('photoChoose')}
          <input type="file" accept="image/*" aria-describedby="fault" @change=${this.onFile} />
        </label>
      </div>
    `;
  }

  private lookScreen(): TemplateResult {
    const { say, fault, warning, percent } = this;
    const isSending = this.step === 'sending';
    const mustAgree = !this.page?.agreed;
    return html`
      ${title(say('pageLookTitle'))}
      <img class="photo" src=${this.photoUrl} alt=${say('beforeAlt')} />
      <p role="alert" class=${warning && !fault ? 'warning' : 'problem-text'} ?hidden=${!warning && !fault}>
        ${fault ? say(fault) : warning ? say(warning) : nothing}
      </p>
      ${
        mustAgree && !isSending
          ? html`<label class="agree">
              <input type="checkbox" .checked=${this.hasAgreed} @change=${this.onAgree} />
              <span>${say('consentAgree')}</span>
            </label>`
          : nothing
      }
      <div class="keys">
        ${
          isSending
            ? html`<span role="status">${say('stageUploading')}</span>
                <progress max="100" value=${percent} aria-label=${say('stageUploading')}></progress>`
            : html`<button class="button primary" ?disabled=${mustAgree && !this.hasAgreed} @click=${this.send}>
                  ${say(fault ? 'tryAgain' : 'pageSend')}
                </button>
                <button class="button" @click=${this.onOther}>${say('anotherPhoto')}</button>`
        }
      </div>
    `;
  }

  private sentScreen(): TemplateResult {
    return html`
      <svg class="tick" viewBox="0 0 88 88" fill="none" stroke="currentColor" stroke-width="4" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">
        ${svg`<circle cx="44" cy="44" r="41" stroke-opacity="0.25"/><path d="M26 45.5 39 58l24-27"/>`}
      </svg>
      ${title(this.say('pageSentTitle'))}
      <p>${this.say('pageSent')}</p>
    `;
  }

  /** What was agreed to at the computer, as a reminder; or what is to be agreed to here. */
  private consent(): TemplateResult | typeof nothing {
    const { say, page } = this;
    if (!page) return nothing;
    const { text, photo_retention_hours: count, privacy_url: privacyUrl } = page.consent;
    return html`<p class="agreed muted">
        ${page.agreed ? say('pageAgreed') : nothing} ${text ?? say('consentText', { count })}
      </p>
      ${
        privacyUrl
          ? html`<a class="link muted" href=${privacyUrl} target="_blank" rel="noopener noreferrer">${say('privacy')}</a>`
          : nothing
      }`;
  }

  private again(act: () => void): TemplateResult {
    return html`<div class="keys"><button class="button primary" @click=${act}>${this.say('tryAgain')}</button></div>`;
  }

  private async begin(): Promise<void> {
    this.step = 'loading';
    this.fault = undefined;
    try {
      this.page = await this.api?.page();
      await this.speak(this.page?.locale ?? navigator.language);
      this.applyTheme();
      this.go(this.page ? 'choose' : 'over');
    } catch (error) {
      await this.speak(navigator.language);
      this.end(error);
    }
  }

  private async speak(tag: string): Promise<void> {
    const language = supportedLanguage(tag);
    try {
      this.say = createSay({}, await loadMessages(language), language);
      document.documentElement.lang = language;
      document.documentElement.dir = /^(ar|he)$/.test(language) ? 'rtl' : 'ltr';
    } catch (error) {
      console.warn('The texts could not be loaded:', error);
    }
    document.title = this.say('pageTitle');
  }

  private applyTheme(): void {
    const prefersDark = matchMedia('(prefers-color-scheme: dark)').matches;
    const theme = this.page?.theme ?? 'auto';
    const isDark = theme === 'dark' || (theme === 'auto' && prefersDark);
    this.setAttribute('scheme', isDark ? 'dark' : 'light');
    document.documentElement.style.colorScheme = isDark ? 'dark' : 'light';
  }

  private go(step: Step): void {
    this.step = step;
    void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>('h1')?.focus());
  }

  private readonly onAgree = (event: Event): void => {
    this.hasAgreed = (event.target as HTMLInputElement).checked;
  };

  private readonly onOther = (): void => {
    this.forget();
    this.fault = undefined;
    this.go('choose');
  };

  private async onFile(event: Event): Promise<void> {
    const input = event.target as HTMLInputElement;
    const file = input.files?.[0];
    // The same file must be choosable again.
    input.value = '';
    if (!file) return;
    this.fault = undefined;
    try {
      const photo = await preparePhoto(file);
      this.warning = await checkPhoto(photo);
      this.forget();
      this.photo = photo;
      this.photoUrl = URL.createObjectURL(photo);
      this.go('look');
    } catch (error) {
      this.fault = error instanceof PhotoProblem ? error.code : 'photoUnreadable';
    }
  }

  private async send(): Promise<void> {
    if (!this.photo) return;
    this.fault = undefined;
    this.percent = 0;
    this.step = 'sending';
    try {
      await this.api?.send(this.photo, (percent) => {
        this.percent = percent;
      });
      this.forget();
      this.go('sent');
    } catch (error) {
      this.end(error);
    }
  }

  /** A broken connection loses nothing; a code that is over is over. */
  private end(error: unknown): void {
    const code = error instanceof PhoneError ? error.code : 'internal_error';
    this.fault = FAULTS[code] ?? (code.startsWith('image_') ? 'problem_photo' : 'pageFailed');
    const isOver = code.startsWith('handover_') || !this.photo;
    if (isOver) this.forget();
    this.go(isOver ? 'over' : 'look');
  }

  private forget(): void {
    if (this.photoUrl) URL.revokeObjectURL(this.photoUrl);
    this.photoUrl = '';
    this.photo = undefined;
  }
}

const FAULTS: Readonly<Record<string, MessageKey>> = {
  offline: 'pageOffline',
  handover_not_found: 'pageGone',
  handover_expired: 'pageExpired',
  handover_used: 'pageUsed',
};

const title = (text: string): TemplateResult => html`<h1 tabindex="-1">${text}</h1>`;
