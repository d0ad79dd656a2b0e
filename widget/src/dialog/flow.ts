import type { WidgetConfig } from '@tryon/sdk';
import { TryonAddToCartEvent, TryonPhotoSelectEvent, TryonSubmitEvent } from '../events.js';
import { PhotoProblem, preparePhoto } from '../photo/prepare-photo.js';
import type { Product } from '../product/product.js';
import { savePicture } from '../result/save-picture.js';
import type { Photo, Session } from '../session/session.js';
import { visitMemory } from '../session/visit.js';
import type { ScreenState, StepActions } from './step.js';

/** What a flow needs of the dialog it belongs to. */
export interface FlowHost {
  readonly session: Session;
  readonly config: WidgetConfig;
  readonly currentProduct: Product | undefined;
  readonly publishableKey: string;
  dispatchEvent(event: Event): boolean;
  requestUpdate(): void;
  focusTitle(): void;
  hide(): void;
}

const FRESH: ScreenState = {
  photoUrl: '',
  photoFault: undefined,
  hasAgreed: false,
  isCameraOpen: false,
  isErasing: false,
  isAdded: false,
};

/** What the shopper does in the dialog, between its buttons and the session. */
export class Flow {
  screen: ScreenState = FRESH;
  /** A file that came before the consent. */
  private waiting: Blob | undefined;

  constructor(private readonly host: FlowHost) {}

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
    erase: () => void this.erase(),
    download: () => void this.download(),
    addToCart: () => {
      const { state, product } = this.host.session;
      if (state.step !== 'result' || !product) return;
      this.show({ isAdded: true });
      this.host.dispatchEvent(new TryonAddToCartEvent(state.tryon, product));
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
    this.show({ isCameraOpen: false, isAdded: false, photoFault: undefined });
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

  private async erase(): Promise<void> {
    const { session } = this.host;
    this.show({ isErasing: true });
    await session.erase();
    this.show({ isErasing: false });
    if (session.state.step === 'erased') this.forgetPhoto();
  }

  private async download(): Promise<void> {
    const { state } = this.host.session;
    const picture = state.step === 'result' ? state.tryon.output[0] : undefined;
    try {
      if (picture) await savePicture(picture);
    } catch (error) {
      console.warn('[tryon] The picture could not be saved:', error);
    }
  }
}
