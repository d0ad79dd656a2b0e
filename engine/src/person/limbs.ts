import type { Point } from '../pixels/raster.js';
import type { Joint, Pose } from './body.js';
import type { Capsule } from './capsule.js';
import { type BodyFrame, towards } from './frame.js';

export interface Arm {
  readonly shoulder: Joint;
  readonly elbow: Joint;
  readonly wrist: Joint;
  readonly upper: Capsule;
  readonly fore: Capsule;
  readonly hand: Capsule;
}

/** Confidence below which a joint is treated as out of the picture. */
const seen = 0.15;

function arm(frame: BodyFrame, shoulder: Joint, elbow: Joint, wrist: Joint): Arm {
  const u = frame.unit;
  const reach = towards(
    elbow,
    wrist,
    1 + Math.min(1, (0.33 * u) / Math.max(1, Math.hypot(wrist.x - elbow.x, wrist.y - elbow.y))),
  );
  return {
    shoulder,
    elbow,
    wrist,
    upper: { a: shoulder, b: elbow, ra: 0.2 * u, rb: 0.15 * u },
    fore: { a: elbow, b: wrist, ra: 0.13 * u, rb: 0.09 * u },
    hand: { a: wrist, b: reach, ra: 0.1 * u, rb: 0.16 * u },
  };
}

/** Both arms as capsules, the person's left first. */
export function armsOf(pose: Pose, frame: BodyFrame): readonly [Arm, Arm] {
  return [
    arm(frame, pose.leftShoulder, pose.leftElbow, pose.leftWrist),
    arm(frame, pose.rightShoulder, pose.rightElbow, pose.rightWrist),
  ];
}

/** The capsules of an arm whose joints the network saw. */
export function seenParts(arm: Arm): readonly Capsule[] {
  if (arm.elbow.score < seen) return [];
  return arm.wrist.score < seen ? [arm.upper] : [arm.upper, arm.fore, arm.hand];
}

/** Thighs and shins whose joints the network saw; without knees the thighs hang straight down. */
export function legsOf(
  pose: Pose,
  frame: BodyFrame,
): { readonly thighs: Capsule[]; readonly shins: Capsule[] } {
  const u = frame.unit;
  const thighs: Capsule[] = [];
  const shins: Capsule[] = [];
  const half = frame.shoulderWidth * 0.28;
  const sides: readonly (readonly [Joint, Joint, Joint, number])[] = [
    [pose.leftHip, pose.leftKnee, pose.leftAnkle, half],
    [pose.rightHip, pose.rightKnee, pose.rightAnkle, -half],
  ];
  for (const [hip, knee, ankle, offset] of sides) {
    const root: Point = hip.score > 0.2 ? hip : { x: frame.midHip.x + offset, y: frame.midHip.y };
    const kneeSeen = knee.score > seen;
    const end: Point = kneeSeen
      ? knee
      : { x: root.x + frame.down.x * u * 1.1, y: root.y + frame.down.y * u * 1.1 };
    thighs.push({ a: root, b: end, ra: 0.3 * u, rb: 0.2 * u });
    if (kneeSeen && ankle.score > seen)
      shins.push({ a: knee, b: towards(knee, ankle, 1.2), ra: 0.19 * u, rb: 0.16 * u });
  }
  return { thighs, shins };
}
