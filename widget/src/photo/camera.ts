import { css, html, LitElement, type TemplateResult } from 'lit';
import { photoFromVideo } from './prepare-photo.js';

/** A live view of the front camera with a shutter; answers with a `camera-photo` event whose detail is the photo. */
export class TryonCameraElement extends LitElement {
  static override properties = {
    label: {},
    shutter: {},
    denied: {},
    isLive: { state: true },
    isDenied: { state: true },
  };
  static override styles = css`
    :host {
      position: absolute;
      inset: 0;
      display: grid;
      place-items: center;
      background: #0c0d10;
      color: #fff;
    }
    /* Mirrored on screen, as everybody knows themself; the photo is not. */
    video {
      position: absolute;
      inset: 0;
      inline-size: 100%;
      block-size: 100%;
      object-fit: contain;
      transform: scaleX(-1);
    }
    button {
      position: absolute;
      inset-block-end: 20px;
      inset-inline-start: calc(50% - 36px);
      inline-size: 72px;
      block-size: 72px;
      padding: 0;
      border: 6px double #0c0d10;
      border-radius: 50%;
      background: #fff;
      cursor: pointer;
    }
    button:disabled {
      opacity: 0.45;
    }
    button:focus-visible {
      outline: 3px solid #fff;
      outline-offset: 2px;
    }
    p {
      margin: 0;
      padding: 24px;
      text-align: center;
    }
  `;

  /** What the live view is called. */
  label = '';
  /** What the shutter is called. */
  shutter = '';
  /** What is said when there is no camera to use. */
  denied = '';
  private isLive = false;
  private isDenied = false;
  private stream: MediaStream | undefined;

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
  }

  override render(): TemplateResult {
    if (this.isDenied) return html`<p role="alert">${this.denied}</p>`;
    return html`<video autoplay playsinline .muted=${true} aria-label=${this.label}></video>
      <button aria-label=${this.shutter} ?disabled=${!this.isLive} @click=${this.onShoot}></button>`;
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
}

declare global {
  interface HTMLElementTagNameMap {
    'tryon-camera': TryonCameraElement;
  }
}
