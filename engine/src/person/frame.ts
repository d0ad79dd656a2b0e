import { clamp } from '../pixels/plane.js';
import type { Point } from '../pixels/raster.js';
import type { Joint, Pose } from './body.js';

/** The torso's own axes, in the pixels of the pose it was made from. */
export interface BodyFrame {
  /** All body measures are multiples of it: max(shoulder width, 0.6 torso length, 1.5 head width). */
  readonly unit: number;
  readonly midShoulder: Point;
  readonly midHip: Point;
  readonly torsoLength: number;
  readonly shoulderWidth: number;
  /** Unit vector from mid-shoulder to mid-hip. */
  readonly down: Point;
  /** Unit vector across the torso, towards the picture's right. */
  readonly across: Point;
  readonly headCentre: Point;
  /** Distance between the ears, or its estimate from eyes and shoulders in a profile. */
  readonly headWidth: number;
}

export function midpoint(a: Point, b: Point): Point {
  return { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
}

export function distance(a: Point, b: Point): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}

export function towards(a: Point, b: Point, share: number): Point {
  return { x: a.x + (b.x - a.x) * share, y: a.y + (b.y - a.y) * share };
}

/** The point `by` px from `p` in a direction. */
export function offset(p: Point, direction: Point, by: number): Point {
  return { x: p.x + direction.x * by, y: p.y + direction.y * by };
}

/** The same pose in a picture `factor` times the size. */
export function scalePose(pose: Pose, factor: number): Pose {
  const scaled = Object.entries(pose).map(([name, joint]: [string, Joint]) => [
    name,
    { x: joint.x * factor, y: joint.y * factor, score: joint.score },
  ]);
  return Object.fromEntries(scaled) as Pose;
}

/** Measures the torso. Unseen hips are put where an upright body has them. */
export function bodyFrame(pose: Pose): BodyFrame {
  const midShoulder = midpoint(pose.leftShoulder, pose.rightShoulder);
  const shoulderWidth = Math.max(4, distance(pose.leftShoulder, pose.rightShoulder));
  const ears = distance(pose.leftEar, pose.rightEar);
  const eyes = distance(pose.leftEye, pose.rightEye);
  const headWidth = clamp(Math.max(ears, eyes * 1.9), shoulderWidth * 0.25, shoulderWidth * 0.8);
  const hipsSeen = pose.leftHip.score > 0.2 && pose.rightHip.score > 0.2;
  let midHip = midpoint(pose.leftHip, pose.rightHip);
  if (!hipsSeen || distance(midShoulder, midHip) < shoulderWidth * 0.5) {
    midHip = { x: midShoulder.x, y: midShoulder.y + Math.max(shoulderWidth * 1.4, headWidth * 3) };
  }
  const torsoLength = distance(midShoulder, midHip);
  const down = { x: (midHip.x - midShoulder.x) / torsoLength, y: (midHip.y - midShoulder.y) / torsoLength };
  const eyesMid = midpoint(pose.leftEye, pose.rightEye);
  return {
    unit: Math.max(shoulderWidth, torsoLength * 0.6, headWidth * 1.5),
    midShoulder,
    midHip,
    torsoLength,
    shoulderWidth,
    down,
    across: { x: down.y, y: -down.x },
    headCentre: towards(eyesMid, pose.nose, 0.4),
    headWidth,
  };
}

/** The unit vector across the torso that points to the picture's right, whichever way the person faces. */
export function rightward({ across }: BodyFrame): Point {
  return across.x >= 0 ? across : { x: -across.x, y: -across.y };
}

/** Position along the torso: 0 at mid-shoulder, 1 at mid-hip. */
export function torsoT(frame: BodyFrame, x: number, y: number): number {
  return (
    ((x - frame.midShoulder.x) * frame.down.x + (y - frame.midShoulder.y) * frame.down.y) / frame.torsoLength
  );
}
