import type { ConsentRecord, PageClient, PhotoHandover } from '@tryon/sdk';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import type { Say } from '../localize.js';
import { sleep } from '../session/through-breaks.js';
import { controls } from '../styles/controls.styles.js';
import { handoverStyles } from './handover.styles.js';
import { qrCode } from './qr-code.js';

const POLL_MS = 2_000;
/** Polls that fail in a row before the shopper is told: some ten seconds. */
const MAX_FAILED_POLLS = 5;

type Standing = 'making' | 'waiting' | 'opened' | 'expired' | 'failed';

/**
 * Shows a code for the shopper's phone and waits for its photo.
 *
 * @fires handover-photo - The detail is the photo, `{ id, url }`, already on the server.
 */
export class TryonHandoverElement extends LitElement {
  static override properties = {
    say: { attribute: false },
    standing: { state: true },
    url: { state: true },
    isCopied: { state: true },
  };
  static override styles = [controls, handoverStyles];

  say: Say = (key) => key;
  client: PageClient | undefined;
  consent: ConsentRecord | undefined;
  locale = '';
  /** Between two looks at whether the phone has sent it, in milliseconds. */
  pollMs = POLL_MS;
  private standing: Standing = 'making';
  private url = '';
  private isCopied = false;
  private running: AbortController | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    void this.begin();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.running?.abort();
  }

  override render(): TemplateResult {
    const { say, standing, url } = this;
    const isOver = standing === 'expired' || standing === 'failed';
    return html`<div class="panel">
      ${url && !isOver ? qrCode(url, say('phoneCode')) : html`<div class="code empty"></div>`}
      <p role="status" tabindex="-1" class=${isOver ? 'problem-text' : ''}>${say(WORDS[standing])}</p>
      ${isOver ? html`<button class="button primary" @click=${this.onAgain}>${say('phoneAgain')}</button>` : nothing}
      ${
        url && !isOver
          ? html`<button class="button quiet" @click=${this.copy}>${say(this.isCopied ? 'phoneCopied' : 'phoneCopy')}</button>`
          : nothing
      }
    </div>`;
  }

  private async onAgain(): Promise<void> {
    void this.begin();
    // The button goes; the focus stays, at what is said of the new code.
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>('[role=status]')?.focus();
  }

  private async begin(): Promise<void> {
    const { client, consent, locale } = this;
    this.running?.abort();
    const controller = new AbortController();
    const { signal } = controller;
    this.running = controller;
    this.standing = 'making';
    this.url = '';
    if (!client) return;
    let id: string | undefined;
    try {
      const params = { ...(consent && { consent }), ...(locale && { locale }) };
      const made = await client.photoHandovers.create(params, { signal });
      id = made.id;
      this.url = made.url ?? '';
      this.standing = 'waiting';
      const image = await this.waitForPhoto(client, made, signal);
      id = undefined;
      if (image) this.dispatchEvent(new CustomEvent('handover-photo', { detail: image }));
      else this.standing = 'expired';
    } catch (error) {
      if (signal.aborted) return;
      console.warn('[tryon] No photo from the phone:', error instanceof Error ? error.message : error);
      this.standing = 'failed';
    } finally {
      // Nobody waits any more: the phone shall not send in vain. If this fails, the code expires by itself.
      if (id !== undefined && this.standing !== 'expired')
        client.photoHandovers.delete(id).catch(() => undefined);
    }
  }

  /** The photo; null when the time is over. */
  private async waitForPhoto(
    client: PageClient,
    { id, expires_at: expiresAt }: PhotoHandover,
    signal: AbortSignal,
  ): Promise<PhotoHandover['image']> {
    for (let failures = 0; ; ) {
      await sleep(this.pollMs, signal);
      try {
        const { status, image } = await client.photoHandovers.get(id, { signal, maxRetries: 0 });
        failures = 0;
        if (status === 'received' && image) return image;
        if (status === 'expired' || Date.now() > Date.parse(expiresAt)) return null;
        this.standing = status === 'opened' ? 'opened' : 'waiting';
      } catch (error) {
        if (signal.aborted || ++failures >= MAX_FAILED_POLLS) throw error;
      }
    }
  }

  private async copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(this.url);
      this.isCopied = true;
    } catch (error) {
      console.warn('[tryon] The browser did not let the link be copied:', error);
    }
  }
}

const WORDS = {
  making: 'phoneMaking',
  waiting: 'phoneWaiting',
  opened: 'phoneOpened',
  expired: 'phoneExpired',
  failed: 'phoneFailed',
} as const satisfies Record<Standing, string>;

declare global {
  interface HTMLElementTagNameMap {
    'tryon-handover': TryonHandoverElement;
  }
}
