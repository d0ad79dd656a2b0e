import { labOf } from '../pixels/lab.js';
import type { Raster } from '../pixels/raster.js';
import type { Label } from './body.js';
import type { LimbAxis } from './limb-axis.js';
import type { Labels } from './parse.js';

/** Lab distance, lightness counted half, from which a colour is another thing than the cloth above it. */
const another = 11;

/** Mean Lab of a short strip across the leg, or undefined where it is mostly ground. */
function strip(small: Raster, labels: Labels, axis: LimbAxis, p: number, half: number): number[] | undefined {
  const centre = axis.at(p);
  const along = axis.along(p);
  const sum = [0, 0, 0];
  let n = 0;
  let ground = 0;
  for (let d = -half; d <= half; d += 1) {
    const x = Math.floor(centre.x - along.y * d);
    const y = Math.floor(centre.y + along.x * d);
    if (x < 0 || y < 0 || x >= small.width || y >= small.height) continue;
    const i = y * small.width + x;
    if (labels.background.data[i]! > 0.6) ground++;
    else {
      const lab = labOf(small.data[i * 3]!, small.data[i * 3 + 1]!, small.data[i * 3 + 2]!);
      for (let c = 0; c < 3; c++) sum[c] = sum[c]! + lab[c]!;
      n++;
    }
  }
  return n > ground ? sum.map((v) => v / n) : undefined;
}

/** What covers most of the shin's upper half: cloth, or the leg's own skin. */
export function shinWear(labels: Labels, axis: LimbAxis): Extract<Label, 'bottom' | 'skin'> {
  let cloth = 0;
  let skin = 0;
  const { width, height } = labels.bottom;
  for (let s = 0.1; s < 0.6; s += 0.02) {
    const at = axis.at(axis.bend + (axis.length - axis.bend) * s);
    const x = Math.floor(at.x);
    const y = Math.floor(at.y);
    if (x < 0 || y < 0 || x >= width || y >= height) continue;
    cloth += labels.bottom.data[y * width + x]!;
    skin += labels.skin.data[y * width + x]!;
  }
  return skin > cloth ? 'skin' : 'bottom';
}

/**
 * How far down the leg the trousers (or the bare shin) go before a shoe, a sock or the ground begins: the first row
 * below the middle of the shin whose colour is lastingly another one. All lengths in px of `small`.
 */
export function shoeLine(small: Raster, labels: Labels, axis: LimbAxis, unit: number): number {
  const shin = axis.length - axis.bend;
  const half = Math.max(2, unit * 0.07);
  const seen: number[][] = [];
  for (let s = 0.05; s < 0.45; s += 0.02) {
    const lab = strip(small, labels, axis, axis.bend + shin * s, half);
    if (lab) seen.push(lab);
  }
  const usual = axis.length + 0.04 * unit;
  if (seen.length < 5) return usual;
  const reference = [0, 1, 2].map((c) => seen.map((lab) => lab[c]!).sort((a, b) => a - b)[seen.length >> 1]!);
  const end = axis.length + 0.3 * unit;
  let run = 0;
  for (let p = axis.bend + shin * 0.45; p < end; p += 1) {
    const lab = strip(small, labels, axis, p, half);
    const far = lab
      ? Math.hypot((lab[0]! - reference[0]!) * 0.5, lab[1]! - reference[1]!, lab[2]! - reference[2]!)
      : another + 1;
    // Light changes slowly along a leg and the reference follows it; a shoe comes within a step or two.
    if (far > another) run++;
    else {
      run = 0;
      if (lab) for (let c = 0; c < 3; c++) reference[c] = reference[c]! * 0.97 + lab[c]! * 0.03;
    }
    if (run >= Math.max(4, unit * 0.05)) return p - run;
  }
  return usual;
}
