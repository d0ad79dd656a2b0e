import type { Body } from '../person/body.js';
import type { BodyFrame } from '../person/frame.js';
import { distance, offset, towards } from '../person/frame.js';
import { type Arm, armsOf } from '../person/limbs.js';
import { samplePlane } from '../pixels/plane.js';
import type { Plane, Point } from '../pixels/raster.js';
import type { HemLine } from './extract-worn-hem.js';
import type { Cuff, TopLandmarks, TopSide } from './garment.js';

function unitVector(from: Point, to: Point): Point {
  const length = Math.max(1e-6, distance(from, to));
  return { x: (to.x - from.x) / length, y: (to.y - from.y) / length };
}

/** Length of the ray inside the mask, up to `limit`; gaps of up to `gap` pixels do not end it. */
export function reachOf(alpha: Plane, from: Point, direction: Point, limit: number, gap = 2): number {
  let last = 0;
  for (let d = 0; d <= limit; d += 0.5) {
    const p = offset(from, direction, d);
    if (p.x < 0 || p.y < 0 || p.x > alpha.width || p.y > alpha.height) break;
    if (samplePlane(alpha, p.x, p.y) > 0.5) last = d;
    else if (d - last > gap) break;
  }
  return last;
}

/** Row of the topmost garment pixel in a column, within bounds. */
function topmost(alpha: Plane, x: number, from: number, to: number): number | undefined {
  for (let y = Math.max(0, Math.round(from)); y < Math.min(alpha.height, to); y++) {
    if (alpha.data[y * alpha.width + Math.round(x)]! > 0.5) return y;
  }
  return undefined;
}

interface SleeveFinding {
  readonly cuff: Cuff | undefined;
  readonly long: boolean;
}

/** Follows the sleeve along the arm's bones to its end. */
function findSleeve(alpha: Plane, arm: Arm, outward: Point, unit: number): SleeveFinding {
  const bones: readonly (readonly [Point, Point, number])[] =
    arm.elbow.score > 0.15
      ? arm.wrist.score > 0.15
        ? [
            [arm.shoulder, arm.elbow, 0.2],
            [arm.elbow, arm.wrist, 0.14],
          ]
        : [[arm.shoulder, arm.elbow, 0.2]]
      : [];
  let end: { at: Point; along: Point; radius: number; share: number; bone: number } | undefined;
  for (const [bone, [a, b, radius]] of bones.entries()) {
    const along = unitVector(a, b);
    const length = distance(a, b) * (bone === bones.length - 1 ? 1.15 : 1);
    const start = bone === 0 ? 0.12 * length : 0;
    let covered = start;
    for (let d = start; d <= length; d += 1) {
      const p = offset(a, along, d);
      if (samplePlane(alpha, p.x, p.y) > 0.5) covered = d;
      else if (d - covered > unit * 0.05) break;
    }
    if (covered <= start + 1 && bone > 0) break;
    end = { at: offset(a, along, covered), along, radius: radius * unit, share: covered / length, bone };
    if (covered < length * 0.93) break;
  }
  if (!end || (end.bone === 0 && end.share < 0.22)) return { cuff: undefined, long: false };
  const normal = { x: -end.along.y, y: end.along.x };
  const side = normal.x * outward.x + normal.y * outward.y >= 0 ? 1 : -1;
  const out = { x: normal.x * side, y: normal.y * side };
  const inn = { x: -out.x, y: -out.y };
  // A little inside the cuff, so that a slanting edge does not cut the measurement short.
  const back = offset(end.at, end.along, -unit * 0.04);
  const outerReach = reachOf(alpha, back, out, end.radius * 2);
  const innerReach = reachOf(alpha, back, inn, end.radius * 1.6);
  const edge = (direction: Point, reach: number): Point => {
    const p = offset(back, direction, reach * 0.85);
    return offset(offset(back, direction, reach), end.along, reachOf(alpha, p, end.along, unit * 0.2));
  };
  return {
    cuff: { outer: edge(out, outerReach), inner: edge(inn, innerReach) },
    long: end.bone === 1 && end.share > 0.3,
  };
}

/** Distance of a point from mid-shoulder along the torso, px. */
function alongTorso(frame: BodyFrame, p: Point): number {
  return (p.x - frame.midShoulder.x) * frame.down.x + (p.y - frame.midShoulder.y) * frame.down.y;
}

/** One side of the trunk below the sleeve, and its line carried on upwards behind the sleeve. */
interface TrunkSide {
  /** Where, along the torso, sleeve and trunk part. */
  readonly crotch: number;
  /** The side line's point at a distance along the torso. */
  at(along: number): Point;
  /** The point, or its projection on to the side line if it lies in the trunk. */
  outside(p: Point): Point;
}

