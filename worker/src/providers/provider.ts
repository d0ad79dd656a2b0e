import type {
  Category,
  GarmentPhotoType,
  OutputFormat,
  TryonErrorCode,
  TryonWarning,
} from '@tryon/core/tryons/tryon';

export interface ProviderRequest {
  readonly tryonId: string;
  readonly person: Uint8Array;
  readonly garment: Uint8Array;
  readonly category: Category;
  readonly garmentPhotoType: GarmentPhotoType;
  readonly outputFormat: OutputFormat;
  readonly numSamples: number;
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

export interface ProviderRun {
  /** Stops the work; the provider rejects with the signal's reason. */
  readonly signal: AbortSignal;
  readonly onProgress: (stage: ProviderStage, percent: number) => void;
}

/** Makes the picture. No model's name is part of it. */
export interface TryOnProvider {
  readonly name: string;
  /** @throws ProviderFailure when there will be no picture; anything else counts as transient and is tried again. */
  generate(request: ProviderRequest, run: ProviderRun): Promise<ProviderResult>;
}

/** There will be no picture, and trying the same again would not change that. */
export class ProviderFailure extends Error {
  readonly code: TryonErrorCode;

  constructor(code: TryonErrorCode, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = 'ProviderFailure';
    this.code = code;
  }
}
