import { floatsAt, kernels, layOut } from './kernels.js';
import { createPlane } from './plane.js';
import type { Plane } from './raster.js';

/** Means over boxes of each radius in turn, from one plane to another (or over itself). */
function meansInto(from: Plane, to: Plane, radii: readonly number[]): void {
  const { width, height } = from;
  const [plane, room] = layOut(width * height * 4, boxRoom(width, Math.max(...radii))) as [number, number];
  const values = floatsAt(plane, width * height);
  values.set(from.data);
  for (const radius of radii) kernels().boxMean(plane, room, width, height, radius);
  to.data.set(values);
}

/** Bytes that a running mean over boxes needs beside the plane. */
export function boxRoom(width: number, radius: number): number {
  return width * 8 + 16 + (2 * radius + 4) * width * 4;
}

/** Mean over the (2r+1) x (2r+1) box, the box cut off at the plane's edge. */
export function boxMean(plane: Plane, radius: number): Plane {
  const out = createPlane(plane.width, plane.height);
  meansInto(plane, out, [Math.max(0, Math.round(radius))]);
  return out;
}

/** Gaussian blur by three box means; `sigma` in pixels, below .3 the plane is copied. */
export function gaussianBlur(plane: Plane, sigma: number): Plane {
  const out = createPlane(plane.width, plane.height);
  blurInto(plane, out, sigma);
  return out;
}

function blurInto(plane: Plane, to: Plane, sigma: number): void {
  if (sigma < 0.3) {
    if (plane !== to) to.data.set(plane.data);
    return;
  }
  const ideal = Math.sqrt((12 * sigma * sigma) / 3 + 1);
  let low = Math.floor(ideal);
  if (low % 2 === 0) low -= 1;
  const lows = Math.round((12 * sigma * sigma - 3 * low * low - 12 * low - 9) / (-4 * low - 4));
  const radii = [0, 1, 2].map((pass) => Math.max(0, Math.round(((pass < lows ? low : low + 2) - 1) / 2)));
  meansInto(plane, to, radii);
}

/** Gaussian mean of `plane` weighted by `weight`; where no weight is near, `fallback`. */
export function weightedBlur(plane: Plane, weight: Plane, sigma: number, fallback: number): Plane {
  const product = createPlane(plane.width, plane.height);
  for (let i = 0; i < product.data.length; i++) product.data[i] = plane.data[i]! * weight.data[i]!;
  blurInto(product, product, sigma);
  const bottom = gaussianBlur(weight, sigma);
  for (let i = 0; i < product.data.length; i++) {
    const w = bottom.data[i]!;
    product.data[i] = w > 1e-4 ? product.data[i]! / w : fallback;
  }
  return product;
}
