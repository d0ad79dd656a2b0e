import type { ConsentRecord } from '../consent/consent-record.js';
import type { PictureType } from '../images/image.js';

export type TryonStatus = 'queued' | 'processing' | 'completed' | 'failed' | 'canceled';
export type EndedStatus = Extract<TryonStatus, 'completed' | 'failed' | 'canceled'>;
export type ProgressStage = 'queued' | 'preparing' | 'generating' | 'finishing' | 'ended';
/** The preview engine's queue, or the remote providers'. */
export type TryonLane = 'preview' | 'remote';
export type Category = 'auto' | 'tops' | 'bottoms' | 'one-pieces';
/** What a garment turned out to be. */
export type FoundCategory = Exclude<Category, 'auto'>;
export type Mode = 'performance' | 'balanced' | 'quality';
export type GarmentPhotoType = 'auto' | 'flat-lay' | 'model';
export type OutputFormat = 'png' | 'jpeg' | 'webp';
export type ModerationLevel = 'conservative' | 'permissive' | 'none';

/** Why a try-on failed. */
export type TryonErrorCode =
  | 'no_person'
  | 'person_occluded'
  | 'legs_not_visible'
  | 'garment_not_found'
  | 'garment_occluded'
  | 'unsupported_category'
  | 'image_unreadable'
  | 'content_moderated'
  | 'provider_error'
  | 'provider_timeout'
  | 'timeout'
  | 'internal_error';

/** From which states each state may be reached: the one table of legal transitions. */
export const LEGAL_SOURCES: Readonly<Record<Exclude<TryonStatus, 'queued'>, readonly TryonStatus[]>> = {
  processing: ['queued', 'processing'],
  completed: ['processing'],
  failed: ['queued', 'processing'],
  canceled: ['queued', 'processing'],
};

export function hasEnded(status: TryonStatus): status is EndedStatus {
  return status === 'completed' || status === 'failed' || status === 'canceled';
}

export interface StoredPicture {
  readonly storageKey: string;
  readonly contentType: PictureType;
  readonly width: number;
  readonly height: number;
}

export interface TryonWarning {
  readonly code: string;
  readonly message: string;
}

export interface TryonFailure {
  readonly code: TryonErrorCode;
  /** For people; says what to do. */
  readonly message: string;
  readonly retryable: boolean;
}

/** What is asked of a try-on. */
export interface TryonRequest {
  readonly category: Category;
  readonly mode: Mode;
  readonly garmentPhotoType: GarmentPhotoType;
  readonly seed: number;
  readonly numSamples: number;
  readonly outputFormat: OutputFormat;
  readonly moderationLevel: ModerationLevel;
  readonly modelImageId: string;
  readonly garmentImageId: string;
  /** A test key's outcome on purpose: the part of the magic image id after `img_test_`. */
  readonly testOutcome: string | null;
  readonly consent: ConsentRecord | null;
  /** The try-on whose picture is the person. */
  readonly basedOn: string | null;
  readonly metadata: Readonly<Record<string, string>>;
}

export interface Tryon extends TryonRequest {
  /** Whether a generative model painted the picture that it is based on. */
  readonly basedOnGenerated: boolean;
  readonly id: string;
  readonly merchantId: string;
  readonly livemode: boolean;
  readonly status: TryonStatus;
  readonly clientTokenHash: Uint8Array | null;
  readonly requestId: string;
  /** The W3C trace context of the request that created it. */
  readonly traceParent: string | null;
  readonly stage: ProgressStage;
  readonly percent: number;
  /** Rises with every change a reader can see. */
  readonly revision: number;
  readonly foundCategory: Exclude<Category, 'auto'> | null;
  readonly foundGarmentPhotoType: Exclude<GarmentPhotoType, 'auto'> | null;
  readonly output: readonly StoredPicture[];
  readonly warnings: readonly TryonWarning[];
  readonly error: TryonFailure | null;
  /** Who makes the picture: `preview`, or a remote provider's name. */
  readonly provider: string;
  /** The queue it waits in. */
  readonly lane: TryonLane;
  /** When it fails if it has not ended before; null until it is first claimed. */
  readonly deadlineAt: Date | null;
  readonly rating: 'up' | 'down' | null;
  readonly ratingReason: string | null;
  readonly attempts: number;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  readonly startedAt: Date | null;
  readonly endedAt: Date | null;
  readonly expiresAt: Date;
}
