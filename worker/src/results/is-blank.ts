import type { SmallPicture } from './small-picture.js';

/** Levels of 255 from the median: more than a studio's grey backdrop or a JPEG's noise, less than anything worn. */
const NEAR = 12;
/** A person who fills the least of a picture that a garment can be seen on still takes some 3 % of it. */
const MIN_SHARE = 0.015;

/** Whether next to all of a picture has one colour: what a moderated, failed or cut-off run leaves. */
export function isBlank({ data }: SmallPicture): boolean {
  const medians = [0, 1, 2].map((channel) => medianOf(data, channel));
  let different = 0;
  for (let i = 0; i < data.length; i += 3) {
    if (medians.some((median, channel) => Math.abs(data[i + channel]! - median) > NEAR)) different++;
  }
  return different / (data.length / 3) < MIN_SHARE;
}

function medianOf(data: Uint8Array, channel: number): number {
  const counts = new Uint32Array(256);
  for (let i = channel; i < data.length; i += 3) counts[data[i]!]!++;
  let left = data.length / 6;
  for (let level = 0; level < 256; level++) {
    left -= counts[level]!;
    if (left <= 0) return level;
  }
  return 255;
}
