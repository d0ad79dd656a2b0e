import { createPlane } from './plane.js';
import type { Plane } from './raster.js';
import { scratch } from './scratch.js';

/** Running means of one row; the middle, where the whole box lies in the row, is free of branches. */
function meanRow(from: Float32Array, to: Float32Array, row: number, width: number, r: number): void {
  const span = 2 * r + 1;
  let sum = 0;
  for (let x = 0; x < Math.min(r, width); x++) sum += from[row + x]!;
  const wholeFrom = Math.min(width, r);
  const wholeTo = Math.max(wholeFrom, width - r);
  for (let x = 0; x < wholeFrom; x++) {
    if (x + r < width) sum += from[row + x + r]!;
    to[row + x] = sum / (Math.min(width - 1, x + r) + 1);
  }
  if (wholeTo > wholeFrom) {
    sum += from[row + wholeFrom + r]!;
    if (wholeFrom - r - 1 >= 0) sum -= from[row + wholeFrom - r - 1]!;
    to[row + wholeFrom] = sum / span;
    for (let x = row + wholeFrom + 1; x < row + wholeTo; x++) {
      sum += from[x + r]! - from[x - r - 1]!;
      to[x] = sum / span;
    }
  }
  for (let x = wholeTo; x < width; x++) {
    if (x - r - 1 >= 0) sum -= from[row + x - r - 1]!;
    to[row + x] = sum / (width - Math.max(0, x - r));
  }
}

/** Running means down the columns, all columns of a row at once: memory is read in its own order. */
function meanColumns(from: Float32Array, to: Float32Array, width: number, height: number, r: number): void {
  const sums = new Float64Array(width);
  for (let y = 0; y < Math.min(r, height); y++) {
    for (let x = 0, i = y * width; x < width; x++, i++) sums[x] = sums[x]! + from[i]!;
  }
  for (let y = 0; y < height; y++) {
    const scale = 1 / (Math.min(height - 1, y + r) - Math.max(0, y - r) + 1);
    const enters = y + r < height;
    const leaves = y - r - 1 >= 0;
    let i = y * width;
    let below = (y + r) * width;
    let above = (y - r - 1) * width;
    if (enters && leaves) {
      for (let x = 0; x < width; x++, i++, below++, above++) {
        const sum = sums[x]! + from[below]! - from[above]!;
        sums[x] = sum;
        to[i] = sum * scale;
      }
    } else {
      for (let x = 0; x < width; x++, i++, below++, above++) {
        const sum = sums[x]! + (enters ? from[below]! : 0) - (leaves ? from[above]! : 0);
        sums[x] = sum;
        to[i] = sum * scale;
      }
    }
  }
}

function meanInto(from: Float32Array, to: Float32Array, width: number, height: number, r: number): void {
  if (r === 0) {
    if (from !== to) to.set(from);
    return;
  }
  const rows = scratch(0, width * height);
  for (let y = 0; y < height; y++) meanRow(from, rows, y * width, width, r);
  meanColumns(rows, to, width, height, r);
}

/** Mean over the (2r+1) x (2r+1) box, the box cut off at the plane's edge. */
export function boxMean(plane: Plane, radius: number): Plane {
  const out = createPlane(plane.width, plane.height);
  meanInto(plane.data, out.data, plane.width, plane.height, Math.max(0, Math.round(radius)));
  return out;
}

/** `boxMean`, written over the plane itself: for a plane that nobody else holds. */
export function boxMeanInPlace(plane: Plane, radius: number): Plane {
  meanInto(plane.data, plane.data, plane.width, plane.height, Math.max(0, Math.round(radius)));
  return plane;
}

/** Gaussian blur by three box means; `sigma` in pixels, below .3 the plane is copied. */
export function gaussianBlur(plane: Plane, sigma: number): Plane {
  if (sigma < 0.3) return { ...plane, data: plane.data.slice() };
  const { width, height } = plane;
  const ideal = Math.sqrt((12 * sigma * sigma) / 3 + 1);
  let low = Math.floor(ideal);
  if (low % 2 === 0) low -= 1;
  const lows = Math.round((12 * sigma * sigma - 3 * low * low - 12 * low - 9) / (-4 * low - 4));
  const out = createPlane(width, height);
  for (let pass = 0; pass < 3; pass++) {
    const r = Math.round(((pass < lows ? low : low + 2) - 1) / 2);
    meanInto(pass === 0 ? plane.data : out.data, out.data, width, height, Math.max(0, r));
  }
  return out;
}

/** Gaussian mean of `plane` weighted by `weight`; where no weight is near, `fallback`. */
export function weightedBlur(plane: Plane, weight: Plane, sigma: number, fallback: number): Plane {
  const product = createPlane(plane.width, plane.height);
  for (let i = 0; i < product.data.length; i++) product.data[i] = plane.data[i]! * weight.data[i]!;
  const top = gaussianBlur(product, sigma);
  const bottom = gaussianBlur(weight, sigma);
  for (let i = 0; i < top.data.length; i++) {
    const w = bottom.data[i]!;
    top.data[i] = w > 1e-4 ? top.data[i]! / w : fallback;
  }
  return top;
}
