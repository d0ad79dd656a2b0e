import type {
  Category,
  GarmentPhotoType,
  Mode,
  ModerationLevel,
  OutputFormat,
  TryonErrorCode,
  TryonWarning,
} from '@tryon/core/tryons/tryon';

/** One of the two pictures that a try-on begins with. */
export interface InputPicture {
  /** The stored file: JPEG, PNG or WebP, upright, sRGB. */
  bytes(): Promise<Uint8Array>;
  /** A link to it for somebody outside, which expires. Only where the storage can be reached from outside. */
  url(): Promise<string>;
}

/** What is asked of a provider, in the field's words. */
export interface ProviderRequest {
  readonly tryonId: string;
  /** Of the request that created the try-on; send it on where the provider takes one. */
  readonly requestId: string;
  readonly person: InputPicture;
  readonly garment: InputPicture;
  readonly category: Category;
  readonly mode: Mode;
  readonly garmentPhotoType: GarmentPhotoType;
  readonly moderationLevel: ModerationLevel;
  readonly outputFormat: OutputFormat;
  readonly numSamples: number;
  /** 0 to 2^32 - 1. */
  readonly seed: number;
}

export interface ProviderPicture {
  readonly bytes: Uint8Array;
}

export interface ProviderResult {
  readonly pictures: readonly ProviderPicture[];
  readonly category: Exclude<Category, 'auto'>;
  readonly garmentPhotoType: Exclude<GarmentPhotoType, 'auto'>;
  readonly warnings: readonly TryonWarning[];
}

export type ProviderStage = 'preparing' | 'generating' | 'finishing';

export interface ProviderRunContext {
  /** Stops the work; the provider rejects with the signal's reason. */
  readonly signal: AbortSignal;
  readonly onProgress: (stage: ProviderStage, percent: number) => void;
}

/** Makes the picture here, on our own cores. What it began is lost with its process, and costs nothing. */
export interface LocalProvider {
  readonly kind: 'local';
  readonly name: string;
  /** @throws ProviderFailure when there will be no picture; anything else counts as transient and is tried again. */
  generate(request: ProviderRequest, run: ProviderRunContext): Promise<ProviderResult>;
}

/** How far a remote run is. */
export type RemoteState =
  | {
      readonly status: 'running';
      readonly stage?: ProviderStage;
      /** 0 to 99. */
      readonly percent?: number;
      /** When the provider wants to be asked again. */
      readonly pollAfterMs?: number;
    }
  | { readonly status: 'completed'; readonly result: ProviderResult };

/** Makes the picture on somebody else's machines, for money. Each call has a timeout of its own. */
export interface RemoteProvider {
  readonly kind: 'remote';
  readonly name: string;
  /** How long a run usually takes from submit to result; the first poll comes then. */
  readonly expectedMs: Readonly<Record<Mode, number>>;
  /** After this long a submit has been answered or never will be. */
  readonly submitTimeoutMs: number;
  /**
   * Buys one run. Never tries twice by itself, and cannot be stopped: breaking a submit off would not take it back.
   *
   * @returns the provider's own id of the run.
   * @throws SubmitRefused or ProviderFailure when surely nothing was bought; anything else means that nobody knows.
   */
  start(request: ProviderRequest): Promise<string>;
  /**
   * Asks for a run; when it is completed, with its pictures fetched.
   * @throws ProviderFailure when there will be no picture; anything else is transient, and is asked again.
   */
  poll(requestId: string, request: ProviderRequest, signal: AbortSignal): Promise<RemoteState>;
  /** Stops a run; resolves when there is nothing left to stop. Left out where the provider knows no cancel. */
  cancel?(requestId: string, signal: AbortSignal): Promise<void>;
  /** Has the provider erase its copies. Left out where it cannot be asked. */
  erase?(requestId: string, signal: AbortSignal): Promise<void>;
}

/** Makes the picture. No model's name is part of it. */
export type TryOnProvider = LocalProvider | RemoteProvider;

/** There will be no picture, and trying the same again would not change that. */
export class ProviderFailure extends Error {
  readonly code: TryonErrorCode;
  /** The provider may still be at it, so it is to be told to stop. */
  readonly runGoesOn: boolean;

  constructor(code: TryonErrorCode, message: string, options: { cause?: unknown; runGoesOn?: boolean } = {}) {
    super(message, options);
    this.name = 'ProviderFailure';
    this.code = code;
    this.runGoesOn = options.runGoesOn ?? false;
  }
}

/** The provider said no for now (too many runs, a short outage), and nothing was bought: try again later. */
export class SubmitRefused extends Error {
  constructor(
    message: string,
    /** When to try again; the provider's word if it gave one. */
    readonly retryAfterMs: number,
    options?: { cause?: unknown },
  ) {
    super(message, options);
    this.name = 'SubmitRefused';
  }
}
