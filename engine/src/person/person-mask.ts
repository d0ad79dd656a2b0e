import type { PersonNets } from '../models/runtime.js';
import { netSize } from '../models/runtime.js';
import { clamp, createPlane, samplePlane } from '../pixels/plane.js';
import type { Plane, Raster } from '../pixels/raster.js';
import { cropSquare } from '../pixels/resize.js';
import type { Pose } from './body.js';
import { frameSquare, jointNames, type Square, squareAround } from './pose.js';

interface Look {
  readonly square: Square;
  readonly mask: Plane;
  readonly weight: number;
}

function look(nets: PersonNets, picture: Raster, square: Square, weight: number, both: boolean): Look {
  const crop = cropSquare(picture, square.left, square.top, square.side, netSize);
  const selfie = nets.selfieMask(crop.data);
  const mask = createPlane(netSize, netSize);
  if (both) {
    const body = nets.bodyMask(crop.data);
    for (let i = 0; i < mask.data.length; i++) mask.data[i] = (selfie[i]! + body[i]!) / 2;
  } else mask.data.set(selfie);
  return { square, mask, weight };
}

/**
 * Where the person is, 0..1, at the picture's size. Both segmentation networks look at the body and again, closer, at the
 * upper body; closer looks count for more but fade out towards their own edges, where they know least.
 */
export function findPersonMask(nets: PersonNets, picture: Raster, pose: Pose): Plane {
  const looks: Look[] = [look(nets, picture, frameSquare(picture), 0.04, false)];
  const whole = squareAround(pose, jointNames, 1.4);
  if (whole) looks.push(look(nets, picture, whole, 1, true));
  const upper = squareAround(pose, jointNames.slice(0, 13), 1.45);
  if (upper && (!whole || upper.side < whole.side * 0.8)) looks.push(look(nets, picture, upper, 2.5, true));
  const { width, height } = picture;
  const out = createPlane(width, height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      let sum = 0;
      let total = 0;
      for (const { square, mask, weight } of looks) {
        const u = (x + 0.5 - square.left) / square.side;
        const v = (y + 0.5 - square.top) / square.side;
        if (u < 0 || v < 0 || u > 1 || v > 1) continue;
        // A crop edge that is the picture's own edge costs no trust.
        const left = square.left <= 0 ? 1 : u;
        const right = square.left + square.side >= width ? 1 : 1 - u;
        const top = square.top <= 0 ? 1 : v;
        const bottom = square.top + square.side >= height ? 1 : 1 - v;
        const w = weight * clamp(Math.min(left, right, top, bottom) / 0.1, 0.01, 1);
        sum += w * samplePlane(mask, u * netSize, v * netSize);
        total += w;
      }
      out.data[y * width + x] = total > 0 ? sum / total : 0;
    }
  }
  return out;
}
