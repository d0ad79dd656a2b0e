import { samplePlane } from '../pixels/plane.js';
import type { Plane, Point } from '../pixels/raster.js';

/** A mask seen in another picture's pixels: `scale` picture pixels make one mask pixel. */
export interface ScaledMask {
  readonly plane: Plane;
  readonly scale: number;
}

export function maskAt(mask: ScaledMask, x: number, y: number): number {
  const u = x / mask.scale;
  const v = y / mask.scale;
  if (u < 0 || v < 0 || u > mask.plane.width || v > mask.plane.height) return 0;
  return samplePlane(mask.plane, u, v);
}

/**
 * How far a ray stays in the mask (value at least .5), in picture px, at most `limit`. Gaps of up to two steps are
 * passed over; 0 when it starts outside.
 */
export function rayLength(mask: ScaledMask, from: Point, direction: Point, limit: number): number {
  const step = Math.max(0.5, mask.scale * 0.5);
  let inside = 0;
  let misses = 0;
  for (let d = 0; d <= limit; d += step) {
    if (maskAt(mask, from.x + direction.x * d, from.y + direction.y * d) >= 0.5) {
      inside = d;
      misses = 0;
    } else if (++misses > 2) break;
  }
  return inside;
}

/** Median of three, then mean over `radius` neighbours on both sides; the ends keep their values. */
export function smoothSeries(values: readonly number[], radius: number): number[] {
  const n = values.length;
  const medians = values.map((v, i) => {
    if (i === 0 || i === n - 1) return v;
    const [, middle] = [values[i - 1]!, v, values[i + 1]!].sort((a, b) => a - b);
    return middle!;
  });
  return medians.map((v, i) => {
    const r = Math.min(radius, i, n - 1 - i);
    if (r === 0) return v;
    let sum = 0;
    for (let k = -r; k <= r; k++) sum += medians[i + k]!;
    return sum / (2 * r + 1);
  });
}

/** `value` when it lies in [low, high] x expectation, else the nearer bound. */
export function near(value: number, expectation: number, low: number, high: number): number {
  return Math.min(high * expectation, Math.max(low * expectation, value));
}
