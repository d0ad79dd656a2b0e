import { css, html, LitElement, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import type { Say } from '../localize.js';
import { photoFromVideo } from '../photo.js';

/** A live view of the front camera with a shutter; answers with a `camera-photo` event whose detail is the photo. */
export class TryonCameraElement extends LitElement {
  static override styles = css`
    :host {
      display: grid;
      gap: 12px;
    }
    video {
      inline-size: 100%;
      max-block-size: 52dvh;
      border-radius: var(--_radius, 12px);
      background: #000;
      object-fit: contain;
      transform: scaleX(-1);
    }
    div {
      display: flex;
      gap: 10px;
    }
    button {
      flex: 1;
      min-block-size: 48px;
      border: 1px solid var(--_line);
      border-radius: var(--_radius);
      background: transparent;
      color: var(--_text);
      font: inherit;
      font-weight: 550;
      cursor: pointer;
    }
    button.primary {
      border-color: transparent;
      background: var(--_accent);
      color: var(--_on-accent);
    }
    button:disabled {
      opacity: 0.45;
    }
    button:focus-visible {
      outline: 3px solid var(--_accent);
      outline-offset: 2px;
    }
    p {
      margin: 0;
      color: var(--_problem);
    }
  `;

  @property({ attribute: false }) say: Say = (key) => key;
  @state() private isLive = false;
  @state() private isDenied = false;
  @query('video') private video?: HTMLVideoElement;
  private stream: MediaStream | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    void this.start();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.stop();
  }

  override render(): TemplateResult {
    return html`
      ${
        this.isDenied
          ? html`<p role="alert">${this.say('cameraDenied')}</p>`
          : html`<video autoplay playsinline muted aria-label=${this.say('cameraTitle')}></video>`
      }
      <div>
        <button @click=${this.onBack}>${this.say('cameraBack')}</button>
        <button class="primary" ?disabled=${!this.isLive} @click=${this.onShoot}>${this.say('cameraShoot')}</button>
      </div>
    `;
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
    } catch {
      // Denied, missing or busy: for the shopper it is all one, and the other ways stay open.
      this.isDenied = true;
    }
  }

  private stop(): void {
    for (const track of this.stream?.getTracks() ?? []) track.stop();
    this.stream = undefined;
    this.isLive = false;
  }

  private async onShoot(): Promise<void> {
    if (!this.video) return;
    const photo = await photoFromVideo(this.video);
    this.stop();
    this.dispatchEvent(new CustomEvent<Blob>('camera-photo', { detail: photo }));
  }

  private onBack(): void {
    this.stop();
    this.dispatchEvent(new CustomEvent('camera-back'));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tryon-camera': TryonCameraElement;
  }
}
