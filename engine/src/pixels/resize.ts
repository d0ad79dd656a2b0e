import { createPlane, createRaster } from './plane.js';
import type { Plane, Raster } from './raster.js';
import { scratch } from './scratch.js';

interface Taps {
  readonly start: Int32Array;
  readonly count: Int32Array;
  readonly weights: Float32Array;
  readonly stride: number;
}

/** Bilinear weights when enlarging, area (triangle of the scale's width) weights when shrinking. */
function tapsFor(from: number, to: number): Taps {
  const scale = from / to;
  const radius = Math.max(1, scale);
  const stride = Math.ceil(radius * 2) + 2;
  const start = new Int32Array(to);
  const count = new Int32Array(to);
  const weights = new Float32Array(to * stride);
  for (let i = 0; i < to; i++) {
    const centre = (i + 0.5) * scale - 0.5;
    const first = Math.max(0, Math.ceil(centre - radius));
    const last = Math.min(from - 1, Math.floor(centre + radius));
    let sum = 0;
    let n = 0;
    for (let j = first; j <= last; j++) {
      const w = Math.max(0, 1 - Math.abs(j - centre) / radius);
      weights[i * stride + n++] = w;
      sum += w;
    }
    if (sum <= 0) {
      weights[i * stride] = 1;
      sum = 1;
      n = 1;
    }
    for (let k = 0; k < n; k++) weights[i * stride + k] = weights[i * stride + k]! / sum;
    start[i] = first;
    count[i] = n;
  }
  return { start, count, weights, stride };
}

function resample(
  data: Float32Array | Uint8ClampedArray,
  width: number,
  height: number,
  channels: 1 | 3,
  toWidth: number,
  toHeight: number,
  out: Float32Array | Uint8ClampedArray,
): void {
  const across = tapsFor(width, toWidth);
  const down = tapsFor(height, toHeight);
  const rows = scratch(0, toWidth * height * channels);
  const { start, count, weights, stride } = across;
  for (let y = 0; y < height; y++) {
    const row = y * width * channels;
    let to = y * toWidth * channels;
    for (let x = 0; x < toWidth; x++) {
      const n = count[x]!;
      const taps = x * stride;
      let from = row + start[x]! * channels;
      if (channels === 1) {
        let sum = 0;
        for (let k = 0; k < n; k++) sum += weights[taps + k]! * data[from + k]!;
        rows[to++] = sum;
        continue;
      }
      let r = 0;
      let g = 0;
      let b = 0;
      for (let k = 0; k < n; k++, from += 3) {
        const w = weights[taps + k]!;
        r += w * data[from]!;
        g += w * data[from + 1]!;
        b += w * data[from + 2]!;
      }
      rows[to] = r;
      rows[to + 1] = g;
      rows[to + 2] = b;
      to += 3;
    }
  }
  const line = toWidth * channels;
  const sums = new Float32Array(line);
  for (let y = 0; y < toHeight; y++) {
    sums.fill(0);
    const n = down.count[y]!;
    for (let k = 0; k < n; k++) {
      const w = down.weights[y * down.stride + k]!;
      const from = (down.start[y]! + k) * line;
      for (let i = 0; i < line; i++) sums[i] = sums[i]! + w * rows[from + i]!;
    }
    out.set(sums, y * line);
  }
}

/** The plane at another size: bilinear when enlarging, area-averaged when shrinking. */
export function resizePlane(plane: Plane, width: number, height: number): Plane {
  const out = createPlane(width, height);
  resample(plane.data, plane.width, plane.height, 1, width, height, out.data);
  return out;
}

/** The picture at another size: bilinear when enlarging, area-averaged when shrinking. */
export function resizeRaster(picture: Raster, width: number, height: number): Raster {
  const out = createRaster(width, height);
  resample(picture.data, picture.width, picture.height, 3, width, height, out.data);
  return out;
}

/** The square `[left, top, left + side, top + side]` of a picture at `size` x `size`, grey outside the picture. */
export function cropSquare(picture: Raster, left: number, top: number, side: number, size: number): Raster {
  const l = Math.round(left);
  const t = Math.round(top);
  const s = Math.max(1, Math.round(side));
  const crop = createRaster(s, s);
  crop.data.fill(127);
  const x0 = Math.max(0, l);
  const x1 = Math.min(picture.width, l + s);
  for (let y = Math.max(0, t); y < Math.min(picture.height, t + s); y++) {
    if (x1 > x0) {
      const from = (y * picture.width + x0) * 3;
      crop.data.set(picture.data.subarray(from, from + (x1 - x0) * 3), ((y - t) * s + (x0 - l)) * 3);
    }
  }
  return resizeRaster(crop, size, size);
}
