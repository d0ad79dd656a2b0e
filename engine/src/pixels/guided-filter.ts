import { boxMean, boxMeanInPlace } from './blur.js';
import { clamp, createPlane } from './plane.js';
import type { Plane, Raster } from './raster.js';
import { type Window, wholeOf } from './window.js';

/** A plane explained by its guide's colours: `value = r * R + g * G + b * B + offset`, colours in 0..1. */
export interface GuidedCoefficients {
  readonly r: Plane;
  readonly g: Plane;
  readonly b: Plane;
  readonly offset: Plane;
}

/** The part of the filter that depends on the guide alone; share it between planes. */
export interface Guide {
  readonly picture: Raster;
  readonly radius: number;
  readonly channels: readonly [Plane, Plane, Plane];
  readonly means: readonly [Plane, Plane, Plane];
  /** Inverse of the regularised covariance, upper triangle: rr, rg, rb, gg, gb, bb. */
  readonly inverse: readonly [Plane, Plane, Plane, Plane, Plane, Plane];
}

function product({ width, height, data: a }: Plane, { data: b }: Plane): Plane {
  const out = createPlane(width, height);
  const { data } = out;
  for (let i = 0; i < data.length; i++) data[i] = a[i]! * b[i]!;
  return out;
}

/** Prepares a colour guide; `epsilon` is a variance of colours in 0..1 below which edges are smoothed away. */
export function createGuide(picture: Raster, radius: number, epsilon: number): Guide {
  const { width, height } = picture;
  const channels = [
    createPlane(width, height),
    createPlane(width, height),
    createPlane(width, height),
  ] as const;
  const [r, g, b] = channels;
  for (let i = 0, k = 0; i < width * height; i++, k += 3) {
    r.data[i] = picture.data[k]! / 255;
    g.data[i] = picture.data[k + 1]! / 255;
    b.data[i] = picture.data[k + 2]! / 255;
  }
  const means = [boxMean(r, radius), boxMean(g, radius), boxMean(b, radius)] as const;
  const rr = boxMeanInPlace(product(r, r), radius);
  const rg = boxMeanInPlace(product(r, g), radius);
  const rb = boxMeanInPlace(product(r, b), radius);
  const gg = boxMeanInPlace(product(g, g), radius);
  const gb = boxMeanInPlace(product(g, b), radius);
  const bb = boxMeanInPlace(product(b, b), radius);
  for (let i = 0; i < width * height; i++) {
    const mr = means[0].data[i]!;
    const mg = means[1].data[i]!;
    const mb = means[2].data[i]!;
    const a11 = rr.data[i]! - mr * mr + epsilon;
    const a12 = rg.data[i]! - mr * mg;
    const a13 = rb.data[i]! - mr * mb;
    const a22 = gg.data[i]! - mg * mg + epsilon;
    const a23 = gb.data[i]! - mg * mb;
    const a33 = bb.data[i]! - mb * mb + epsilon;
    const c11 = a22 * a33 - a23 * a23;
    const c12 = a13 * a23 - a12 * a33;
    const c13 = a12 * a23 - a13 * a22;
    const det = a11 * c11 + a12 * c12 + a13 * c13;
    const scale = Math.abs(det) > 1e-20 ? 1 / det : 0;
    rr.data[i] = c11 * scale;
    rg.data[i] = c12 * scale;
    rb.data[i] = c13 * scale;
    gg.data[i] = (a11 * a33 - a13 * a13) * scale;
    gb.data[i] = (a12 * a13 - a11 * a23) * scale;
    bb.data[i] = (a11 * a22 - a12 * a12) * scale;
  }
  return { picture, radius, channels, means, inverse: [rr, rg, rb, gg, gb, bb] };
}

/** Explains `plane` locally by the guide's colours (He, Sun, Tang, "Guided Image Filtering", 2010). */
export function guidedCoefficients(guide: Guide, plane: Plane): GuidedCoefficients {
  const { radius, channels, means, inverse } = guide;
  const mean = boxMean(plane, radius);
  const covR = boxMeanInPlace(product(channels[0], plane), radius);
  const covG = boxMeanInPlace(product(channels[1], plane), radius);
  const covB = boxMeanInPlace(product(channels[2], plane), radius);
  for (let i = 0; i < mean.data.length; i++) {
    const m = mean.data[i]!;
    const mr = means[0].data[i]!;
    const mg = means[1].data[i]!;
    const mb = means[2].data[i]!;
    const cr = covR.data[i]! - mr * m;
    const cg = covG.data[i]! - mg * m;
    const cb = covB.data[i]! - mb * m;
    const r = inverse[0].data[i]! * cr + inverse[1].data[i]! * cg + inverse[2].data[i]! * cb;
    const g = inverse[1].data[i]! * cr + inverse[3].data[i]! * cg + inverse[4].data[i]! * cb;
    const b = inverse[2].data[i]! * cr + inverse[4].data[i]! * cg + inverse[5].data[i]! * cb;
    covR.data[i] = r;
    covG.data[i] = g;
    covB.data[i] = b;
    mean.data[i] = m - r * mr - g * mg - b * mb;
  }
  return {
    r: boxMeanInPlace(covR, radius),
    g: boxMeanInPlace(covG, radius),
    b: boxMeanInPlace(covB, radius),
    offset: boxMeanInPlace(mean, radius),
  };
}

