import { countAllocated } from './collect-garbage.js';
import type { Plane, Raster } from './raster.js';

export function createPlane(width: number, height: number, fill = 0): Plane {
  countAllocated(width * height * 4);
  const data = new Float32Array(width * height);
  if (fill !== 0) data.fill(fill);
  return { width, height, data };
}

export function createRaster(width: number, height: number): Raster {
  countAllocated(width * height * 3);
  return { width, height, data: new Uint8ClampedArray(width * height * 3) };
}

export function clamp(value: number, low: number, high: number): number {
  return value < low ? low : value > high ? high : value;
}

/** Hermite step: 0 at or below `low`, 1 at or above `high`, smooth between; `low > high` gives the falling step. */
export function smoothstep(low: number, high: number, value: number): number {
  const t = clamp((value - low) / (high - low), 0, 1);
  return t * t * (3 - 2 * t);
}

/** 1 where the plane is above `level`, else 0. */
export function above(plane: Plane, level: number): Plane {
  const out = createPlane(plane.width, plane.height);
  const { data } = plane;
  for (let i = 0; i < data.length; i++) if (data[i]! > level) out.data[i] = 1;
  return out;
}

/** A new plane of `map(value, index)`. A call a pixel is dear where a plane has a million: large ones have loops of their own. */
export function mapPlane(plane: Plane, map: (value: number, index: number) => number): Plane {
  const out = createPlane(plane.width, plane.height);
  const { data } = plane;
  for (let i = 0; i < data.length; i++) out.data[i] = map(data[i]!, i);
  return out;
}

/** Bilinear sample at a point (pixel centres at `.5`); outside the plane the nearest edge value. */
export function samplePlane(plane: Plane, x: number, y: number): number {
  const { width, height, data } = plane;
  const fx = clamp(x - 0.5, 0, width - 1);
  const fy = clamp(y - 0.5, 0, height - 1);
  const x0 = fx | 0;
  const y0 = fy | 0;
  const x1 = x0 + 1 < width ? x0 + 1 : x0;
  const y1 = y0 + 1 < height ? y0 + 1 : y0;
  const ax = fx - x0;
  const ay = fy - y0;
  const top = data[y0 * width + x0]! * (1 - ax) + data[y0 * width + x1]! * ax;
  const bottom = data[y1 * width + x0]! * (1 - ax) + data[y1 * width + x1]! * ax;
  return top * (1 - ay) + bottom * ay;
}

/** Luma (Rec. 601 weights on sRGB values), 0..1. */
export function lumaOf(picture: Raster): Plane {
  const out = createPlane(picture.width, picture.height);
  const { data } = picture;
  for (let i = 0, k = 0; i < out.data.length; i++, k += 3) {
    out.data[i] = (0.299 * data[k]! + 0.587 * data[k + 1]! + 0.114 * data[k + 2]!) / 255;
  }
  return out;
}
