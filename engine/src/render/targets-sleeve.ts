import type { TopGarment, TopSide } from '../garment/garment.js';
import { distance } from '../person/frame.js';
import { type LimbAxis, limbAxis } from '../person/limb-axis.js';
import { smoothstep } from '../pixels/plane.js';
import type { Point } from '../pixels/raster.js';
import { mix } from './coons.js';
import { maskAt, near, rayLength, type ScaledMask, smoothSeries } from './targets-rays.js';
import type { SideJoints, TorsoSideTarget, TorsoTarget, WarpBody } from './targets-torso.js';

/** Rungs of a sleeve's ladder beyond its root, and points along each rung. */
export const sleeveRungs = 56;
export const sleeveColumns = 24;

/** Both ends of every rung, from the armhole to the cuff, in garment px and photo px. */
export interface SleeveLadder {
  readonly sourceOuter: readonly Point[];
  readonly sourceInner: readonly Point[];
  readonly targetOuter: readonly Point[];
  readonly targetInner: readonly Point[];
}

function direction(a: Point, b: Point): Point {
  const length = distance(a, b) || 1;
  return { x: (b.x - a.x) / length, y: (b.y - a.y) / length };
}

/** Joints that were not seen are put where a hanging arm of usual length has them. */
function armAxis(side: SideJoints, u: number, down: Point): LimbAxis {
  const seen = 0.2;
  const elbow: Point =
    side.elbow.score > seen
      ? side.elbow
      : { x: side.shoulder.x + down.x * 0.78 * u, y: side.shoulder.y + down.y * 0.78 * u };
  const upper = direction(side.shoulder, elbow);
  const wrist: Point =
    side.wrist.score > seen && side.elbow.score > seen
      ? side.wrist
      : { x: elbow.x + upper.x * 0.62 * u, y: elbow.y + upper.y * 0.62 * u };
  return limbAxis(side.shoulder, elbow, wrist, 0.16 * u);
}

/** Usual half width of a clothed arm `p` px from the shoulder. */
function armHalf(p: number, bend: number, length: number, u: number): number {
  if (p <= bend) return u * (0.185 - 0.045 * Math.max(0, p / bend));
  return u * (0.14 - 0.045 * Math.min(1, (p - bend) / Math.max(1, length - bend)));
}

/** How far rungs reach past the silhouette, garment px, so that the cloth's own soft edge ends the sleeve. */
function rim(k: number): number {
  return 5 * Math.min(1, k / 8);
}

/** The garment's rungs: straight lines between the sleeve's edges, drawn out to its silhouette. */
function sourceRungs(
  garment: TopGarment,
  side: TopSide,
): {
  outer: Point[];
  inner: Point[];
  half: number[];
  past: number;
} {
  const mask: ScaledMask = { plane: garment.alpha, scale: 1 };
  const cuff = side.cuff!;
  const length = distance(mix(side.shoulder, side.armpit, 0.5), mix(cuff.outer, cuff.inner, 0.5));
  // Past the line between the cuff's corners as far as the cuff bulges, so that its own edge ends the sleeve.
  const out0 = direction(mix(side.shoulder, side.armpit, 0.5), mix(cuff.outer, cuff.inner, 0.5));
  let past = 0;
  for (let c = 1; c < 12; c++) {
    past = Math.max(past, rayLength(mask, mix(cuff.outer, cuff.inner, c / 12), out0, 0.12 * length + 20));
  }
  // On a wearer the bare arm's shadow would come along.
  if (garment.source === 'model') past = Math.min(past, 2);
  const last = 1 + (past + 4) / Math.max(20, length);
  const centres: Point[] = [];
  const normals: Point[] = [];
  const outward: number[] = [];
  const inward: number[] = [];
  for (let k = 0; k <= sleeveRungs; k++) {
    const t = (k / sleeveRungs) * last;
    const o = mix(side.shoulder, cuff.outer, t);
    const i = mix(side.armpit, cuff.inner, t);
    const half = distance(o, i) / 2;
    const centre = mix(o, i, 0.5);
    const normal = direction(i, o);
    const free = smoothstep(0.02, 0.3, t);
    const probe = Math.min(t, 0.985);
    const from = mix(mix(side.shoulder, cuff.outer, probe), mix(side.armpit, cuff.inner, probe), 0.5);
    const reachOut = rayLength(mask, from, normal, half * (1 + 0.7 * smoothstep(0, 0.15, t)));
    const reachIn = rayLength(mask, from, { x: -normal.x, y: -normal.y }, half * (1 + 0.5 * free));
    centres.push(centre);
    normals.push(normal);
    outward.push(near(reachOut, half, 0.7, 1.7));
    inward.push(near(reachIn, half, 1 - 0.3 * free, 1.5));
  }
  const out = smoothSeries(outward, 2);
  const back = smoothSeries(inward, 2);
  return {
    outer: centres.map((c, k) =>
      mix(
        c,
        { x: c.x + normals[k]!.x, y: c.y + normals[k]!.y },
        k === 0 ? distance(side.shoulder, c) : out[k]! + rim(k),
      ),
    ),
    inner: centres.map((c, k) =>
      mix(
        c,
        { x: c.x + normals[k]!.x, y: c.y + normals[k]!.y },
        k === 0 ? -distance(side.armpit, c) : -back[k]! - rim(k),
      ),
    ),
    half: out.map((o, k) => (o + back[k]!) / 2),
    past: past + 4,
  };
}

