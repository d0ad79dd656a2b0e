import type { WidgetConfig } from '@tryon/sdk';
import { TryonPhotoSelectEvent, TryonSubmitEvent } from '../events.js';
import { PhotoProblem, preparePhoto } from '../photo/prepare-photo.js';
import { ResultFlow, type ResultHost } from '../result/result-flow.js';
import type { Photo, Session } from '../session/session.js';
import { visitMemory } from '../session/visit.js';
import type { ScreenState, StepActions } from './step.js';

/** What a flow needs of the dialog it belongs to. */
export interface FlowHost extends ResultHost {
  readonly session: Session;
  readonly config: WidgetConfig;
  readonly publishableKey: string;
}

const FRESH: ScreenState = {
  photoUrl: '',
  photoFault: undefined,
  hasAgreed: false,
  isCameraOpen: false,
};

/** What the shopper does in the dialog, between its buttons and the session. */
export class Flow {
  screen: ScreenState = FRESH;
  /** A file that came before the consent. */
  private waiting: Blob | undefined;

  readonly result: ResultFlow;

  constructor(private readonly host: FlowHost) {
    this.result = new ResultFlow(host, () => this.forgetPhoto());
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
      if (this.host.dispatchEvent(new TryonPhotoSelectEvent('model'))) {
        this.submit({ kind: 'model', id, url }, url);
      }
    },
    cancel: () => this.host.session.cancel(),
    restart: () => this.host.session.restart(),
    again: () => {
      const { session, currentProduct: product } = this.host;
      if (product && this.host.dispatchEvent(new TryonSubmitEvent(product))) void session.again(product);
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
  }

  forgetPhoto(): void {
    if (this.screen.photoUrl.startsWith('blob:')) URL.revokeObjectURL(this.screen.photoUrl);
    this.show({ photoUrl: '' });
  }

  private show(changes: Partial<ScreenState>): void {
    this.screen = { ...this.screen, ...changes };
    this.host.requestUpdate();
  }

  private agree(): void {
    const { session, config, publishableKey } = this.host;
    if (!this.screen.hasAgreed) return;
    visitMemory(publishableKey).set('consent', config.consent.version);
    session.agree();
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

  private async take(file: Blob, source: 'file' | 'camera'): Promise<void> {
    if (!this.host.dispatchEvent(new TryonPhotoSelectEvent(source))) return;
    this.show({ photoFault: undefined });
    try {
      const blob = await preparePhoto(file);
      this.submit({ kind: 'file', blob }, URL.createObjectURL(blob));
    } catch (error) {
      const photoFault = error instanceof PhotoProblem ? error.code : 'photoUnreadable';
      this.show({ isCameraOpen: false, photoFault });
    }
  }

  private submit(photo: Photo, photoUrl: string): void {
    const { session, currentProduct: product } = this.host;
    if (!product || !this.host.dispatchEvent(new TryonSubmitEvent(product))) return;
    this.forgetPhoto();
    this.show({ photoUrl });
    void session.submit(photo, product);
  }
}
