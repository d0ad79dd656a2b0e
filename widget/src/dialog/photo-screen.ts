import type { SandboxModel } from '@tryon/sdk';
import type { MessageKey } from '../localize.js';
import type { PhotoWarning } from '../photo/check-photo.js';
import type { Photo } from '../session/state.js';

/** How the shopper is about to give their photo. */
export type PhotoWay = 'choose' | 'camera' | 'phone' | 'check' | 'product';

/** What passes on the photo's screens. */
export interface PhotoScreen {
  readonly way: PhotoWay;
  /** What is wrong with the file that was just chosen. */
  readonly fault: MessageKey | undefined;
  /** Whether a chosen file is being looked at. */
  readonly isReading: boolean;
  /** Whether the camera has taken a photo, which is looked at now. */
  readonly isLooking: boolean;
  /** A photo that waits for the shopper's word, and why. */
  readonly doubt: { readonly photo: Photo; readonly warning: PhotoWarning | undefined } | undefined;
  /** Whether the next photo is to be kept in this browser; never ticked beforehand. */
  readonly isKeeping: boolean;
  /** A photo that was kept on an earlier visit, to look at. */
  readonly lastUrl: string;
}

export interface PhotoActions {
  chooseFile(event: Event): void;
  openCamera(): void;
  openPhone(): void;
  /** Back to the choice of a way. */
  goBack(): void;
  shoot(event: CustomEvent<Blob>): void;
  look(event: CustomEvent<boolean>): void;
  receive(event: CustomEvent<{ readonly id: string; readonly url: string }>): void;
  chooseModel(model: SandboxModel): void;
  useLast(): void;
  forgetLast(): void;
  tickKeep(event: Event): void;
  /** The doubtful photo all the same, or the piece that was asked about. */
  accept(): void;
}

export interface PhotoView extends PhotoScreen {
  readonly act: PhotoActions;
  readonly models: readonly SandboxModel[];
  readonly canUseCamera: boolean;
  /** Not on a phone itself. */
  readonly canUsePhone: boolean;
}
