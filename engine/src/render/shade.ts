import { gaussianBlur, weightedBlur } from '../pixels/blur.js';
import { labOf } from '../pixels/lab.js';
import { dilate, erode } from '../pixels/morphology.js';
import { above, clamp, createPlane, lumaOf, mapPlane } from '../pixels/plane.js';
import type { Plane, Raster } from '../pixels/raster.js';

interface Cloth {
  readonly median: number;
  /** Exponents of broad light and of fine folds; low where the old garment's own print would show through. */
  readonly broad: number;
  readonly fine: number;
}

/** How far the old garment's light can be trusted: a print or a near-black cloth tells little about folds. */
function judge(picture: Raster, luma: Plane, sure: Plane): Cloth {
  const lumas: number[] = [];
  const { data } = picture;
  let n = 0;
  let a1 = 0;
  let a2 = 0;
  let b1 = 0;
  let b2 = 0;
  for (let i = 0; i < luma.data.length; i += 3) {
    if (sure.data[i]! < 0.9) continue;
    lumas.push(luma.data[i]!);
    const [, a, b] = labOf(data[i * 3]!, data[i * 3 + 1]!, data[i * 3 + 2]!);
    a1 += a;
    a2 += a * a;
    b1 += b;
    b2 += b * b;
    n++;
  }
  if (n < 50) return { median: 0.5, broad: 0, fine: 0 };
  lumas.sort((p, q) => p - q);
  const at = (share: number): number => lumas[Math.floor(share * (lumas.length - 1))]!;
  const median = Math.max(0.03, at(0.5));
  const chroma = Math.sqrt(Math.max(0, a2 / n - (a1 / n) ** 2 + b2 / n - (b1 / n) ** 2));
  if (chroma >= 7 || at(0.9) - at(0.1) >= 0.38) return { median, broad: 0.2, fine: 0.1 };
  if (median < 0.16) return { median, broad: 0.2, fine: 0.25 };
  return { median, broad: 0.5, fine: 0.55 };
}

/**
 * The light on the old garment, as a factor for the new one: broad light on the body times the fine folds, about 1.
 *
 * @param old the old garment, 0..1
 * @param unit the body unit, px
 * @param trust share of the broad light that is light: jeans are washed out over knee and thigh
 */
export function shadingOf(picture: Raster, old: Plane, skin: Plane, unit: number, trust = 1): Plane {
  const luma = lumaOf(picture);
  const sure = erode(above(old, 0.9), Math.max(2, unit * 0.012));
  // A collar's or cuff's seam is no fold either: it lies along the skin that it borders on.
  const rim = dilate(above(skin, 0.7), unit * 0.075);
  for (let i = 0; i < sure.data.length; i++) if (rim.data[i]! > 0) sure.data[i] = 0;
  const cloth = judge(picture, luma, sure);
  // A print is no light: what is far from the cloth's own tone, and a rim around it, says nothing of folds.
  const print = dilate(
    mapPlane(luma, (v, i) =>
      sure.data[i]! > 0 && (v > cloth.median * 1.9 + 0.05 || v < cloth.median * 0.35 - 0.02) ? 1 : 0,
    ),
    unit * 0.015,
  );
  for (let i = 0; i < sure.data.length; i++) if (print.data[i]! > 0) sure.data[i] = 0;
  const broad = weightedBlur(luma, sure, unit * 0.2, cloth.median);
  const fine = weightedBlur(luma, sure, unit * 0.016, cloth.median);
  const near = gaussianBlur(sure, unit * 0.02);
  const out = createPlane(picture.width, picture.height, 1);
  for (let i = 0; i < out.data.length; i++) {
    const low = Math.max(0.02, broad.data[i]!);
    const told = clamp(near.data[i]! * 2 - 0.6, 0, 1) * (sure.data[i]! > 0 ? 1 : 0.6);
    const folds = clamp(fine.data[i]! / low, 0.7, 1.3);
    out.data[i] =
      clamp((low / cloth.median) ** (cloth.broad * trust), 0.7, 1.25) *
      (1 + (folds ** cloth.fine - 1) * told);
  }
  return gaussianBlur(out, Math.max(0.5, unit * 0.003));
}

/** Lights a picture in place: darkening multiplies, brightening lifts like a screen so that whites keep their folds. */
export function applyShading(picture: Raster, shading: Plane): void {
  const { data } = picture;
  for (let i = 0; i < shading.data.length; i++) {
    const s = shading.data[i]!;
    for (let k = i * 3; k < i * 3 + 3; k++) {
      const v = data[k]!;
      data[k] = s <= 1 ? v * s : v + (s - 1) * v * (1 - v / 255) * 1.6;
    }
  }
}
