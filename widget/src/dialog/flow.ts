import type { WidgetConfig } from '@tryon/sdk';
import type { AnalyticsEventName, AnalyticsFields } from '../analytics/track.js';
import { type PhotoSource, TryonPhotoSelectEvent, TryonSubmitEvent } from '../events.js';
import { PhotoProblem, preparePhoto } from '../photo/prepare-photo.js';
import type { Product } from '../product/product.js';
import { ResultFlow, type ResultHost } from '../result/result-flow.js';
import type { Session } from '../session/session.js';
import type { Photo } from '../session/state.js';
import { visitMemory } from '../session/visit.js';
import { PhotoUrls } from './photo-urls.js';
import type { ScreenState, StepActions } from './step.js';

/** What a flow needs of the dialog it belongs to. */
export interface FlowHost extends ResultHost {
  readonly session: Session;
  readonly config: WidgetConfig;
  readonly publishableKey: string;
  /** Language in which the words are shown, as BCP 47 has it. */
  readonly wordsLocale: string;
  track(name: AnalyticsEventName, fields?: AnalyticsFields): void;
}

const LONGEST_COUNTDOWN_MS = 120_000;

const FRESH: ScreenState = {
  photoFault: undefined,
  hasAgreed: false,
  waitS: 0,
  isCameraOpen: false,
};

/** What the shopper does in the dialog, between its buttons and the session. */
export class Flow {
  screen: ScreenState = FRESH;
  /** A file that came before the consent. */
  private waiting: Blob | undefined;
  private tick: ReturnType<typeof setTimeout> | undefined;
  private readonly urls = new PhotoUrls();

  readonly result: ResultFlow;

  constructor(private readonly host: FlowHost) {
    // With the photo goes what was agreed to about it.
    this.result = new ResultFlow(host, () => visitMemory(host.publishableKey).delete('consent'));
  }

  readonly actions: StepActions = {
    tick: (event) => this.show({ hasAgreed: (event.target as HTMLInputElement).checked }),
    agree: (event) => {
      event.preventDefault();
      this.agree();
    },
    chooseFile: (event) => {
      const input = event.target as HTMLInputElement;
      const file = input.files?.[0];
      // The same file must be choosable again.
      input.value = '';
      if (file) this.offer(file);
    },
    openCamera: () => void this.openCamera(),
    closeCamera: () => {
      this.closeCamera();
      this.host.focusTitle();
    },
    shoot: (event) => void this.take(event.detail, 'camera'),
    chooseModel: ({ id, url }) => {
      if (this.select('model')) this.submit({ kind: 'model', id, url });
    },
    cancel: () => this.host.session.cancel(),
    restart: () => this.host.session.restart(),
    again: () => {
      const { session, currentProduct: product } = this.host;
      if (product && this.mayMake(product)) void session.again(product);
    },
    close: () => {
      this.host.hide();
      this.host.session.restart();
    },
  };

  /** Takes a file that was dropped, pasted or handed over by the page; waits for consent if there is none yet. */
  offer(file: Blob): void {
    if (this.host.session.state.step === 'consent') this.waiting = file;
    else void this.take(file, 'file');
  }

  closeCamera(): void {
    this.show({ isCameraOpen: false });
  }

  /** What belongs to a step does not outlive it. */
  onStep(): void {
    this.show({ isCameraOpen: false, photoFault: undefined });
    this.countDown();
  }

  /** Lets go of the pictures of photos that nothing shows any more. */
  tidy(): void {
    const { photo, history } = this.host.session;
    this.urls.keepOnly([
      photo?.kind === 'model' ? undefined : photo?.url,
      ...history.map(({ photoUrl }) => photoUrl),
    ]);
  }

  /** Counts the seconds until another try is allowed; long waits, as for next month's quota, are not counted. */
  private countDown(): void {
    clearTimeout(this.tick);
    const { state } = this.host.session;
    const waitMs = state.step === 'problem' ? (state.retryAt ?? 0) - Date.now() : 0;
    const waitS = waitMs > LONGEST_COUNTDOWN_MS ? 0 : Math.max(0, Math.ceil(waitMs / 1000));
    if (waitS !== this.screen.waitS) this.show({ waitS });
    if (waitS > 0) this.tick = setTimeout(() => this.countDown(), waitMs % 1000 || 1000);
  }

  dispose(): void {
    this.result.dispose();
    clearTimeout(this.tick);
    this.urls.keepOnly([]);
  }

  private show(changes: Partial<ScreenState>): void {
    this.screen = { ...this.screen, ...changes };
    this.host.requestUpdate();
  }

  private agree(): void {
    const { session, config, publishableKey, wordsLocale: locale } = this.host;
    if (!this.screen.hasAgreed) return;
    const record = { version: config.consent.version, locale, agreed_at: new Date().toISOString() };
    visitMemory(publishableKey).set('consent', JSON.stringify(record));
    session.agree(record);
    this.host.track('consent_given');
    this.show({ hasAgreed: false });
    const file = this.waiting;
    this.waiting = undefined;
    if (file) void this.take(file, 'file');
  }

  private async openCamera(): Promise<void> {
    const { TryonCameraElement } = await import('../photo/camera.js');
    if (!customElements.get('tryon-camera')) customElements.define('tryon-camera', TryonCameraElement);
    this.show({ isCameraOpen: true });
    this.host.focusTitle();
  }

  private async take(file: Blob, source: PhotoSource): Promise<void> {
    if (!this.select(source)) return;
    this.show({ photoFault: undefined });
    try {
      const blob = await preparePhoto(file);
      this.submit({ kind: 'file', blob, url: this.urls.create(blob) });
    } catch (error) {
      const photoFault = error instanceof PhotoProblem ? error.code : 'photoUnreadable';
      this.show({ isCameraOpen: false, photoFault });
    }
  }

  private select(source: PhotoSource): boolean {
    const isTaken = this.host.dispatchEvent(new TryonPhotoSelectEvent(source));
    if (isTaken) this.host.track('photo_chosen', { source });
    return isTaken;
  }

  private submit(photo: Photo): void {
    const { session, currentProduct: product } = this.host;
    if (!product || !this.mayMake(product)) return;
    void session.submit(photo, product);
  }

  private mayMake(product: Product): boolean {
    return this.host.dispatchEvent(new TryonSubmitEvent(product));
  }
}
