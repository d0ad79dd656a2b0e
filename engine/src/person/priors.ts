import { clamp, createPlane, smoothstep } from '../pixels/plane.js';
import type { Plane } from '../pixels/raster.js';
import type { Pose } from './body.js';
import { type Capsule, capsuleField } from './capsule.js';
import { type BodyFrame, midpoint, torsoT, towards } from './frame.js';
import { armsOf, legsOf, seenParts } from './limbs.js';

/** Labels a pixel of the person can carry; the background is the person mask's business. */
export type PersonLabel = 'skin' | 'hair' | 'top' | 'bottom';

export const personLabels: readonly PersonLabel[] = ['skin', 'hair', 'top', 'bottom'];

/** What the skeleton alone says: prior odds of each label, and the regions that seed the colour models. */
export interface Priors {
  readonly odds: Readonly<Record<PersonLabel, Plane>>;
  /** 0 in the middle of the face, 1 at its outline. */
  readonly face: Plane;
  /** Normalised distance to the torso's core, 1 on its surface. */
  readonly torso: Plane;
  readonly thighs: Plane;
  readonly upperArms: Plane;
  readonly forearms: Plane;
  readonly hands: Plane;
}

/** The head as an upright capsule along the face's own axis. */
function headCapsules(pose: Pose, frame: BodyFrame): { face: Capsule; head: Capsule; neck: Capsule } {
  const w = frame.headWidth;
  const c = frame.headCentre;
  const eyes = midpoint(pose.leftEye, pose.rightEye);
  const dx = pose.nose.x - eyes.x;
  const dy = pose.nose.y - eyes.y;
  const n = Math.hypot(dx, dy) || 1;
  const tilt = n > w * 0.12 ? { x: dx / n, y: dy / n } : { x: 0, y: 1 };
  // A turned head points its nose sideways; the neck below says which way is down.
  const nx = frame.midShoulder.x - c.x;
  const ny = frame.midShoulder.y - c.y;
  const m = Math.hypot(nx, ny) || 1;
  const axis = { x: tilt.x * 0.3 + (nx / m) * 0.7, y: tilt.y * 0.3 + (ny / m) * 0.7 };
  const along = (d: number) => ({ x: c.x + axis.x * d * w, y: c.y + axis.y * d * w });
  return {
    face: { a: along(-0.1), b: along(0.3), ra: w * 0.48, rb: w * 0.42 },
    head: { a: along(-0.25), b: along(0.25), ra: w * 0.72, rb: w * 0.66 },
    neck: { a: along(0.55), b: towards(c, frame.midShoulder, 1.02), ra: w * 0.36, rb: w * 0.42 },
  };
}

function inside(distance: number, soft = 0.35): number {
  return smoothstep(1 + soft, 1 - soft, distance);
}

/** The skeleton's priors on a `width` x `height` grid; `pose` and `frame` are in its pixels. */
export function skeletonPriors(width: number, height: number, pose: Pose, frame: BodyFrame): Priors {
  const u = frame.unit;
  const arms = armsOf(pose, frame);
  const legs = legsOf(pose, frame);
  const head = headCapsules(pose, frame);
  const pick = (name: 'upper' | 'fore' | 'hand'): Capsule[] =>
    arms.flatMap((arm) => (seenParts(arm).includes(arm[name]) ? [arm[name]] : []));
  const upperArms = capsuleField(width, height, pick('upper'));
  const forearms = capsuleField(width, height, pick('fore'));
  const hands = capsuleField(width, height, pick('hand'));
  const thighs = capsuleField(width, height, legs.thighs);
  const shins = capsuleField(width, height, legs.shins);
  const face = capsuleField(width, height, [head.face]);
  const skull = capsuleField(width, height, [head.head]);
  const neck = capsuleField(width, height, [head.neck]);
  const side = (shoulder: { x: number; y: number }, hip: { x: number; y: number }): Capsule => ({
    a: towards(shoulder, frame.midShoulder, 0.35),
    b: towards(hip, frame.midHip, 0.1),
    ra: 0.22 * u,
    rb: 0.26 * u,
  });
  const torso = capsuleField(width, height, [
    { a: frame.midShoulder, b: frame.midHip, ra: 0.36 * u, rb: 0.38 * u },
    side(pose.leftShoulder, pose.leftHip),
    side(pose.rightShoulder, pose.rightHip),
  ]);
  const odds = {
    skin: createPlane(width, height),
    hair: createPlane(width, height),
    top: createPlane(width, height),
    bottom: createPlane(width, height),
  };
  const w = frame.headWidth;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const i = y * width + x;
      const t = torsoT(frame, x + 0.5, y + 0.5);
      const inFace = inside(face.data[i]!, 0.25);
      const inHead = inside(skull.data[i]!, 0.3);
      const inNeck = inside(neck.data[i]!, 0.4);
      const inTorso = inside(torso.data[i]!, 0.3) * smoothstep(-0.16, 0.06, t);
      const inUpper = inside(upperArms.data[i]!);
      const inFore = inside(forearms.data[i]!, 0.6);
      const inHand = inside(hands.data[i]!, 0.5);
      const inLeg = Math.max(
        inside(thighs.data[i]!, 0.4) * smoothstep(0.86, 1.12, t),
        inside(shins.data[i]!, 0.6),
      );
      // How far below the waist; a long top may reach here, a high waistband may reach above.
      const below = smoothstep(0.8, 1.18, t);
      const far = smoothstep(1.15, 1.5, t);
      const headDistance =
        Math.sqrt((x + 0.5 - frame.headCentre.x) ** 2 + ((y + 0.5 - frame.headCentre.y) * 0.8) ** 2) /
        Math.max(1, w);
      const locks = smoothstep(2.6, 0.9, headDistance) * (1 - inFace);
      odds.skin.data[i] =
        0.02 +
        1.1 * inFace +
        0.5 * inNeck * (1 - inFace) +
        0.42 * inUpper +
        0.6 * inFore +
        0.9 * inHand +
        0.03 * inLeg;
      odds.hair.data[i] = 0.001 + 0.9 * inHead * (1 - 0.9 * inFace) + 0.1 * locks + 0.04 * inFace;
      odds.top.data[i] =
        0.015 +
        1.2 * inTorso * (1 - 0.9 * below) * (1 - inHead) +
        0.5 * inUpper +
        0.3 * inFore * (1 - 0.4 * far) +
        0.14 * inHand * (1 - far) +
        0.22 * inNeck * smoothstep(-0.3, -0.02, t);
      odds.bottom.data[i] =
        0.001 + smoothstep(0.55, 0.8, t) * (1.1 * inTorso * below + 0.9 * inLeg + 0.06 + 0.25 * far);
      // Above the shoulders nothing but head, neck and collar: a hat is hair to us, and stays untouched.
      const above = smoothstep(-0.1, -0.45, t);
      odds.top.data[i] = odds.top.data[i]! * (1 - 0.9 * above * (1 - clamp(inUpper + inFore + inHand, 0, 1)));
      odds.hair.data[i] =
        odds.hair.data[i]! + 0.25 * above * (1 - inFace) * (1 - clamp(inUpper + inFore + inHand, 0, 1));
    }
  }
  return { odds, face, torso, thighs, upperArms, forearms, hands };
}
