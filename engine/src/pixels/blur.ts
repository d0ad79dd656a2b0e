import { createPlane } from './plane.js';
import type { Plane } from './raster.js';

/** Running means along the rows. */
function meanRows(from: Float32Array, to: Float32Array, width: number, height: number, r: number): void {
  for (let y = 0; y < height; y++) {
    const row = y * width;
    let sum = 0;
    for (let x = 0; x < Math.min(r, width); x++) sum += from[row + x]!;
    for (let x = 0; x < width; x++) {
      if (x + r < width) sum += from[row + x + r]!;
      if (x - r - 1 >= 0) sum -= from[row + x - r - 1]!;
      to[row + x] = sum / (Math.min(width - 1, x + r) - Math.max(0, x - r) + 1);
    }
  }
}

/** Running means down the columns, all columns of a row at once: memory is read in its own order. */
function meanColumns(from: Float32Array, to: Float32Array, width: number, height: number, r: number): void {
  const sums = new Float64Array(width);
  for (let y = 0; y < Math.min(r, height); y++) {
    for (let x = 0; x < width; x++) sums[x] = sums[x]! + from[y * width + x]!;
  }
  for (let y = 0; y < height; y++) {
    const enters = (y + r) * width;
    const leaves = (y - r - 1) * width;
    if (y + r < height) for (let x = 0; x < width; x++) sums[x] = sums[x]! + from[enters + x]!;
    if (leaves >= 0) for (let x = 0; x < width; x++) sums[x] = sums[x]! - from[leaves + x]!;
    const scale = 1 / (Math.min(height - 1, y + r) - Math.max(0, y - r) + 1);
    for (let x = 0; x < width; x++) to[y * width + x] = sums[x]! * scale;
  }
}

/** Mean over the (2r+1) x (2r+1) box, the box cut off at the plane's edge. */
export function boxMean(plane: Plane, radius: number): Plane {
  const { width, height } = plane;
  const r = Math.max(0, Math.round(radius));
  const out = createPlane(width, height);
  if (r === 0) {
    out.data.set(plane.data);
    return out;
  }
  const rows = new Float32Array(width * height);
  meanRows(plane.data, rows, width, height, r);
  meanColumns(rows, out.data, width, height, r);
  return out;
}

/** Gaussian blur by three box means; `sigma` in pixels, below .3 the plane is copied. */
export function gaussianBlur(plane: Plane, sigma: number): Plane {
  if (sigma < 0.3) return { ...plane, data: plane.data.slice() };
  const ideal = Math.sqrt((12 * sigma * sigma) / 3 + 1);
  let low = Math.floor(ideal);
  if (low % 2 === 0) low -= 1;
  const lows = Math.round((12 * sigma * sigma - 3 * low * low - 12 * low - 9) / (-4 * low - 4));
  let out = plane;
  for (let pass = 0; pass < 3; pass++) out = boxMean(out, ((pass < lows ? low : low + 2) - 1) / 2);
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
