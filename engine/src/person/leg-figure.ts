import { createPlane, mapPlane, smoothstep } from '../pixels/plane.js';
import type { Plane, Point } from '../pixels/raster.js';
import { PreviewRefusal } from '../refusal.js';
import type { Body, Joint } from './body.js';
import { type Capsule, capsuleField } from './capsule.js';
import { type BodyFrame, bodyFrame, distance, midpoint, scalePose, towards } from './frame.js';
import { type LimbAxis, limbAxis } from './limb-axis.js';
import { shinWear, shoeLine } from './shoe-line.js';

/** Confidence from which a knee or hip counts as seen. */
const seen = 0.3;

export interface LegLine {
  /** Hip, knee, ankle, in photo px. */
  readonly axis: LimbAxis;
  /** Where trousers end at the shoe, or the bare leg does, px along the axis. */
  readonly shoeAt: number;
  readonly wears: 'bottom' | 'skin';
}

/** Where the legs of a body are; all lengths in photo px. */
export interface LegFigure {
  readonly frame: BodyFrame;
  /** The legs on the picture's left and right. */
  readonly left: LegLine;
  readonly right: LegLine;
  /** Where the legs part. */
  readonly crotch: Point;
  /** Cloth hangs between the legs as a skirt's does. */
  readonly skirted: boolean;
  /** What the person wears below the waist, shoes left out; at label size. */
  readonly cloth: Plane;
  /** The same or bare skin. */
  readonly flesh: Plane;
}

function legAxis(frame: BodyFrame, hip: Joint, knee: Joint, ankle: Joint): LimbAxis {
  const u = frame.unit;
  const end =
    ankle.score > 0.15
      ? ankle
      : towards(knee, hip, -Math.min(1.2, (0.95 * u) / Math.max(1, distance(hip, knee))));
  return limbAxis(hip, knee, end, 0.2 * u);
}

function scaledAxis(axis: LimbAxis, factor: number): LimbAxis {
  return {
    length: axis.length * factor,
    bend: axis.bend * factor,
    at: (p) => {
      const q = axis.at(p / factor);
      return { x: q.x * factor, y: q.y * factor };
    },
    along: (p) => axis.along(p / factor),
  };
}

/** Walks from between the knees towards the hips until it meets the body. */
function findCrotch(flesh: Plane, scale: number, frame: BodyFrame, knees: Point): Point {
  const u = frame.unit;
  const hip = frame.midHip;
  const length = distance(knees, hip) || 1;
  const way = { x: (hip.x - knees.x) / length, y: (hip.y - knees.y) / length };
  const inside = (p: Point): boolean => {
    const x = Math.floor(p.x / scale);
    const y = Math.floor(p.y / scale);
    if (x < 0 || y < 0 || x >= flesh.width || y >= flesh.height) return false;
    return flesh.data[y * flesh.width + x]! > 0.5;
  };
  let away = 0.24 * u;
  for (let d = 0; d < length; d += scale) {
    const p = { x: knees.x + way.x * d, y: knees.y + way.y * d };
    if (!inside(p)) continue;
    // Legs that touch at the knees say nothing of where they part.
    if (d > 0.15 * u) away = length - d;
    break;
  }
  const bounded = Math.min(0.5 * u, Math.max(0.1 * u, away));
  return { x: hip.x - way.x * bounded, y: hip.y - way.y * bounded };
}

/**
 * Where trousers can be: around the bones, and between them if cloth hangs there as a skirt does. A wall of the
 * trousers' colour is no part of them.
 */
function legGate(
  body: Body,
  frame: BodyFrame,
  lines: readonly LegLine[],
): { readonly gate: Plane; readonly skirted: boolean } {
  const { labels, labelScale: scale, pose } = body;
  const { width, height } = labels.bottom;
  const u = frame.unit / scale;
  const small = (p: Point): Point => ({ x: p.x / scale, y: p.y / scale });
  const knees = small(midpoint(pose.leftKnee, pose.rightKnee));
  const at = Math.floor(knees.y) * width + Math.floor(knees.x);
  const apart = distance(pose.leftKnee, pose.rightKnee) / scale;
  const skirted = apart > 0.4 * u && (labels.bottom.data[at] ?? 0) > 0.6;
  const wide = skirted ? 1.7 : 1;
  const hip = small(frame.midHip);
  const capsules: Capsule[] = [
    { a: small(towards(frame.midShoulder, frame.midHip, 0.6)), b: hip, ra: 0.5 * u, rb: 0.52 * u },
  ];
  for (const { axis, shoeAt } of lines) {
    const knee = small(axis.at(axis.bend));
    capsules.push({ a: small(axis.at(0)), b: knee, ra: 0.37 * u * wide, rb: 0.24 * u * wide });
    capsules.push({ a: knee, b: small(axis.at(shoeAt)), ra: 0.24 * u * wide, rb: 0.21 * u * wide });
  }
  if (skirted) capsules.push({ a: hip, b: knees, ra: 0.6 * u, rb: 0.7 * u });
  const field = capsuleField(width, height, capsules);
  // A flared skirt has no bones to go by.
  return { gate: mapPlane(field, (d) => (skirted ? 1 : smoothstep(1.12, 1, d))), skirted };
}

