import { bleed } from '../pixels/bleed.js';
import { createMask, fillHoles, largestComponent, type Mask } from '../pixels/components.js';
import { labOf, labPicture } from '../pixels/lab.js';
import { erode } from '../pixels/morphology.js';
import { createPlane } from '../pixels/plane.js';
import type { Raster } from '../pixels/raster.js';
import { PreviewRefusal } from '../refusal.js';
import { measureGround, relativeToGround } from './ground.js';

/** How far a soft shadow may darken the ground, in L*. */
const shadowDepth = 24;

/**
 * Pixels that can be ground: of its hue, at most a shadow darker, and where darker then only slowly changing. A shadow
 * fades over tens of pixels; a garment's edge, even white on white, is a step of a pixel or two.
 */
function passable(apart: Float32Array, width: number, height: number, noise: number): Mask {
  const out = createMask(width, height);
  const hueLimit = 3.5 + 2 * noise;
  const sameLimit = Math.min(8, 2 + 3 * noise);
  const slopeLimit = 0.8 + 0.7 * noise;
  for (let y = 1; y < height - 1; y++) {
    for (let x = 1; x < width - 1; x++) {
      const i = (y * width + x) * 3;
      const dl = apart[i]!;
      if (dl < -shadowDepth || dl > 5 + 2 * noise) continue;
      const hue2 = apart[i + 1]! ** 2 + apart[i + 2]! ** 2;
      if (hue2 > hueLimit * hueLimit) continue;
      if (dl * dl + hue2 <= sameLimit * sameLimit) {
        out.data[y * width + x] = 1;
        continue;
      }
      const [up, down] = [i - width * 3, i + width * 3];
      const upLeft = apart[up - 3]!;
      const upRight = apart[up + 3]!;
      const downLeft = apart[down - 3]!;
      const downRight = apart[down + 3]!;
      const across = upRight + 2 * apart[i + 3]! + downRight - (upLeft + 2 * apart[i - 3]! + downLeft);
      const downwards = downLeft + 2 * apart[down]! + downRight - (upLeft + 2 * apart[up]! + upRight);
      if (across * across + downwards * downwards <= (8 * slopeLimit) ** 2) out.data[y * width + x] = 1;
    }
  }
  for (let x = 0; x < width; x++) {
    out.data[x] = out.data[width + x]!;
    out.data[(height - 1) * width + x] = out.data[(height - 2) * width + x]!;
  }
  for (let y = 0; y < height; y++) {
    out.data[y * width] = out.data[y * width + 1]!;
    out.data[y * width + width - 1] = out.data[y * width + width - 2]!;
  }
  return out;
}

/** 3 x 3 minimum; the picture's outside counts as 1. */
function shrink(mask: Mask): Mask {
  const { width, height, data } = mask;
  const out = createMask(width, height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      let all = 1;
      for (let dy = -1; dy <= 1 && all; dy++) {
        for (let dx = -1; dx <= 1; dx++) {
          const u = x + dx;
          const v = y + dy;
          if (u >= 0 && v >= 0 && u < width && v < height && !data[v * width + u]) {
            all = 0;
            break;
          }
        }
      }
      out.data[y * width + x] = all;
    }
  }
  return out;
}

/** Everything of `open` that `seeds` on the picture's edge reach, walking in 4-neighbour steps. */
function floodFromEdge(open: Mask, isSeed: (i: number) => boolean): Mask {
  const { width, height, data } = open;
  const out = createMask(width, height);
  const stack: number[] = [];
  const visit = (i: number): void => {
    if (data[i] && !out.data[i]) {
      out.data[i] = 1;
      stack.push(i);
    }
  };
  const seed = (i: number): void => {
    if (isSeed(i)) visit(i);
  };
  for (let x = 0; x < width; x++) {
    seed(x);
    seed((height - 1) * width + x);
  }
  for (let y = 0; y < height; y++) {
    seed(y * width);
    seed(y * width + width - 1);
  }
  for (let i = stack.pop(); i !== undefined; i = stack.pop()) {
    const x = i % width;
    if (x > 0) visit(i - 1);
    if (x + 1 < width) visit(i + 1);
    if (i >= width) visit(i - width);
    if (i + width < data.length) visit(i + width);
  }
  return out;
}

