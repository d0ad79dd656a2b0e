import { bytesAt, floatsAt, intsAt, kernels, layOut } from './kernels.js';
import { createPlane, createRaster } from './plane.js';
import type { Plane, Raster } from './raster.js';
import { scratch } from './scratch.js';
import type { Window } from './window.js';

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

/** The taps of a run of the result's values. */
function cutTaps({ start, count, weights, stride }: Taps, first: number, length: number): Taps {
  return {
    start: start.subarray(first, first + length),
    count: count.subarray(first, first + length),
    weights: weights.subarray(first * stride, (first + length) * stride),
    stride,
  };
}

/** What is in the kernels' memory at a time stays small. */
const stripRows = 64;

type Values = Float32Array | Uint8ClampedArray;

/** Resamples every row of `height` rows. */
function acrossRows(
  from: Values,
  to: Values,
  height: number,
  width: number,
  channels: 1 | 3,
  taps: Taps,
): void {
  const { start, count, weights, stride } = taps;
  const toWidth = start.length;
  for (let y = 0; y < height; y++) {
    const row = y * width * channels;
    let at = y * toWidth * channels;
    for (let x = 0; x < toWidth; x++) {
      const n = count[x]!;
      const first = x * stride;
      let next = row + start[x]! * channels;
      if (channels === 1) {
        let sum = 0;
        for (let k = 0; k < n; k++) sum += weights[first + k]! * from[next + k]!;
        to[at++] = sum;
        continue;
      }
      let r = 0;
      let g = 0;
      let b = 0;
      for (let k = 0; k < n; k++, next += 3) {
        const w = weights[first + k]!;
        r += w * from[next]!;
        g += w * from[next + 1]!;
        b += w * from[next + 2]!;
      }
      to[at] = r;
      to[at + 1] = g;
      to[at + 2] = b;
      at += 3;
    }
  }
}

/** Resamples all columns of rows of `line` values at once, a strip of rows at a time; `to` takes the rows one by one. */
function downColumns(from: Values, to: Values, line: number, taps: Taps): void {
  const { start, count, weights, stride } = taps;
  const bytes = from instanceof Uint8ClampedArray;
  const rowBytes = line * (bytes ? 1 : 4);
  for (let first = 0; first < start.length; first += stripRows) {
    const rows = Math.min(stripRows, start.length - first);
    let top = Number.POSITIVE_INFINITY;
    let end = 0;
    for (let y = first; y < first + rows; y++) {
      if (count[y] === 0) continue;
      top = Math.min(top, start[y]!);
      end = Math.max(end, start[y]! + count[y]!);
    }
    if (end === 0) {
      to.fill(0, first * line, (first + rows) * line);
      continue;
    }
    const [source, out, starts, counts, weighed] = layOut(
      (end - top) * rowBytes,
      rows * line * 4,
      rows * 4,
      rows * 4,
      rows * stride * 4,
    ) as [number, number, number, number, number];
    const values = from.subarray(top * line, end * line);
    if (bytes) bytesAt(source, values.length).set(values);
    else floatsAt(source, values.length).set(values);
    intsAt(starts, rows).set(start.subarray(first, first + rows).map((at) => at - top));
    intsAt(counts, rows).set(count.subarray(first, first + rows));
    floatsAt(weighed, rows * stride).set(weights.subarray(first * stride, (first + rows) * stride));
    kernels().downColumns(source, bytes, out, line, rows, starts, counts, weighed, stride);
    to.set(floatsAt(out, rows * line), first * line);
  }
}

function resample(
  data: Values,
  width: number,
  height: number,
  channels: 1 | 3,
  across: Taps,
  down: Taps,
  out: Values,
): void {
  const toWidth = across.start.length;
  const toHeight = down.start.length;
  // The dearer pass, along the rows, comes where there are fewer of them.
  if (toHeight < height) {
    const shrunk = scratch(0, width * toHeight * channels);
    downColumns(data, shrunk, width * channels, down);
    acrossRows(shrunk, out, toHeight, width, channels, across);
  } else {
    const rows = scratch(0, toWidth * height * channels);
    acrossRows(data, rows, height, width, channels, across);
    downColumns(rows, out, toWidth * channels, down);
  }
}

/** The plane at another size: bilinear when enlarging, area-averaged when shrinking; all of it, or what is in a window. */
export function resizePlane(
  plane: Plane,
  width: number,
  height: number,
  window: Window = { left: 0, top: 0, width, height },
): Plane {
  const out = createPlane(window.width, window.height);
  const across = cutTaps(tapsFor(plane.width, width), window.left, window.width);
  const down = cutTaps(tapsFor(plane.height, height), window.top, window.height);
  resample(plane.data, plane.width, plane.height, 1, across, down, out.data);
  return out;
}

/** The picture at another size: bilinear when enlarging, area-averaged when shrinking. */
export function resizeRaster(picture: Raster, width: number, height: number): Raster {
  const out = createRaster(width, height);
  const across = tapsFor(picture.width, width);
  const down = tapsFor(picture.height, height);
  resample(picture.data, picture.width, picture.height, 3, across, down, out.data);
  return out;
}

/** What a crop shows where the picture has ended. */
const outside = 127;

/** The taps of a stretch `[from, from + length)` that lie in `[0, limit)`, and what those beyond it add. */
function tapsWithin(
  from: number,
  length: number,
  to: number,
  limit: number,
): { readonly taps: Taps; readonly beyond: Float32Array } {
  const all = tapsFor(length, to);
  const { stride } = all;
  const start = new Int32Array(to);
  const count = new Int32Array(to);
  const weights = new Float32Array(to * stride);
  const beyond = new Float32Array(to);
  for (let i = 0; i < to; i++) {
    for (let k = 0; k < all.count[i]!; k++) {
      const w = all.weights[i * stride + k]!;
      const at = from + all.start[i]! + k;
      if (at < 0 || at >= limit) {
        beyond[i] = beyond[i]! + w * outside;
        continue;
      }
      if (count[i] === 0) start[i] = at;
      weights[i * stride + count[i]!] = w;
      count[i] = count[i]! + 1;
    }
  }
  return { taps: { start, count, weights, stride }, beyond };
}

/** The square `[left, top, left + side, top + side]` of a picture at `size` x `size`, grey outside the picture. */
export function cropSquare(picture: Raster, left: number, top: number, side: number, size: number): Raster {
  const s = Math.max(1, Math.round(side));
  const across = tapsWithin(Math.round(left), s, size, picture.width);
  const down = tapsWithin(Math.round(top), s, size, picture.height);
  const line = picture.width * 3;
  const rows = scratch(0, line * size);
  downColumns(picture.data, rows, line, down.taps);
  for (let y = 0; y < size; y++) {
    const more = down.beyond[y]!;
    if (more > 0) for (let i = y * line; i < (y + 1) * line; i++) rows[i] = rows[i]! + more;
  }
  const crop = createRaster(size, size);
  const values = scratch(1, size * size * 3);
  acrossRows(rows, values, size, picture.width, 3, across.taps);
  const { beyond } = across;
  for (let y = 0, i = 0; y < size; y++) {
    for (let x = 0; x < size; x++, i += 3) {
      const more = beyond[x]!;
      crop.data[i] = values[i]! + more;
      crop.data[i + 1] = values[i + 1]! + more;
      crop.data[i + 2] = values[i + 2]! + more;
    }
  }
  return crop;
}