/** Where each column of a window falls between two columns of a smaller grid. */
interface Columns {
  readonly column: Int32Array;
  readonly share: Float32Array;
}

function columnsOf(from: number, to: number, window: Window): Columns {
  const column = new Int32Array(window.width);
  const share = new Float32Array(window.width);
  for (let x = 0; x < window.width; x++) {
    const at = clamp(((x + window.left + 0.5) * from) / to - 0.5, 0, from - 1);
    column[x] = Math.min(from - 2, Math.floor(at));
    share[x] = at - column[x]!;
  }
  return { column, share };
}

/** One row of a plane between its rows, interpolated at `at`. */
function rowAt({ width, height, data }: Plane, at: number, row: Float32Array): void {
  const y0 = Math.floor(at);
  const f = at - y0;
  const upper = y0 * width;
  const lower = Math.min(height - 1, y0 + 1) * width;
  for (let x = 0; x < width; x++) row[x] = data[upper + x]! * (1 - f) + data[lower + x]! * f;
}

/**
 * The explained plane on a picture of any size, not clamped, in a window of that picture. With a larger picture than the
 * guide's this is the fast guided upsampling that keeps a small mask's edges on the large picture's edges: the
 * coefficients are interpolated row by row, never as whole planes.
 */
function explain(coefficients: GuidedCoefficients, picture: Raster, window: Window): Plane {
  const { width: small, height: smallHeight } = coefficients.r;
  const r = new Float32Array(small);
  const g = new Float32Array(small);
  const b = new Float32Array(small);
  const offset = new Float32Array(small);
  const out = createPlane(window.width, window.height);
  const { column, share } = columnsOf(small, picture.width, window);
  const { data: colours } = picture;
  const { data: values } = out;
  for (let y = 0; y < window.height; y++) {
    const at = clamp(((y + window.top + 0.5) * smallHeight) / picture.height - 0.5, 0, smallHeight - 1);
    rowAt(coefficients.r, at, r);
    rowAt(coefficients.g, at, g);
    rowAt(coefficients.b, at, b);
    rowAt(coefficients.offset, at, offset);
    let i = y * window.width;
    let c = ((y + window.top) * picture.width + window.left) * 3;
    for (let x = 0; x < window.width; x++, i++, c += 3) {
      const j = column[x]!;
      const e = share[x]!;
      values[i] =
        ((r[j]! + (r[j + 1]! - r[j]!) * e) * colours[c]! +
          (g[j]! + (g[j + 1]! - g[j]!) * e) * colours[c + 1]! +
          (b[j]! + (b[j + 1]! - b[j]!) * e) * colours[c + 2]!) /
          255 +
        offset[j]! +
        (offset[j + 1]! - offset[j]!) * e;
    }
  }
  return out;
}

/** The explained plane on a picture of any size, clamped to 0..1. */
export function applyGuided(coefficients: GuidedCoefficients, picture: Raster): Plane {
  const out = explain(coefficients, picture, wholeOf(picture));
  const { data } = out;
  for (let i = 0; i < data.length; i++) {
    const v = data[i]!;
    data[i] = v < 0 ? 0 : v > 1 ? 1 : v;
  }
  return out;
}

/**
 * Filters planes that, with a rest, sum to 1 at every pixel, in a window of `picture`; they and the rest come back
 * clamped and summing to 1 again. The filter is linear, so the rest needs no filtering of its own.
 */
export function guidedShares(
  guide: Guide,
  planes: readonly Plane[],
  picture: Raster,
  window: Window = wholeOf(picture),
): { readonly shares: readonly Plane[]; readonly rest: Plane } {
  const shares = planes.map((plane) => explain(guidedCoefficients(guide, plane), picture, window));
  const rest = createPlane(window.width, window.height);
  for (let i = 0; i < rest.data.length; i++) {
    let left = 1;
    let sum = 1e-6;
    for (const { data } of shares) {
      const v = data[i]!;
      left -= v;
      sum += v < 0 ? 0 : v > 1 ? 1 : v;
    }
    const last = left < 0 ? 0 : left > 1 ? 1 : left;
    const scale = 1 / (sum + last);
    for (const { data } of shares) {
      const v = data[i]!;
      data[i] = (v < 0 ? 0 : v > 1 ? 1 : v) * scale;
    }
    rest.data[i] = last * scale;
  }
  return { shares, rest };
}
