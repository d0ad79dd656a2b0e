import { createPlane } from './plane.js';
import type { Plane } from './raster.js';
import { scratch } from './scratch.js';

/** Running maximum along rows by van Herk's two sweeps. */
function maxAlongRows(from: Float32Array, to: Float32Array, width: number, height: number, r: number): void {
  const span = 2 * r + 1;
  const padded = Math.ceil((width + 2 * r) / span) * span;
  const line = new Float32Array(padded).fill(Number.NEGATIVE_INFINITY);
  const ahead = new Float32Array(padded);
  const behind = new Float32Array(padded);
  for (let y = 0; y < height; y++) {
    const row = y * width;
    line.set(from.subarray(row, row + width), r);
    for (let start = 0; start < padded; start += span) {
      let best = Number.NEGATIVE_INFINITY;
      for (let i = start; i < start + span; i++) {
        if (line[i]! > best) best = line[i]!;
        ahead[i] = best;
      }
      best = Number.NEGATIVE_INFINITY;
      for (let i = start + span - 1; i >= start; i--) {
        if (line[i]! > best) best = line[i]!;
        behind[i] = best;
      }
    }
    for (let x = 0; x < width; x++) {
      const a = behind[x]!;
      const b = ahead[x + span - 1]!;
      to[row + x] = a > b ? a : b;
    }
  }
}

/** The same down the columns, whole rows at a time so that memory is read in order. */
function maxAlongColumns(
  from: Float32Array,
  to: Float32Array,
  width: number,
  height: number,
  r: number,
): void {
  const span = 2 * r + 1;
  const ahead = scratch(1, from.length);
  const behind = scratch(2, from.length);
  for (let y = 0; y < height; y++) {
    const row = y * width;
    if ((y + r) % span === 0) ahead.set(from.subarray(row, row + width), row);
    else {
      for (let i = row; i < row + width; i++) {
        const before = y > 0 ? ahead[i - width]! : Number.NEGATIVE_INFINITY;
        const here = from[i]!;
        ahead[i] = before > here ? before : here;
      }
    }
  }
  for (let y = height - 1; y >= 0; y--) {
    const row = y * width;
    if ((y + r) % span === span - 1 || y === height - 1) behind.set(from.subarray(row, row + width), row);
    else {
      for (let i = row; i < row + width; i++)
        behind[i] = behind[i + width]! > from[i]! ? behind[i + width]! : from[i]!;
    }
  }
  for (let y = 0; y < height; y++) {
    const first = Math.max(0, y - r);
    const last = Math.min(height - 1, y + r);
    const low = first * width;
    // At the lower edge both ends may fall into one block: the sweep from the first row then holds it all.
    const one = last < y + r && Math.floor((first + r) / span) === Math.floor((last + r) / span);
    const high = one ? low : last * width;
    const sweep = one ? behind : ahead;
    const row = y * width;
    for (let x = 0; x < width; x++) {
      const a = behind[low + x]!;
      const b = sweep[high + x]!;
      to[row + x] = a > b ? a : b;
    }
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
  dilateInto(plane.data, out.data, width, height, r);
  return out;
}

function dilateInto(from: Float32Array, to: Float32Array, width: number, height: number, r: number): void {
  const rows = scratch(0, width * height);
  maxAlongRows(from, rows, width, height, r);
  maxAlongColumns(rows, to, width, height, r);
}

/** Grey erosion: the minimum over the (2r+1) square. */
export function erode(plane: Plane, radius: number): Plane {
  const { width, height } = plane;
  const r = Math.max(0, Math.round(radius));
  const out = createPlane(width, height);
  const { data } = out;
  for (let i = 0; i < data.length; i++) data[i] = -plane.data[i]!;
  if (r > 0) dilateInto(data, data, width, height, r);
  for (let i = 0; i < data.length; i++) data[i] = -data[i]!;
  return out;
}