/**
 * Gives back to the ground what the flood left at the garment's edge because a contact shadow changes too quickly:
 * pixels of the ground's hue beside the ground that resemble it far more than the garment's own colour there. Does
 * nothing where garment and ground are alike.
 */
function reclaimShadow(
  picture: Raster,
  lab: Float32Array,
  apartFrom: Float32Array,
  noise: number,
  garment: Mask,
): void {
  const { width, height, data } = garment;
  const hard = createPlane(width, height);
  const doubtful = createPlane(width, height);
  const hueOf = (k: number): number => Math.sqrt(apartFrom[k + 1]! ** 2 + apartFrom[k + 2]! ** 2);
  for (let i = 0; i < data.length; i++) {
    hard.data[i] = data[i]!;
    doubtful.data[i] = data[i] && apartFrom[i * 3]! >= -shadowDepth && hueOf(i * 3) <= 9 + 2 * noise ? 1 : 0;
  }
  const own = bleed(picture, erode(hard, 12), doubtful);
  const stack: number[] = [];
  const visit = (i: number): void => {
    if (!data[i] || !doubtful.data[i]) return;
    const k = i * 3;
    const dl = apartFrom[k]!;
    const hue = hueOf(k);
    const [l, a, b] = labOf(own.data[k]!, own.data[k + 1]!, own.data[k + 2]!);
    const apart = Math.sqrt((lab[k]! - l) ** 2 + (lab[k + 1]! - a) ** 2 + (lab[k + 2]! - b) ** 2);
    if (apart < 9 || apart < 1.3 * Math.sqrt(dl * dl + hue * hue)) return;
    // In a narrow gap the ground takes on the garment's tint.
    if (hue > 4.5 + 2 * noise && (dl < -14 || apart < 14)) return;
    data[i] = 0;
    stack.push(i);
  };
  const spread = (i: number): void => {
    const x = i % width;
    if (x > 0) visit(i - 1);
    if (x + 1 < width) visit(i + 1);
    if (i >= width) visit(i - width);
    if (i + width < data.length) visit(i + width);
  };
  for (let i = 0; i < data.length; i++) if (!data[i]) spread(i);
  for (let i = stack.pop(); i !== undefined; i = stack.pop()) spread(i);
}

/**
 * The garment's pixels in a picture on a plain ground: what the ground, flooding in from the picture's edge through
 * its own soft shadows, does not reach. One component without holes.
 *
 * @throws PreviewRefusal `garment_not_found` when the border is not plain or what is left is under 4 % or over 93 %.
 */
export function cutFromGround(picture: Raster): Mask {
  const { width, height } = picture;
  const lab = labPicture(picture);
  const ground = measureGround(lab, width, height);
  const apart = relativeToGround(lab, width, height, ground);
  const open = passable(apart, width, height, ground.noise);
  // The flood runs where a 3 x 3 box fits, so that a one-pixel breach in an edge does not let it in.
  // It starts where the edge is surely ground, for a garment cut off by the edge may be nearly as light.
  const core = floodFromEdge(
    shrink(open),
    (i) =>
      Math.sqrt(apart[i * 3]! ** 2 + apart[i * 3 + 1]! ** 2 + apart[i * 3 + 2]! ** 2) < 5 + 3 * ground.noise,
  );
  const garment = createMask(width, height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      let reached = 0;
      for (let v = Math.max(0, y - 1); v <= Math.min(height - 1, y + 1) && !reached; v++) {
        for (let u = Math.max(0, x - 1); u <= Math.min(width - 1, x + 1); u++)
          reached |= core.data[v * width + u]!;
      }
      garment.data[y * width + x] = reached && open.data[y * width + x] ? 0 : 1;
    }
  }
  reclaimShadow(picture, lab, apart, ground.noise, garment);
  const whole = fillHoles(largestComponent(garment));
  let area = 0;
  for (const v of whole.data) area += v;
  const share = area / (width * height);
  if (share < 0.04 || share > 0.93) {
    throw new PreviewRefusal('garment_not_found', 'No garment stands out from the picture’s background.');
  }
  return whole;
}
