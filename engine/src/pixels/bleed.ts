import { createRaster } from './plane.js';
import type { Plane, Raster } from './raster.js';

interface Level {
  readonly width: number;
  readonly height: number;
  /** Premultiplied r, g, b and the weight, four floats a pixel. */
  readonly data: Float32Array;
}

function halve(level: Level): Level {
  const width = Math.max(1, (level.width + 1) >> 1);
  const height = Math.max(1, (level.height + 1) >> 1);
  const data = new Float32Array(width * height * 4);
  for (let y = 0; y < height; y++) {
    const y0 = Math.min(level.height - 1, y * 2);
    const y1 = Math.min(level.height - 1, y * 2 + 1);
    for (let x = 0; x < width; x++) {
      const x0 = Math.min(level.width - 1, x * 2);
      const x1 = Math.min(level.width - 1, x * 2 + 1);
      const a = (y0 * level.width + x0) * 4;
      const b = (y0 * level.width + x1) * 4;
      const c = (y1 * level.width + x0) * 4;
      const d = (y1 * level.width + x1) * 4;
      const o = (y * width + x) * 4;
      const w = level.data[a + 3]! + level.data[b + 3]! + level.data[c + 3]! + level.data[d + 3]!;
      if (w <= 0) continue;
      // A mean that keeps full trust as soon as a quarter is known, so that colours travel far undiluted.
      const trust = Math.min(1, w) / w;
      for (let k = 0; k < 4; k++) {
        data[o + k] =
          (level.data[a + k]! + level.data[b + k]! + level.data[c + k]! + level.data[d + k]!) * trust;
      }
    }
  }
  return { width, height, data };
}

/** Adds the coarser level's colours where `fine` has no weight of its own, in place. */
function fillFrom(fine: Level, coarse: Level): void {
  for (let y = 0; y < fine.height; y++) {
    const fy = Math.min(coarse.height - 1, Math.max(0, (y + 0.5) / 2 - 0.5));
    const y0 = fy | 0;
    const y1 = Math.min(coarse.height - 1, y0 + 1);
    const ay = fy - y0;
    for (let x = 0; x < fine.width; x++) {
      const o = (y * fine.width + x) * 4;
      const missing = 1 - fine.data[o + 3]!;
      if (missing <= 0.002) continue;
      const fx = Math.min(coarse.width - 1, Math.max(0, (x + 0.5) / 2 - 0.5));
      const x0 = fx | 0;
      const x1 = Math.min(coarse.width - 1, x0 + 1);
      const ax = fx - x0;
      const a = (y0 * coarse.width + x0) * 4;
      const b = (y0 * coarse.width + x1) * 4;
      const c = (y1 * coarse.width + x0) * 4;
      const d = (y1 * coarse.width + x1) * 4;
      const wa = (1 - ax) * (1 - ay);
      const wb = ax * (1 - ay);
      const wc = (1 - ax) * ay;
      const wd = ax * ay;
      for (let k = 0; k < 4; k++) {
        fine.data[o + k] =
          fine.data[o + k]! +
          missing *
            (coarse.data[a + k]! * wa +
              coarse.data[b + k]! * wb +
              coarse.data[c + k]! * wc +
              coarse.data[d + k]! * wd);
      }
    }
  }
}

