import { createHash } from 'node:crypto';
import type { PictureType } from '@tryon/core/images/image';
import sharp from 'sharp';
import { ProviderFailure, type ProviderPicture } from '../providers/provider.js';

export interface CheckedPicture {
  readonly bytes: Uint8Array;
  readonly width: number;
  readonly height: number;
  readonly contentType: PictureType;
}

const MIN_SIDE = 64;
const MAX_SIDE = 4_096;
const TYPES: Readonly<Record<string, PictureType>> = {
  jpeg: 'image/jpeg',
  png: 'image/png',
  webp: 'image/webp',
};
const hashOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

/**
 * Whatever made it: a result is a picture of sane size and not one of its inputs handed back.
 * @param inputHashes - Hex SHA-256 of the try-on's own pictures, as far as they are still there.
 * @throws ProviderFailure `provider_error`.
 */
export async function checkResult(
  picture: ProviderPicture,
  inputHashes: readonly (string | undefined)[],
): Promise<CheckedPicture> {
  const { bytes } = picture;
  const facts = await sharp(bytes, { limitInputPixels: MAX_SIDE * MAX_SIDE })
    .metadata()
    .catch((cause: unknown) => {
      throw new ProviderFailure('provider_error', 'What was made is not a picture. Try again.', { cause });
    });
  const contentType = TYPES[facts.format ?? ''];
  const { width = 0, height = 0 } = facts;
  const sane = Math.min(width, height) >= MIN_SIDE && Math.max(width, height) <= MAX_SIDE;
  if (!contentType || !sane || inputHashes.includes(hashOf(bytes))) {
    throw new ProviderFailure('provider_error', 'What was made is not a usable picture. Try again.');
  }
  await readToTheEnd(bytes);
  return { bytes, width, height, contentType };
}

/** Size and format stand in the header: only decoding shows that nothing is missing behind it. */
async function readToTheEnd(bytes: Uint8Array): Promise<void> {
  try {
    // Made tiny as it is read, so that no picture is in memory whole. A warning alone is no reason to refuse what was paid.
    await sharp(bytes, { limitInputPixels: MAX_SIDE * MAX_SIDE, failOn: 'truncated' })
      .resize(8, 8, { fit: 'fill' })
      .raw()
      .toBuffer();
  } catch (cause) {
    throw new ProviderFailure('provider_error', 'What was made is only part of a picture. Try again.', {
      cause,
    });
  }
}