function trunkSide(alpha: Plane, frame: BodyFrame, outward: Point, hem: HemLine): TrunkSide {
  const u = frame.unit;
  const widthAt = (along: number): number =>
    reachOf(alpha, offset(frame.midShoulder, frame.down, along), outward, frame.shoulderWidth * 1.2);
  const bottom = alongTorso(frame, { x: frame.midHip.x, y: hem.at(frame.midHip.x) }) - u * 0.04;
  const rows: { along: number; width: number }[] = [];
  for (let along = bottom; along > u * 0.3; along -= 2) rows.push({ along, width: widthAt(along) });
  const jump = Math.max(3, u * 0.07);
  const behind = Math.max(2, Math.round((u * 0.05) / 2));
  let k = Math.min(rows.length - 1, Math.round((u * 0.15) / 2));
  while (k + behind < rows.length && rows[k + behind]!.width - rows[k]!.width < jump) k++;
  const crotch = rows[k]!.along;
  const near = rows.slice(Math.max(0, k - Math.round((u * 0.3) / 2)), k + 1);
  const meanAlong = near.reduce((sum, row) => sum + row.along, 0) / near.length;
  const meanWidth = near.reduce((sum, row) => sum + row.width, 0) / near.length;
  let cov = 0;
  let variance = 1e-6;
  for (const row of near) {
    cov += (row.along - meanAlong) * (row.width - meanWidth);
    variance += (row.along - meanAlong) ** 2;
  }
  const slope = Math.max(-0.25, Math.min(0.25, cov / variance));
  const lineWidth = (along: number): number => meanWidth + slope * (along - meanAlong);
  const at = (along: number): Point =>
    offset(offset(frame.midShoulder, frame.down, along), outward, lineWidth(along));
  return {
    crotch,
    at,
    outside: (p) => {
      const along = alongTorso(frame, p);
      const across = (p.x - frame.midShoulder.x) * outward.x + (p.y - frame.midShoulder.y) * outward.y;
      return across < lineWidth(along) ? at(Math.min(along, crotch + u * 0.02)) : p;
    },
  };
}

function findSide(
  alpha: Plane,
  arm: Arm,
  frame: BodyFrame,
  outwardSign: number,
  hem: HemLine,
): { side: TopSide; long: boolean } {
  const u = frame.unit;
  const outward = { x: frame.across.x * outwardSign, y: frame.across.y * outwardSign };
  const up = { x: -frame.down.x, y: -frame.down.y };
  const tipWay = unitVector(
    { x: 0, y: 0 },
    { x: outward.x * 0.55 + up.x * 0.85, y: outward.y * 0.55 + up.y * 0.85 },
  );
  const inside = towards(arm.shoulder, frame.midShoulder, 0.08);
  const shoulder = offset(inside, tipWay, Math.max(u * 0.04, reachOf(alpha, inside, tipWay, u * 0.35)));
  // The neckline's end is the highest point of the shoulder slope, searched from the tip inwards.
  let neck = shoulder;
  for (let share = 0.1; share <= 0.85; share += 0.02) {
    const x = shoulder.x + (frame.midShoulder.x - shoulder.x) * share;
    const y = topmost(alpha, x, shoulder.y - u * 0.5, shoulder.y + u * 0.5);
    if (y !== undefined && y < neck.y - 0.5) neck = { x, y };
  }
  const trunk = trunkSide(alpha, frame, outward, hem);
  const { cuff, long } = findSleeve(alpha, arm, outward, u);
  // Hanging sleeves hide the armpit: it lies up the trunk's side line, a fixed way below the shoulder joint.
  const jointAlong = alongTorso(frame, arm.shoulder);
  const armpit = trunk.at(Math.min(trunk.crotch, jointAlong + u * 0.34));
  const clipped = cuff && { outer: cuff.outer, inner: trunk.outside(cuff.inner) };
  const axisX = frame.midShoulder.x + (frame.midHip.x - frame.midShoulder.x) * 0.9;
  const hemRow = hem.at(axisX) - Math.max(3, u * 0.02);
  const across = reachOf(alpha, { x: axisX, y: hemRow }, outward, frame.shoulderWidth * 1.1);
  const hemX = axisX + outward.x * across;
  const hemPoint = { x: hemX, y: Math.min(alpha.height, hem.at(hemX)) };
  const side = { neck, shoulder, armpit, hem: hemPoint };
  return { side: clipped ? { ...side, cuff: clipped } : side, long };
}

/** Landmarks of a worn top: the wearer's joints say where to look, the cut-out's outline says where exactly. */
export function findWornLandmarks(body: Body, alpha: Plane, frame: BodyFrame, hem: HemLine): TopLandmarks {
  const arms = [...armsOf(body.pose, frame)].sort((a, b) => a.shoulder.x - b.shoulder.x);
  const left = findSide(alpha, arms[0]!, frame, -1, hem);
  const right = findSide(alpha, arms[1]!, frame, 1, hem);
  let neckFront: Point = towards(left.side.neck, right.side.neck, 0.5);
  for (let share = 0.25; share <= 0.75; share += 0.02) {
    const x = left.side.neck.x + (right.side.neck.x - left.side.neck.x) * share;
    const y = topmost(alpha, x, Math.min(left.side.neck.y, right.side.neck.y) - 4, frame.midHip.y);
    if (y !== undefined && y > neckFront.y) neckFront = { x, y };
  }
  const cuffs = left.side.cuff || right.side.cuff;
  const long = left.long || right.long;
  return {
    left: left.side,
    right: right.side,
    neckFront,
    sleeves: cuffs ? (long ? 'long' : 'short') : 'none',
    hood: false,
  };
}
