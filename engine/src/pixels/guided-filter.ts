import { boxMean, boxMeanInPlace } from './blur.js';
import { clamp, createPlane } from './plane.js';
import type { Plane, Raster } from './raster.js';

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

/**
 * The explained plane on a picture of any size, clamped to 0..1. With a larger picture than the guide's this is the fast
 * guided upsampling that keeps a small mask's edges on the large picture's edges: the coefficients are interpolated row
 * by row, never as whole planes.
 */
export function applyGuided(coefficients: GuidedCoefficients, picture: Raster): Plane {
  const { width, height } = picture;
  const planes = [coefficients.r, coefficients.g, coefficients.b, coefficients.offset] as const;
  const small = coefficients.r;
  const rows = planes.map(() => new Float32Array(small.width));
  const [r, g, b, offset] = rows as [Float32Array, Float32Array, Float32Array, Float32Array];
  const out = createPlane(width, height);
  const column = new Int32Array(width);
  const share = new Float32Array(width);
  for (let x = 0; x < width; x++) {
    const at = clamp(((x + 0.5) * small.width) / width - 0.5, 0, small.width - 1);
    column[x] = Math.min(small.width - 2, Math.floor(at));
    share[x] = at - column[x]!;
  }
  const { data: colours } = picture;
  const { data: values } = out;
  for (let y = 0; y < height; y++) {
    const at = clamp(((y + 0.5) * small.height) / height - 0.5, 0, small.height - 1);
    const y0 = Math.floor(at);
    const f = at - y0;
    const upper = y0 * small.width;
    const lower = Math.min(small.height - 1, y0 + 1) * small.width;
    for (let k = 0; k < 4; k++) {
      const { data } = planes[k]!;
      const row = rows[k]!;
      for (let x = 0; x < small.width; x++) row[x] = data[upper + x]! * (1 - f) + data[lower + x]! * f;
    }
    for (let x = 0, i = y * width, c = y * width * 3; x < width; x++, i++, c += 3) {
      const j = column[x]!;
      const e = share[x]!;
      const v =
        ((r[j]! + (r[j + 1]! - r[j]!) * e) * colours[c]! +
          (g[j]! + (g[j + 1]! - g[j]!) * e) * colours[c + 1]! +
          (b[j]! + (b[j + 1]! - b[j]!) * e) * colours[c + 2]!) /
          255 +
        offset[j]! +
        (offset[j + 1]! - offset[j]!) * e;
      values[i] = v < 0 ? 0 : v > 1 ? 1 : v;
    }
  }
  return out;
}
