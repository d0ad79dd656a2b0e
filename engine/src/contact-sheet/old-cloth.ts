import type { Body } from '../person/body.js';
import type { Capsule } from '../person/capsule.js';
import { bodyFrame, towards } from '../person/frame.js';
import { type Arm, armsOf, seenParts } from '../person/limbs.js';
import { labOf } from '../pixels/lab.js';
import type { Plane, Raster } from '../pixels/raster.js';
import { resizePlane } from '../pixels/resize.js';
import type { PreviewExplanation } from '../preview.js';
import { capsulesOf, farGround, within } from './zones.js';

/** Width of a cell of the colour table, in Lab units. */
const cellSize = 6;
const side = 48;
/** Rarer colours are folds, seams and prints that skin and ground have too. */
const minShare = 0.004;

function cellOf(picture: Raster, i: number): number {
  const [l, a, b] = labOf(picture.data[i * 3]!, picture.data[i * 3 + 1]!, picture.data[i * 3 + 2]!);
  const at = (v: number): number => Math.min(side - 2, Math.max(1, Math.floor(v / cellSize)));
  return (at(l) * side + at(a + 140)) * side + at(b + 140);
}

/** The colours that a garment is made of, with their neighbours in the table. */
function coloursIn(photo: Raster, core: Uint8Array): Set<number> {
  const counts = new Map<number, number>();
  let total = 0;
  for (let i = 0; i < core.length; i++) {
    if (!core[i]) continue;
    const cell = cellOf(photo, i);
    counts.set(cell, (counts.get(cell) ?? 0) + 1);
    total++;
  }
  const colours = new Set<number>();
  for (const [cell, count] of counts) {
    if (count < total * minShare) continue;
    for (let dl = -1; dl <= 1; dl++) {
      for (let da = -1; da <= 1; da++) {
        for (let db = -1; db <= 1; db++) colours.add(cell + (dl * side + da) * side + db);
      }
    }
  }
  return colours;
}

/** Whether a pixel still looks as it did: a difference of at most 6 levels in every channel. */
function looksAsBefore(photo: Raster, now: Raster, i: number): boolean {
  for (let k = i * 3; k < i * 3 + 3; k++) if (Math.abs(photo.data[k]! - now.data[k]!) > 6) return false;
  return true;
}

function frontOf(arm: Arm): Capsule[] {
  return seenParts(arm).slice(1);
}

interface Part {
  /** Where surely only the old garment is seen. */
  readonly core: readonly Capsule[];
  /** Where it may be. */
  readonly region: readonly Capsule[];
}

function partsOf(body: Body, category: PreviewExplanation['category']): Part[] {
  const { trunk, arms, legs } = capsulesOf(body);
  const core = trunk.map(({ a, b, ra }) => ({
    a: towards(a, b, 0.15),
    b: towards(a, b, 0.7),
    ra: ra * 0.45,
    rb: ra * 0.45,
  }));
  const top = { core, region: [...trunk, ...arms] };
  // A long top hangs over the hips.
  const thighs = legs.slice(0, 2).map(({ a, b, ra, rb }) => ({
    a: towards(a, b, 0.35),
    b: towards(a, b, 0.9),
    ra: ra * 0.4,
    rb: rb * 0.4,
  }));
  const bottom = { core: thighs, region: legs };
  return category === 'tops' ? [top] : category === 'bottoms' ? [bottom] : [top, bottom];
}

/**
 * Share of the old garment's pixels (found by colour within the figure's outline of joints, not by the engine's labels)
 * that are seen in the result as they were, where the new garment does not cover them. Skin or ground of the old
 * garment's own colour counts too, so the figure of one pair is only to be compared with itself.
 */
export function oldClothLeft({ body, category, picture }: PreviewExplanation, cover: Plane): number {
  const photo = body.picture;
  const groundColours = coloursIn(photo, farGround(body).data);
  // Pale cloth on a pale ground: colour cannot tell them apart, there the engine's word is taken.
  const ground = resizePlane(body.labels.background, photo.width, photo.height);
  // A forearm in the lap would make skin one of the old garment's colours.
  const inFront = within(body, armsOf(body.pose, bodyFrame(body.pose)).flatMap(frontOf), 1.3).data;
  let had = 0;
  let left = 0;
  for (const { core, region } of partsOf(body, category)) {
    const colours = coloursIn(
      photo,
      within(body, core).data.map((v, i) => (inFront[i] ? 0 : v)),
    );
    const where = within(body, region, 1.15).data;
    for (let i = 0; i < where.length; i++) {
      if (!where[i]) continue;
      const cell = cellOf(photo, i);
      if (!colours.has(cell) || (ground.data[i]! > 0.5 && groundColours.has(cell))) continue;
      had++;
      if (cover.data[i]! < 0.05 && looksAsBefore(photo, picture, i)) left++;
    }
  }
  return had > 0 ? left / had : 0;
}