/** The first halving, straight from the picture: a premultiplied copy of it would be the largest level of all. */
function halvePicture(picture: Raster, known: Plane): Level {
  const width = Math.max(1, (picture.width + 1) >> 1);
  const height = Math.max(1, (picture.height + 1) >> 1);
  const data = new Float32Array(width * height * 4);
  const { data: colours } = picture;
  const { data: weights } = known;
  for (let y = 0; y < height; y++) {
    const row0 = Math.min(picture.height - 1, y * 2) * picture.width;
    const row1 = Math.min(picture.height - 1, y * 2 + 1) * picture.width;
    for (let x = 0; x < width; x++) {
      const x0 = Math.min(picture.width - 1, x * 2);
      const x1 = Math.min(picture.width - 1, x * 2 + 1);
      const a = row0 + x0;
      const b = row0 + x1;
      const c = row1 + x0;
      const d = row1 + x1;
      const wa = Math.max(0, weights[a]!);
      const wb = Math.max(0, weights[b]!);
      const wc = Math.max(0, weights[c]!);
      const wd = Math.max(0, weights[d]!);
      const w = wa + wb + wc + wd;
      if (w <= 0) continue;
      const trust = Math.min(1, w) / w;
      const o = (y * width + x) * 4;
      for (let k = 0; k < 3; k++) {
        const sum =
          colours[a * 3 + k]! * wa +
          colours[b * 3 + k]! * wb +
          colours[c * 3 + k]! * wc +
          colours[d * 3 + k]! * wd;
        data[o + k] = sum * trust;
      }
      data[o + 3] = w * trust;
    }
  }
  return { width, height, data };
}

/** The finest level, filled from the one below it only where the picture is not known, and only where it is wanted. */
function finish(picture: Raster, known: Plane, coarse: Level, wanted: Plane | undefined): Raster {
  const { width, height } = picture;
  const out = createRaster(width, height);
  const to = out.data;
  const { data: colours } = picture;
  const { data: weights } = known;
  const { data: grown } = coarse;
  for (let y = 0; y < height; y++) {
    const fy = Math.min(coarse.height - 1, Math.max(0, (y + 0.5) / 2 - 0.5));
    const y0 = fy | 0;
    const ay = fy - y0;
    const row0 = y0 * coarse.width;
    const row1 = Math.min(coarse.height - 1, y0 + 1) * coarse.width;
    for (let x = 0; x < width; x++) {
      const i = y * width + x;
      if (wanted && wanted.data[i]! <= 0) continue;
      const k = i * 3;
      const w = Math.max(0, weights[i]!);
      const missing = 1 - w;
      if (missing <= 0.002) {
        to[k] = colours[k]!;
        to[k + 1] = colours[k + 1]!;
        to[k + 2] = colours[k + 2]!;
        continue;
      }
      const fx = Math.min(coarse.width - 1, Math.max(0, (x + 0.5) / 2 - 0.5));
      const x0 = fx | 0;
      const x1 = Math.min(coarse.width - 1, x0 + 1);
      const ax = fx - x0;
      const a = (row0 + x0) * 4;
      const b = (row0 + x1) * 4;
      const c = (row1 + x0) * 4;
      const d = (row1 + x1) * 4;
      const wa = (1 - ax) * (1 - ay);
      const wb = ax * (1 - ay);
      const wc = (1 - ax) * ay;
      const wd = ax * ay;
      const share =
        w + missing * (grown[a + 3]! * wa + grown[b + 3]! * wb + grown[c + 3]! * wc + grown[d + 3]! * wd);
      if (share <= 1e-6) continue;
      for (let j = 0; j < 3; j++) {
        const near = grown[a + j]! * wa + grown[b + j]! * wb + grown[c + j]! * wc + grown[d + j]! * wd;
        to[k + j] = (colours[k + j]! * w + missing * near) / share;
      }
    }
  }
  return out;
}

/**
 * Keeps the picture where `known` is 1 and grows its colours smoothly into the rest (push-pull over a pyramid,
 * after Gortler et al., "The Lumigraph", 1996). Everything is black if nothing is known.
 *
 * @param wanted pixels at 0 stay black, which saves most of the time where few are looked at
 */
export function bleed(picture: Raster, known: Plane, wanted?: Plane): Raster {
  const levels = [halvePicture(picture, known)];
  while (levels[levels.length - 1]!.width > 1 || levels[levels.length - 1]!.height > 1) {
    levels.push(halve(levels[levels.length - 1]!));
  }
  for (let k = levels.length - 2; k >= 0; k--) fillFrom(levels[k]!, levels[k + 1]!);
  return finish(picture, known, levels[0]!, wanted);
}
