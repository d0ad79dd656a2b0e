import { findWearer } from '../garment/find-wearer.js';
import { type Capsule, capsuleDistance } from '../person/capsule.js';
import { bodyFrame, towards } from '../person/frame.js';
import { legsOf } from '../person/limbs.js';
import { createMask, largestComponent, type Mask } from '../pixels/components.js';
import { labOf } from '../pixels/lab.js';
import { erode } from '../pixels/morphology.js';
import { createPlane } from '../pixels/plane.js';
import type { Raster } from '../pixels/raster.js';
import type { Pair } from './pairs.js';

function median(values: number[]): number {
  values.sort((a, b) => a - b);
  return values[values.length >> 1] ?? 0;
}

function borderColour(picture: Raster): readonly [number, number, number] {
  const { width, height, data } = picture;
  const channels: [number[], number[], number[]] = [[], [], []];
  for (let i = 0; i < width * height; i++) {
    const x = i % width;
    const y = (i - x) / width;
    if (Math.min(x, y, width - 1 - x, height - 1 - y) > 3) continue;
    for (let c = 0; c < 3; c++) channels[c]!.push(data[i * 3 + c]!);
  }
  return labOf(median(channels[0]), median(channels[1]), median(channels[2]));
}

/**
 * Where surely only the garment is seen in its picture, told without the engine's cut-out: what stands out from the
 * border's colour by 9 dE, a rim of it left away; on a wearer the middle of the trunk, or of
 * the thighs where trousers were announced.
 */
export async function garmentCore(picture: Raster, category: Pair['category'] = 'auto'): Promise<Mask> {
  const { width, height, data } = picture;
  const mask = createMask(width, height);
  const pose = (await findWearer(picture))?.pose;
  if (pose) {
    const frame = bodyFrame(pose);
    const { midShoulder, midHip, unit } = frame;
    const radius = unit * 0.2;
    const middle: Capsule = {
      a: towards(midShoulder, midHip, 0.3),
      b: towards(midShoulder, midHip, 0.75),
      ra: radius,
      rb: radius,
    };
    const thighs = legsOf(pose, frame).thighs.map((c) => ({ ...c, ra: c.ra * 0.4, rb: c.rb * 0.4 }));
    const core = category === 'bottoms' ? thighs : [middle];
    for (let i = 0; i < mask.data.length; i++) {
      const inside = core.some((part) => capsuleDistance(part, i % width, Math.floor(i / width)) < 1);
      mask.data[i] = inside ? 1 : 0;
    }
    return mask;
  }
  const [l, a, b] = borderColour(picture);
  for (let i = 0; i < mask.data.length; i++) {
    const lab = labOf(data[i * 3]!, data[i * 3 + 1]!, data[i * 3 + 2]!);
    mask.data[i] = Math.hypot(lab[0] - l, lab[1] - a, lab[2] - b) > 9 ? 1 : 0;
  }
  const plane = createPlane(width, height);
  plane.data.set(largestComponent(mask).data);
  mask.data.set(erode(plane, 4).data);
  return mask;
}
