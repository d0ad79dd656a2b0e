import type { PageClient } from '@tryon/sdk';
import type { AnalyticsEventName, AnalyticsFields } from '../analytics/track.js';
import { type PhotoSource, TryonPhotoSelectEvent, TryonSubmitEvent } from '../events.js';
import { checkPhoto, type PhotoWarning } from '../photo/check-photo.js';
import { lastPhoto } from '../photo/last-photo.js';
import { PhotoProblem, preparePhoto } from '../photo/prepare-photo.js';
import type { Product } from '../product/product.js';
import type { Session } from '../session/session.js';
import type { Photo } from '../session/state.js';
import type { PhotoActions, PhotoScreen, PhotoWay } from './photo-screen.js';
import { PhotoUrls } from './photo-urls.js';

/** What the photo's screens need of the dialog. */
export interface PhotoHost {
  readonly session: Session;
  readonly client: PageClient;
  readonly currentProduct: Product | undefined;
  dispatchEvent(event: Event): boolean;
  requestUpdate(): void;
  focusTitle(): void;
  track(name: AnalyticsEventName, fields?: AnalyticsFields): void;
}

const FRESH: PhotoScreen = {
  way: 'choose',
  fault: undefined,
  isReading: false,
  isLooking: false,
  doubt: undefined,
  isKeeping: false,
  lastUrl: '',
};

const warn = (what: string) => (error: unknown) =>
  console.warn(`[tryon] ${what}:`, error instanceof Error ? error.message : error);

/** The ways to a photo, between the screen's buttons and the session. */
export class PhotoFlow {
  screen: PhotoScreen = FRESH;
  /** A file that came before the consent. */
  private waiting: Blob | undefined;
  /** The kept photo behind `lastUrl`. */
  private last: Blob | undefined;
  /** Pictures of products that the shopper has said to be the right ones. */
  private readonly confirmed = new Set<string>();
  /** Counts what is chosen: of two files the later one wins. */
  private turn = 0;
  private readonly urls = new PhotoUrls();

  constructor(private readonly host: PhotoHost) {}

  readonly actions: PhotoActions = {
    chooseFile: (event) => {
      const input = event.target as HTMLInputElement;
      const file = input.files?.[0];
      // The same file must be choosable again.
      input.value = '';
      if (file) this.offer(file);
    },
    openCamera: () => void this.open('camera'),
    openPhone: () => void this.open('phone'),
    goBack: () => this.goTo('choose'),
    look: ({ detail: isLooking }) => this.show({ isLooking }),
    shoot: (event) => void this.take(event.detail, 'camera'),
    receive: ({ detail: { id, url } }) => {
      if (this.select('phone')) this.offerPhoto({ kind: 'upload', id, url }, undefined);
    },
    chooseModel: ({ id, url }) => {
      if (this.select('model')) this.offerPhoto({ kind: 'model', id, url }, undefined);
    },
    useLast: () => {
      if (this.last) void this.take(this.last, 'last');
    },
    forgetLast: () => this.forgetLast(),
    tickKeep: (event) => this.show({ isKeeping: (event.target as HTMLInputElement).checked }),
    accept: () => this.accept(),
  };

  /** Takes a file that was dropped, pasted or handed over by the page; waits for consent if there is none yet. */
  offer(file: Blob): void {
    if (this.host.session.state.step === 'consent') this.waiting = file;
    else void this.take(file, 'file');
  }

  onConsent(): void {
    const file = this.waiting;
    this.waiting = undefined;
    if (file) void this.take(file, 'file');
  }

  onOpen(): void {
    if (this.last) return;
    lastPhoto.load().then((photo) => {
      if (photo) this.setLast(photo);
    }, warn('No kept photo'));
  }

  /** What belongs to a step does not outlive it, nor does a picture that nothing shows any more. */
  onStep(): void {
    this.turn++;
    this.show({ way: 'choose', fault: undefined, isReading: false, isLooking: false, doubt: undefined });
  }

  onErased(): void {
    this.forgetLast();
    this.show({ isKeeping: false });
  }

  tidy(): void {
    const { photo, history } = this.host.session;
    const shown = [photo, this.screen.doubt?.photo].map((one) => one?.url);
    this.urls.keepOnly([...shown, this.screen.lastUrl, ...history.map(({ photoUrl }) => photoUrl)]);
  }

  dispose(): void {
    this.turn++;
    this.urls.keepOnly([]);
  }

  private show(changes: Partial<PhotoScreen>): void {
    this.screen = { ...this.screen, ...changes };
    this.host.requestUpdate();
  }

  private goTo(way: PhotoWay): void {
    this.show({ way, fault: undefined, isLooking: false, doubt: undefined });
    this.host.focusTitle();
  }

  /** Cameras and codes are parts of their own, fetched when they are asked for. */
  private async open(way: 'camera' | 'phone'): Promise<void> {
    try {
      if (way === 'camera') (await import('../photo/define-camera.js')).defineCamera();
      else (await import('../handover/define-handover.js')).defineHandover();
      this.goTo(way);
    } catch (error) {
      warn('A part of the dialog could not be loaded')(error);
      this.show({ fault: 'loadFailed' });
    }
  }

  private async take(file: Blob, source: PhotoSource): Promise<void> {
    if (!this.select(source)) return;
    const turn = ++this.turn;
    this.show({ fault: undefined, isReading: true });
    try {
      const blob = await preparePhoto(file);
      const warning = source === 'last' ? undefined : await checkPhoto(blob);
      if (turn !== this.turn) return;
      if (source !== 'last' && this.screen.isKeeping) this.keep(blob);
      this.offerPhoto({ kind: 'file', blob, url: this.urls.create(blob) }, warning);
    } catch (error) {
      if (turn !== this.turn) return;
      const fault = error instanceof PhotoProblem ? error.code : 'photoUnreadable';
      this.show({ way: 'choose', fault, doubt: undefined });
    } finally {
      if (turn === this.turn) this.show({ isReading: false });
    }
  }

  private select(source: PhotoSource): boolean {
    const isTaken = this.host.dispatchEvent(new TryonPhotoSelectEvent(source));
    if (isTaken) this.host.track('photo_chosen', { source });
    return isTaken;
  }

  /** Goes on with a photo, once nothing is doubtful: neither the photo nor the piece. */
  private offerPhoto(photo: Photo, warning: PhotoWarning | undefined): void {
    const { session, currentProduct: product } = this.host;
    const isSure = product?.sure !== false || this.confirmed.has(product.imageUrl);
    if (warning || !isSure) {
      this.show({ way: warning ? 'check' : 'product', doubt: { photo, warning } });
      this.host.focusTitle();
    } else if (product && this.host.dispatchEvent(new TryonSubmitEvent(product))) {
      void session.submit(photo, product);
    } else this.goTo('choose');
  }

  private accept(): void {
    const { doubt, way } = this.screen;
    const { currentProduct: product } = this.host;
    if (!doubt || !product) return;
    if (way === 'product') this.confirmed.add(product.imageUrl);
    this.offerPhoto(doubt.photo, undefined);
  }

  private keep(photo: Blob): void {
    lastPhoto.keep(photo).then(() => this.setLast(photo), warn('The photo could not be kept'));
  }

  private setLast(photo: Blob): void {
    this.last = photo;
    this.show({ lastUrl: this.urls.create(photo) });
  }

  private forgetLast(): void {
    this.last = undefined;
    this.show({ lastUrl: '' });
    lastPhoto.forget().catch(warn('The kept photo could not be forgotten'));
  }
}
