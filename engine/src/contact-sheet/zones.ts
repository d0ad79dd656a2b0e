import type { Body, Label } from '../person/body.js';
import { type Capsule, capsuleField } from '../person/capsule.js';
import { bodyFrame, towards } from '../person/frame.js';
import { armsOf, legsOf, seenParts } from '../person/limbs.js';
import { createMask, type Mask } from '../pixels/components.js';
import { dilate } from '../pixels/morphology.js';
import { createPlane } from '../pixels/plane.js';
import type { Plane, Point } from '../pixels/raster.js';
import type { PreviewExplanation } from '../preview.js';
import { fullLabels } from '../render/full-labels.js';

/** How far from the old and the new garment a picture may change, in body units: the reach of the drop shadow. */
const marginUnits = 0.1;

const takenOff: Readonly<Record<PreviewExplanation['category'], readonly Label[]>> = {
  tops: ['top'],
  bottoms: ['bottom'],
  'one-pieces': ['top', 'bottom'],
};

/** What the new garment covers, 0..1. */
export function coverOf({ layers, picture }: Pick<PreviewExplanation, 'layers' | 'picture'>): Plane {
  const cover = createPlane(picture.width, picture.height);
  for (const { alpha } of layers) {
    for (let i = 0; i < cover.data.length; i++) {
      if (alpha.data[i]! > cover.data[i]!) cover.data[i] = alpha.data[i]!;
    }
  }
  return cover;
}

/** Where the engine itself says that it may paint: the old garment, the new one and a margin round both. */
export function garmentZone({ body, category }: PreviewExplanation, cover: Plane): Mask {
  const labels = fullLabels(body);
  const either = createPlane(cover.width, cover.height);
  for (let i = 0; i < either.data.length; i++) {
    const old = takenOff[category].some((label) => labels[label].data[i]! > 0.1);
    either.data[i] = old || cover.data[i]! > 0.01 ? 1 : 0;
  }
  const grown = dilate(either, body.unit * marginUnits);
  return { ...createMask(cover.width, cover.height), data: Uint8Array.from(grown.data) };
}

/** Pixels within `reach` local radii of any capsule. */
export function within(body: Body, capsules: readonly Capsule[], reach = 1): Mask {
  const { width, height } = body.picture;
  const field = capsuleField(width, height, capsules, Math.max(3, reach + 1));
  const mask = createMask(width, height);
  for (let i = 0; i < mask.data.length; i++) mask.data[i] = field.data[i]! <= reach ? 1 : 0;
  return mask;
}

/** A figure's parts from its joints alone: what the engine took for cloth or skin has no say. */
export function capsulesOf(
  body: Body,
): Readonly<Record<'face' | 'hands' | 'arms' | 'trunk' | 'legs', Capsule[]>> {
  const frame = bodyFrame(body.pose);
  const u = frame.unit;
  const round = (at: Point, radius: number): Capsule => ({ a: at, b: at, ra: radius, rb: radius });
  const arms = armsOf(body.pose, frame);
  const { thighs, shins } = legsOf(body.pose, frame);
  const hips = towards(frame.midShoulder, frame.midHip, 0.9);
  return {
    face: [round(frame.headCentre, frame.headWidth * 0.42)],
    // The knuckles: a cuff may reach the wrist.
    hands: arms
      .filter(({ wrist }) => wrist.score > 0.3)
      .map(({ hand }) => round(towards(hand.a, hand.b, 0.6), 0.07 * u)),
    arms: arms.flatMap((arm) => seenParts(arm).slice(0, 2)),
    trunk: [{ a: towards(frame.midShoulder, frame.midHip, 0.12), b: hips, ra: 0.42 * u, rb: 0.4 * u }],
    legs: [...thighs, ...shins],
  };
}

/** What lies far from every part of the figure. */
export function farGround(body: Body): Mask {
  const { face, hands, arms, trunk, legs } = capsulesOf(body);
  const head = face.map((c) => ({ ...c, ra: c.ra * 2, rb: c.rb * 2 }));
  const near = within(body, [...head, ...hands, ...arms, ...trunk, ...legs], 2.2);
  return { ...near, data: near.data.map((v) => 1 - v) };
}
