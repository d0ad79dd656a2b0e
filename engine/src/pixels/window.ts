import { createPlane, createRaster } from './plane.js';
import type { Layer, Plane, Raster } from './raster.js';

/** A rectangle of whole pixels. */
export interface Window {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** The window that leaves nothing out. */
export function wholeOf({ width, height }: { readonly width: number; readonly height: number }): Window {
  return { left: 0, top: 0, width, height };
}

export function cropPlane(plane: Plane, window: Window): Plane {
  const out = createPlane(window.width, window.height);
  for (let y = 0; y < window.height; y++) {
    const from = (y + window.top) * plane.width + window.left;
    out.data.set(plane.data.subarray(from, from + window.width), y * window.width);
  }
  return out;
}

export function cropRaster(picture: Raster, window: Window): Raster {
  const out = createRaster(window.width, window.height);
  for (let y = 0; y < window.height; y++) {
    const from = ((y + window.top) * picture.width + window.left) * 3;
    out.data.set(picture.data.subarray(from, from + window.width * 3), y * window.width * 3);
  }
  return out;
}

export function cropLayer(layer: Layer, window: Window): Layer {
  return { picture: cropRaster(layer.picture, window), alpha: cropPlane(layer.alpha, window) };
}

/** A copy of `picture` with `patch` laid over the window. */
export function pasteRaster(picture: Raster, patch: Raster, window: Window): Raster {
  const out = { ...picture, data: picture.data.slice() };
  for (let y = 0; y < window.height; y++) {
    out.data.set(
      patch.data.subarray(y * window.width * 3, (y + 1) * window.width * 3),
      ((y + window.top) * picture.width + window.left) * 3,
    );
  }
  return out;
}

/** The smallest window that holds every pixel above `level` in any plane; undefined when there is none. */
export function boundsOf(planes: readonly Plane[], level: number): Window | undefined {
  const { width, height } = planes[0]!;
  let x0 = width;
  let x1 = 0;
  let y0 = height;
  let y1 = 0;
  for (const { data } of planes) {
    for (let y = 0; y < height; y++) {
      const row = y * width;
      let first = 0;
      while (first < width && data[row + first]! <= level) first++;
      if (first === width) continue;
      let last = width - 1;
      while (data[row + last]! <= level) last--;
      if (first < x0) x0 = first;
      if (last >= x1) x1 = last + 1;
      if (y < y0) y0 = y;
      if (y >= y1) y1 = y + 1;
    }
  }
  return x1 <= x0 ? undefined : { left: x0, top: y0, width: x1 - x0, height: y1 - y0 };
}

/** The window that holds all of `windows`, grown by `margin` px and kept in a picture of that size; all of it for none. */
export function windowOver(
  windows: readonly (Window | undefined)[],
  margin: number,
  { width, height }: { readonly width: number; readonly height: number },
): Window {
  const known = windows.filter((window) => window !== undefined);
  if (known.length === 0) return { left: 0, top: 0, width, height };
  const m = Math.round(margin);
  const left = Math.max(0, Math.min(...known.map((window) => window.left)) - m);
  const top = Math.max(0, Math.min(...known.map((window) => window.top)) - m);
  const right = Math.min(width, Math.max(...known.map((window) => window.left + window.width)) + m);
  const bottom = Math.min(height, Math.max(...known.map((window) => window.top + window.height)) + m);
  return { left, top, width: right - left, height: bottom - top };
}
