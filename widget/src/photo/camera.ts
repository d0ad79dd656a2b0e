import { html, LitElement, nothing, type TemplateResult } from 'lit';
import type { Say } from '../localize.js';
import { cameraStyles } from './camera.styles.js';
import { personOutline } from './drawings.js';
import { photoFromVideo } from './prepare-photo.js';

const COUNT_FROM = 3;
const SECOND_MS = 1_000;

/**
 * The front camera: an outline to stand in, a countdown to step back in, and another go if the photo does not please.
 *
 * @fires camera-photo - The detail is the photo that pleased.
 * @fires camera-look - The detail is whether a photo is there to be looked at.
 */
export class TryonCameraElement extends LitElement {
  static override properties = {
    say: { attribute: false },
    isLive: { state: true },
    isDenied: { state: true },
    count: { state: true },
    takenUrl: { state: true },
  };
  static override styles = cameraStyles;

  say: Say = (key) => key;
  /** Between two numbers of the countdown, in milliseconds. */
  secondMs = SECOND_MS;
  private isLive = false;
  private isDenied = false;
  /** What the countdown is at; 0 when it does not run. */
  private count = 0;
  private takenUrl = '';
  private taken: Blob | undefined;
  private stream: MediaStream | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;

  private get video(): HTMLVideoElement | null {
    return this.renderRoot.querySelector('video');
  }

  override connectedCallback(): void {
    super.connectedCallback();
    void this.start();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.stop();
    this.forget();
  }

  override render(): TemplateResult {
    const { say, count, isLive, takenUrl } = this;
    if (this.isDenied) return html`<p role="alert">${say('cameraDenied')}</p>`;
    if (takenUrl) {
      return html`<img src=${takenUrl} alt=${say('cameraTaken')} />
        <div class="keys">
          <button class="pill" @click=${this.onRetake}>${say('cameraRetake')}</button>
          <button class="pill use" @click=${this.onUse}>${say('cameraUse')}</button>
        </div>`;
    }
    return html`<video autoplay playsinline .muted=${true} aria-label=${say('cameraView')}></video>
      ${personOutline()}
      ${count > 0 ? html`<p class="count" aria-hidden="true">${count}</p>` : nothing}
      <span class="visually-hidden" role="status">${count > 0 ? count : nothing}</span>
      <div class="keys">
        ${
          count > 0
            ? html`<button class="pill stop" @click=${this.onStop}>${say('cancel')}</button>`
            : html`<button
                class="shutter"
                aria-label=${say('cameraShoot')}
                ?disabled=${!isLive}
                @click=${this.onShutter}
              ></button>`
        }
      </div>`;
  }

  private async start(): Promise<void> {
    try {
      const stream = await navigator.mediaDevices.getUserMedia({
        video: { facingMode: 'user', width: { ideal: 1536 }, height: { ideal: 2048 } },
      });
      // The shopper may have gone back while the browser asked.
      if (!this.isConnected) {
        for (const track of stream.getTracks()) track.stop();
        return;
      }
      this.stream = stream;
      await this.updateComplete;
      if (!this.video) return;
      this.video.srcObject = stream;
      await this.video.play();
      this.isLive = true;
    } catch (error) {
      // Denied, missing or busy: for the shopper it is all one, and the other ways stay open.
      console.warn('[tryon] No camera:', error instanceof Error ? error.name : error);
      this.isDenied = true;
    }
  }

  private stop(): void {
    clearTimeout(this.timer);
    this.count = 0;
    for (const track of this.stream?.getTracks() ?? []) track.stop();
    this.stream = undefined;
    this.isLive = false;
  }

  private forget(): void {
    if (this.takenUrl) URL.revokeObjectURL(this.takenUrl);
    this.takenUrl = '';
    this.taken = undefined;
  }

  private onShutter(): void {
    this.count = COUNT_FROM;
    this.timer = setTimeout(() => this.onSecond(), this.secondMs);
    void this.focusOn('.stop');
  }

  private onSecond(): void {
    this.count--;
    if (this.count > 0) this.timer = setTimeout(() => this.onSecond(), this.secondMs);
    else void this.shoot();
  }

  private onStop(): void {
    clearTimeout(this.timer);
    this.count = 0;
    void this.focusOn('.shutter');
  }

  /** The button that was pressed is gone; the focus goes to the one in its place. */
  private async focusOn(button: string): Promise<void> {
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>(button)?.focus();
  }

  private async shoot(): Promise<void> {
    if (!this.video) return;
    this.taken = await photoFromVideo(this.video);
    this.stop();
    this.takenUrl = URL.createObjectURL(this.taken);
    this.tellLook(true);
    await this.focusOn('.use');
  }

  private async onRetake(): Promise<void> {
    this.forget();
    this.tellLook(false);
    await this.updateComplete;
    await this.start();
    await this.focusOn('.shutter');
  }

  private tellLook(isThere: boolean): void {
    this.dispatchEvent(new CustomEvent<boolean>('camera-look', { detail: isThere }));
  }

  private onUse(): void {
    if (this.taken) this.dispatchEvent(new CustomEvent<Blob>('camera-photo', { detail: this.taken }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tryon-camera': TryonCameraElement;
  }
}
