import { createPlane, createRaster } from './plane.js';
import type { Layer, Plane, Raster } from './raster.js';

/** A rectangle of whole pixels. */
export interface Window {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
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

/** The smallest window that holds every pixel above `level` in any plane, grown by `margin` and kept in the picture. */
export function windowAround(planes: readonly Plane[], level: number, margin: number): Window {
  const { width, height } = planes[0]!;
  let x0 = width;
  let x1 = 0;
  let y0 = height;
  let y1 = 0;
  for (const plane of planes) {
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        if (plane.data[y * width + x]! <= level) continue;
        if (x < x0) x0 = x;
        if (x >= x1) x1 = x + 1;
        if (y < y0) y0 = y;
        if (y >= y1) y1 = y + 1;
      }
    }
  }
  if (x1 <= x0) return { left: 0, top: 0, width, height };
  const m = Math.round(margin);
  const left = Math.max(0, x0 - m);
  const top = Math.max(0, y0 - m);
  return { left, top, width: Math.min(width, x1 + m) - left, height: Math.min(height, y1 + m) - top };
}
