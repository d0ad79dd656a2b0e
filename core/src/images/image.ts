export type ImageSource = 'upload' | 'url' | 'sandbox';
export type PictureType = 'image/jpeg' | 'image/png' | 'image/webp';

export interface Image {
  readonly id: string;
  readonly merchantId: string;
  readonly livemode: boolean;
  readonly clientTokenHash: Uint8Array | null;
  readonly source: ImageSource;
  readonly storageKey: string;
  readonly contentType: PictureType;
  readonly width: number;
  readonly height: number;
  readonly sizeBytes: number;
  /** Hex, of the stored bytes. */
  readonly sha256: string;
  readonly createdAt: Date;
  readonly expiresAt: Date;
}

const EXTENSIONS: Readonly<Record<PictureType, string>> = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/webp': 'webp',
};

/** Where an image's file lies. One folder a merchant, so that a merchant's pictures can be found and removed. */
export function imageStorageKey(merchantId: string, imageId: string, contentType: PictureType): string {
  return `images/${merchantId}/${imageId}.${EXTENSIONS[contentType]}`;
}

/**
 * Where a try-on's result lies. Each attempt has files of its own: a worker that was taken over without knowing it can
 * neither overwrite nor remove what the other one completed with.
 */
export function resultStorageKey(
  merchantId: string,
  tryonId: string,
  attemptId: string,
  index: number,
  contentType: PictureType,
): string {
  return `results/${merchantId}/${tryonId}-${attemptId}-${index}.${EXTENSIONS[contentType]}`;
}

/** When a new image is erased by itself. Product pictures hold no person, so they are kept longer. */
export function imageExpiry(source: ImageSource, photoRetentionHours: number, now: Date): Date {
  const hours = source === 'upload' ? Math.max(photoRetentionHours, 1) : 30 * 24;
  return new Date(now.getTime() + hours * 3_600_000);
}