/** Where the old sleeve ends along the arm, px from the shoulder; 0 when there is none to be seen. */
function oldSleeveEnd(body: WarpBody, axis: LimbAxis): number {
  const step = 0.02 * body.frame.unit;
  let end = 0;
  for (let p = 0.1 * body.frame.unit; p < axis.length; p += step) {
    const c = axis.at(p);
    if (rayLength(body.top, c, axis.along(p), step) > 0) end = p;
    else if (p - end > 0.15 * body.frame.unit) break;
  }
  return end;
}

/** The ladder of one sleeve on the arm of the same picture side; undefined without a sleeve. */
export function sleeveLadder(
  garment: TopGarment,
  garmentSide: TopSide,
  body: WarpBody,
  joints: SideJoints,
  torso: TorsoTarget,
  torsoSide: TorsoSideTarget,
): SleeveLadder | undefined {
  const cuff = garmentSide.cuff;
  if (!cuff) return undefined;
  const u = body.frame.unit;
  const axis = armAxis(joints, u, body.frame.down);
  const bend = distance(joints.shoulder, joints.elbow.score > 0.2 ? joints.elbow : axis.at(0.78 * u));
  const scale = torso.scaleDown;
  const upper = axis.along(0);
  const onAxis = (p: Point): number =>
    (p.x - joints.shoulder.x) * upper.x + (p.y - joints.shoulder.y) * upper.y;
  const source = sourceRungs(garment, garmentSide);
  const tipAt = onAxis(torsoSide.tip);
  const pitAt = onAxis(torsoSide.armpit);
  let outerEnd: number;
  let innerEnd: number;
  if (garment.landmarks.sleeves === 'long') {
    outerEnd = axis.length + 0.03 * u;
    innerEnd = outerEnd;
  } else {
    outerEnd = tipAt + distance(garmentSide.shoulder, cuff.outer) * scale;
    const old = oldSleeveEnd(body, axis);
    if (old > outerEnd - 0.04 * u && old < outerEnd + 0.2 * u) outerEnd = old + 0.03 * u;
    outerEnd = Math.min(outerEnd, axis.length);
    // A cap sleeve has hardly any underside; drawn out to the outer end its cloth would smear.
    const underside = Math.max(0.06 * u, 1.5 * distance(garmentSide.armpit, cuff.inner) * scale + 0.03 * u);
    innerEnd = Math.min(Math.max(outerEnd, pitAt + 0.06 * u), pitAt + underside);
  }
  outerEnd += source.past * scale;
  innerEnd += Math.min(source.past, distance(garmentSide.armpit, cuff.inner)) * scale;
  // The normal that points to the sleeve's outer side: away from the trunk on a hanging arm, which may lie inside the
  // armpit where arms press against the body; else away from the armpit.
  const hangs = upper.x * body.frame.down.x + upper.y * body.frame.down.y > 0.5;
  const out = hangs
    ? direction(body.frame.midShoulder, joints.shoulder)
    : { x: torsoSide.tip.x - torsoSide.armpit.x, y: torsoSide.tip.y - torsoSide.armpit.y };
  const sign = out.x * upper.y - out.y * upper.x < 0 ? 1 : -1;
  const outerNormal = (p: number): Point => {
    const d = axis.along(p);
    return { x: -d.y * sign, y: d.x * sign };
  };
  const halfAt = (p: number, t: number): { out: number; in: number } => {
    const expected = armHalf(p, bend, axis.length, u);
    const c = axis.at(p);
    const n = outerNormal(p);
    // A bare arm can be measured as it is; through an old sleeve a ray may run on into the trunk.
    const bare = maskAt(body.skin, c.x, c.y) > 0.5;
    const seen = (way: number): number =>
      rayLength(bare ? body.skin : body.flesh, c, { x: n.x * way, y: n.y * way }, 0.4 * u);
    const out = near(seen(1), expected, 0.75, bare ? 1.6 : 1.2);
    const back = near(seen(-1), expected, 0.75, bare ? 1.6 : 1.15);
    // Near the armhole a rung runs along the torso, so its length says nothing of the sleeve's width.
    const own =
      Math.min(source.half[Math.round(t * sleeveRungs)]! * scale, 1.4 * expected) * smoothstep(0.1, 0.8, t);
    const ease = 0.015 * u;
    return { out: Math.max(out + ease, own), in: Math.max(back + ease, own) };
  };
  const outs: number[] = [];
  const ins: number[] = [];
  for (let k = 0; k <= sleeveRungs; k++) {
    const t = k / sleeveRungs;
    outs.push(halfAt(tipAt + (outerEnd - tipAt) * t, t).out);
    ins.push(halfAt(pitAt + (innerEnd - pitAt) * t, t).in);
  }
  const outSmooth = smoothSeries(smoothSeries(outs, 6), 6);
  const inSmooth = smoothSeries(smoothSeries(ins, 6), 6);
  const edge = (
    root: Point,
    rootAt: number,
    end: number,
    halves: readonly number[],
    way: number,
  ): Point[] => {
    const place = (k: number): Point => {
      const p = rootAt + ((end - rootAt) * k) / sleeveRungs;
      const c = axis.at(p);
      const n = outerNormal(p);
      return { x: c.x + n.x * halves[k]! * way, y: c.y + n.y * halves[k]! * way };
    };
    const stretch = Math.abs(end - rootAt);
    // The underside of a short sleeve is hardly longer than its seam: a straight line.
    if (way < 0 && stretch < 0.3 * u)
      return halves.map((_, k) => mix(root, place(sleeveRungs), k / sleeveRungs));
    const first = place(0);
    return halves.map((_, k) => {
      const q = place(k);
      const hold = 1 - smoothstep(0, (way > 0 ? 0.28 : 0.45) * u, (stretch * k) / sleeveRungs);
      return { x: q.x + (root.x - first.x) * hold, y: q.y + (root.y - first.y) * hold };
    });
  };
  /** Pushes the outer edge out to where the old sleeve or the bare shoulder ends. */
  const cover = (edgePoints: readonly Point[]): Point[] => {
    const fromJoint = direction(joints.shoulder, torsoSide.tip);
    const normals = edgePoints.map((_, k) => {
      const n = outerNormal(tipAt + ((outerEnd - tipAt) * k) / sleeveRungs);
      return direction({ x: 0, y: 0 }, mix(fromJoint, n, smoothstep(0, 0.3, k / sleeveRungs)));
    });
    const pushes = edgePoints.map((q, k) =>
      k === 0 ? 0 : rayLength(body.flesh, q, normals[k]!, 0.12 * u) + 1.5,
    );
    const smooth = smoothSeries(smoothSeries(pushes, 3), 2);
    return edgePoints.map((q, k) => {
      const by = Math.max(pushes[k]! * 0.6, smooth[k]!);
      return { x: q.x + normals[k]!.x * by, y: q.y + normals[k]!.y * by };
    });
  };
  const outerEdge = cover(edge(torsoSide.tip, tipAt, outerEnd, outSmooth, 1));
  const innerEdge = edge(torsoSide.armpit, pitAt, innerEnd, inSmooth, -1);
  const beyond = (from: Point, to: Point, k: number): Point => {
    const d = direction(from, to);
    return { x: to.x + d.x * rim(k) * scale, y: to.y + d.y * rim(k) * scale };
  };
  return {
    sourceOuter: source.outer,
    sourceInner: source.inner,
    targetOuter: outerEdge.map((q, k) => beyond(innerEdge[k]!, q, k)),
    targetInner: innerEdge.map((q, k) => beyond(outerEdge[k]!, q, k)),
  };
}
