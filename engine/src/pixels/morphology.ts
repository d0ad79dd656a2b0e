import { createPlane } from './plane.js';
import type { Plane } from './raster.js';

/** Running maximum along rows by van Herk's two sweeps, written transposed. */
function maxRowsTransposed(
  from: Float32Array,
  to: Float32Array,
  width: number,
  height: number,
  r: number,
): void {
  const span = 2 * r + 1;
  const padded = Math.ceil((width + 2 * r) / span) * span;
  const line = new Float32Array(padded);
  const ahead = new Float32Array(padded);
  const behind = new Float32Array(padded);
  for (let y = 0; y < height; y++) {
    line.fill(Number.NEGATIVE_INFINITY);
    for (let x = 0; x < width; x++) line[x + r] = from[y * width + x]!;
    for (let i = 0; i < padded; i++) {
      ahead[i] = i % span === 0 ? line[i]! : Math.max(ahead[i - 1]!, line[i]!);
    }
    for (let i = padded - 1; i >= 0; i--) {
      behind[i] = i % span === span - 1 ? line[i]! : Math.max(behind[i + 1]!, line[i]!);
    }
    for (let x = 0; x < width; x++) to[x * height + y] = Math.max(behind[x]!, ahead[x + span - 1]!);
  }
}

/** Grey dilation: the maximum over the (2r+1) square. */
export function dilate(plane: Plane, radius: number): Plane {
  const { width, height } = plane;
  const r = Math.max(0, Math.round(radius));
  const out = createPlane(width, height);
  if (r === 0) {
    out.data.set(plane.data);
    return out;
  }
  const turned = new Float32Array(width * height);
  maxRowsTransposed(plane.data, turned, width, height, r);
  maxRowsTransposed(turned, out.data, height, width, r);
  return out;
}

/** Grey erosion: the minimum over the (2r+1) square. */
export function erode(plane: Plane, radius: number): Plane {
  const negative = createPlane(plane.width, plane.height);
  for (let i = 0; i < negative.data.length; i++) negative.data[i] = -plane.data[i]!;
  const out = dilate(negative, radius);
  for (let i = 0; i < out.data.length; i++) out.data[i] = -out.data[i]!;
  return out;
}