/** The cosine between thigh and trunk above which somebody stands: skirts and dresses hang, they do not bend. */
export const upright = 0.7;

/** Whether both thighs go on from the trunk. */
export function stands({ frame, left, right }: LegFigure): boolean {
  return [left, right].every(({ axis }) => {
    const d = axis.along(0);
    return d.x * frame.down.x + d.y * frame.down.y > upright;
  });
}

/** Whether hips and knees can be seen, so that the legs can be dressed. */
export function showsLegs(body: Body): boolean {
  const { leftHip, rightHip, leftKnee, rightKnee } = body.pose;
  const { height } = body.picture;
  return (
    [leftHip, rightHip, leftKnee, rightKnee].every((joint) => joint.score >= seen) &&
    Math.max(leftKnee.y, rightKnee.y) < height
  );
}

/**
 * Finds the legs of a person and where the old trousers end at the shoes.
 *
 * @throws PreviewRefusal `legs_not_visible` when hips or knees cannot be seen.
 */
export function readLegs(body: Body): LegFigure {
  if (!showsLegs(body)) {
    throw new PreviewRefusal('legs_not_visible', 'The photo does not show the legs down to the knees.');
  }
  const { pose, labels, labelScale: scale } = body;
  const frame = bodyFrame(pose);
  const { width, height } = labels.bottom;
  const { small } = body;
  const smallPose = scalePose(pose, 1 / scale);
  const smallUnit = bodyFrame(smallPose).unit;
  const line = (hip: Joint, knee: Joint, ankle: Joint): LegLine => {
    const axis = legAxis(frame, hip, knee, ankle);
    const smallAxis = scaledAxis(axis, 1 / scale);
    return {
      axis,
      shoeAt: shoeLine(small, labels, smallAxis, smallUnit) * scale,
      wears: shinWear(labels, smallAxis),
    };
  };
  const own = [
    { hip: pose.leftHip, line: line(pose.leftHip, pose.leftKnee, pose.leftAnkle) },
    { hip: pose.rightHip, line: line(pose.rightHip, pose.rightKnee, pose.rightAnkle) },
  ].sort((a, b) => a.hip.x - b.hip.x);
  const { gate, skirted } = legGate(
    body,
    frame,
    own.map((side) => side.line),
  );
  // A skirt's hem is no shoe: then the ankle has to tell.
  const settled = own.map(({ line }) =>
    skirted ? { ...line, shoeAt: line.axis.length + 0.04 * frame.unit } : line,
  );
  const left = settled[0]!;
  const right = settled[1]!;
  const cloth = createPlane(width, height);
  const flesh = createPlane(width, height);
  // Below a skirt's hem only the legs themselves are no cloth; a shoe reaches further.
  const reach = (skirted ? 0.17 : 0.75) * frame.unit;
  const ends = own.map(({ line: { axis, shoeAt } }) => {
    const p = skirted ? Math.min(shoeAt - 0.02 * frame.unit, axis.length) : shoeAt;
    return { at: axis.at(p), along: axis.along(p) };
  });
  for (let i = 0; i < cloth.data.length; i++) {
    if (gate.data[i]! <= 0) continue;
    const x = ((i % width) + 0.5) * scale;
    const y = (Math.floor(i / width) + 0.5) * scale;
    const shoe = ends.some(({ at, along }) => {
      const dx = x - at.x;
      const dy = y - at.y;
      const past = dx * along.x + dy * along.y;
      const away = skirted ? Math.abs(dx * along.y - dy * along.x) : Math.sqrt(dx * dx + dy * dy);
      return past > 0 && away < reach;
    });
    if (shoe) continue;
    cloth.data[i] = labels.bottom.data[i]! * gate.data[i]!;
    flesh.data[i] = (labels.bottom.data[i]! + labels.skin.data[i]!) * gate.data[i]!;
  }
  const knees = midpoint(pose.leftKnee, pose.rightKnee);
  return { frame, left, right, crotch: findCrotch(flesh, scale, frame, knees), skirted, cloth, flesh };
}
