import { clamp } from '../pixels/plane.js';
import type { Raster } from '../pixels/raster.js';

/** Luma (0..255) of the brightest things in a photo that is well lit; garment pictures are taken in such light. */
const wellLit = 204;
/** A garment is never made darker than by this factor: the photo may just show dark things. */
const darkest = 0.62;
/** Of the tint of the brightest things only a share is taken for the light's: part of it is their own. */
const tintShare = 0.6;
const whiteEnough = 0.03;
const strongestTint = 0.14;

/**
 * The light of a photo as factors for red, green and blue of a garment that was photographed in white studio light:
 * 1, 1, 1 in a well and neutrally lit photo, less in the evening, reddish under a lamp. Read off the brightest pixels, of
 * which some nearly always reflect the light as it is (the "white patch" of Land's Retinex).
 *
 * @param picture the whole photo, of any size
 */
export function photoLight({ data }: Raster): readonly [number, number, number] {
  const counts = new Uint32Array(256);
  const sums = new Float64Array(256 * 3);
  const pixels = data.length / 3;
  for (let k = 0; k < data.length; k += 3) {
    const luma = clamp(Math.round(0.2126 * data[k]! + 0.7152 * data[k + 1]! + 0.0722 * data[k + 2]!), 0, 255);
    counts[luma] = counts[luma]! + 1;
    for (let c = 0; c < 3; c++) sums[luma * 3 + c] = sums[luma * 3 + c]! + data[k + c]!;
  }
  let brightest = 255;
  const bright = [0, 0, 0];
  let seen = 0;
  for (let luma = 255; luma >= 0 && seen < 0.05 * pixels; luma--) {
    seen += counts[luma]!;
    if (seen < 0.005 * pixels) brightest = luma;
    for (let c = 0; c < 3; c++) bright[c] = bright[c]! + sums[luma * 3 + c]!;
  }
  const level = clamp((brightest / wellLit) ** 0.85, darkest, 1);
  const mean = (bright[0]! + bright[1]! + bright[2]!) / 3;
  const gain = (c: number): number => {
    const tint = mean > 0 ? bright[c]! / mean - 1 : 0;
    const own = Math.sign(tint) * Math.max(0, Math.abs(tint) - whiteEnough) * tintShare;
    return Math.min(1.06, level * (1 + clamp(own, -strongestTint, strongestTint)));
  };
  return [gain(0), gain(1), gain(2)];
}

/** Puts a garment's picture into the light of a photo, in place. */
export function lightUp({ data }: Raster, [r, g, b]: readonly [number, number, number]): void {
  if (r === 1 && g === 1 && b === 1) return;
  for (let k = 0; k < data.length; k += 3) {
    data[k] = Math.min(255, data[k]! * r);
    data[k + 1] = Math.min(255, data[k + 1]! * g);
    data[k + 2] = Math.min(255, data[k + 2]! * b);
  }
}
