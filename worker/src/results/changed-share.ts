import type { SmallPicture } from './small-picture.js';

/** Levels of 255. JPEG at quality 50 moves a pixel of a picture this small by 8 at most, a printed letter moves it by more. */
const SEEN = 14;
const CHANNELS = 3;

/**
 * The share of pixels that differ visibly between two pictures of one size, 0..1. A change of brightness, contrast or tone
 * that goes over the whole picture counts for nothing: each channel is first fitted to the other's by least squares.
 */
export function changedShare(a: SmallPicture, b: SmallPicture): number {
  const pixels = a.width * a.height;
  if (b.width * b.height !== pixels) throw new RangeError('Pictures of two sizes cannot be compared');
  const fits = [0, 1, 2].map((channel) => fitLine(a.data, b.data, channel));
  let changed = 0;
  for (let pixel = 0; pixel < pixels; pixel++) {
    let worst = 0;
    for (let channel = 0; channel < CHANNELS; channel++) {
      const i = pixel * CHANNELS + channel;
      const { gain, offset } = fits[channel]!;
      worst = Math.max(worst, Math.abs(a.data[i]! * gain + offset - b.data[i]!));
    }
    if (worst > SEEN) changed++;
  }
  return changed / pixels;
}

/** A tone that a camera or an encoder could have given it; more is another picture. */
const MAX_GAIN = 1.25;

function fitLine(
  from: Uint8Array,
  to: Uint8Array,
  channel: number,
): { readonly gain: number; readonly offset: number } {
  let n = 0;
  let sumX = 0;
  let sumY = 0;
  let sumXx = 0;
  let sumXy = 0;
  for (let i = channel; i < from.length; i += CHANNELS) {
    const x = from[i]!;
    const y = to[i]!;
    n++;
    sumX += x;
    sumY += y;
    sumXx += x * x;
    sumXy += x * y;
  }
  const variance = sumXx - (sumX * sumX) / n;
  const slope = variance < n ? 1 : (sumXy - (sumX * sumY) / n) / variance;
  const gain = Math.min(MAX_GAIN, Math.max(1 / MAX_GAIN, slope));
  return { gain, offset: (sumY - gain * sumX) / n };
}
