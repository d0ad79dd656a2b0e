import type { BottomGarment, Rung } from '../garment/garment.js';
import type { Body } from '../person/body.js';
import { torsoT } from '../person/frame.js';
import { type LegFigure, readLegs, stands } from '../person/leg-figure.js';
import { samplePlane } from '../pixels/plane.js';
import type { Layer, Plane, Point } from '../pixels/raster.js';
import { coonsPoint, mix, type PatchBoundary, straight, throughPoints } from './coons.js';
import { createWarpResult, drawMesh, type WarpMesh } from './rasterise.js';
import { rounded, scaledMesh, shrunk } from './shrink-source.js';
import { type BottomTarget, bottomTarget, seenWaist } from './targets-bottom.js';

const columns = 32;
/** How far the meshes reach past the garment's edge, garment px: its own soft edge is to end it. */
const rim = 5;

/** The bottom as it lies on the body, and where its legs go. */
export interface WarpedBottom {
  readonly layer: Layer;
  readonly figure: LegFigure;
}

function widened(rung: Rung, px: number, left = true, right = true): Rung {
  const length = Math.hypot(rung.right.x - rung.left.x, rung.right.y - rung.left.y) || 1;
  const way = { x: (rung.right.x - rung.left.x) / length, y: (rung.right.y - rung.left.y) / length };
  return {
    left: left ? { x: rung.left.x - way.x * px, y: rung.left.y - way.y * px } : rung.left,
    right: right ? { x: rung.right.x + way.x * px, y: rung.right.y + way.y * px } : rung.right,
  };
}

/** One more rung past the last, so that the hem's own curve and edge end the garment. */
function withHem(rungs: readonly Rung[], past: number): Rung[] {
  const last = rungs.at(-1)!;
  const before = rungs[rungs.length - 4]!;
  const on = (a: Point, b: Point): Point => {
    const length = Math.hypot(b.x - a.x, b.y - a.y) || 1;
    return { x: b.x + ((b.x - a.x) / length) * past, y: b.y + ((b.y - a.y) / length) * past };
  };
  return [...rungs, { left: on(before.left, last.left), right: on(before.right, last.right) }];
}

function meshOf(source: readonly (readonly Point[])[], target: readonly (readonly Point[])[]): WarpMesh {
  return { columns: source[0]!.length, rows: source.length, source: source.flat(), target: target.flat() };
}

function spread(rung: Rung): Point[] {
  return Array.from({ length: columns + 1 }, (_, c) => mix(rung.left, rung.right, c / columns));
}

function ladder(source: readonly Rung[], target: readonly Rung[]): WarpMesh {
  return meshOf(source.map(spread), target.map(spread));
}

/** Waist to crotch as one patch: its lower edge bends to where the legs begin. */
function trunkRows(rungs: readonly Rung[], low: readonly Point[]): Point[][] {
  const first = rungs[0]!;
  const boundary: PatchBoundary = {
    top: straight(first.left, first.right),
    bottom: throughPoints(low),
    left: throughPoints([...rungs.slice(0, -1).map((rung) => rung.left), low[0]!]),
    right: throughPoints([...rungs.slice(0, -1).map((rung) => rung.right), low[2]!]),
  };
  return rungs.map((_, r) =>
    Array.from({ length: columns + 1 }, (_, c) => coonsPoint(boundary, c / columns, r / (rungs.length - 1))),
  );
}

/** The hem's deepest point below its last rung, garment px. */
function hemDrop(garment: BottomGarment, rungs: readonly Rung[]): number {
  const last = rungs.at(-1)!;
  const { width, height, data } = garment.alpha;
  const from = Math.round(last.left.y);
  for (let y = height - 1; y > from; y--) {
    for (let x = Math.max(0, Math.floor(last.left.x)); x < Math.min(width, last.right.x); x++) {
      if (data[y * width + x]! > 0.5) return y + 1 - from;
    }
  }
  return 0;
}

function meshesOf(garment: BottomGarment, target: BottomTarget): WarpMesh[] {
  const { scale } = target;
  const meshes: WarpMesh[] = [];
  const grow = (rungs: readonly Rung[], by: number, left = true, right = true): Rung[] =>
    rungs.map((rung) => widened(rung, by, left, right));
  const up = (rungs: readonly Rung[], by: number): Rung[] => {
    const [a, b] = [rungs[0]!, rungs[2]!];
    const lift = (p: Point, q: Point): Point => {
      const length = Math.hypot(p.x - q.x, p.y - q.y) || 1;
      return { x: p.x + ((p.x - q.x) / length) * by, y: p.y + ((p.y - q.y) / length) * by };
    };
    return [{ left: lift(a.left, b.left), right: lift(a.right, b.right) }, ...rungs.slice(1)];
  };
  if (!garment.legs || !target.legs) {
    const past = hemDrop(garment, garment.body) + rim;
    meshes.push(
      ladder(
        withHem(grow(up(garment.body, rim), rim), past),
        withHem(grow(up(target.body, rim * scale), rim * scale), past * scale),
      ),
    );
    return meshes;
  }
  const low = (legs: readonly [readonly Rung[], readonly Rung[]], by: number): Point[] => [
    widened(legs[0][0]!, by, true, false).left,
    legs[0][0]!.right,
    widened(legs[1][0]!, by, false, true).right,
  ];
  meshes.push(
    meshOf(
      trunkRows(grow(up(garment.body, rim), rim), low(garment.legs, rim)),
      trunkRows(grow(up(target.body, rim * scale), rim * scale), low(target.legs, rim * scale)),
    ),
  );
  for (const side of [0, 1] as const) {
    const source = garment.legs[side];
    const goal = target.legs[side];
    const past = hemDrop(garment, source) + rim;
    // At the crotch both legs share a point; there nothing may be widened.
    const inner = (rungs: readonly Rung[], by: number): Rung[] =>
      rungs.map((rung, k) => {
        const ease = by * Math.min(1, k / 6);
        const outer = widened(rung, by, side === 0, side === 1);
        return widened(outer, ease, side === 1, side === 0);
      });
    meshes.push(ladder(withHem(inner(source, rim), past), withHem(inner(goal, rim * scale), past * scale)));
  }
  return meshes;
}

/** Takes away what a wider waist would show beside the top that hangs over it. */
function hideUnderTop(alpha: Plane, body: Body, figure: LegFigure): void {
  const { labels, labelScale: scale } = body;
  const { width, height, data } = labels.top;
  const hems = new Float32Array(width).fill(-1);
  const { frame } = figure;
  for (let x = 0; x < width; x++) {
    for (let y = 0; y < height; y++) {
      const t = torsoT(frame, (x + 0.5) * scale, (y + 0.5) * scale);
      if (t > 0.3 && t < 1.4 && data[y * width + x]! > 0.5) hems[x] = (y + 1) * scale;
    }
  }
  const half = 0.45 * frame.shoulderWidth;
  const middle = frame.midHip.x / scale;
  // Sleeves hang beside the trunk; only its own columns tell where the hem is.
  const from = Math.max(0, Math.ceil(middle - half / scale));
  const to = Math.min(width - 1, Math.floor(middle + half / scale));
  for (let x = 0; x < width; x++) {
    if (x < from) hems[x] = hems[from]!;
    if (x > to) hems[x] = hems[to]!;
  }
  for (let y = 0; y < alpha.height; y++) {
    for (let x = 0; x < alpha.width; x++) {
      const hem = hems[Math.min(width - 1, Math.floor(x / scale))]!;
      const i = y * alpha.width + x;
      const top = samplePlane(labels.top, (x + 0.5) / scale, (y + 0.5) / scale);
      const cloth = samplePlane(figure.cloth, (x + 0.5) / scale, (y + 0.5) / scale);
      // Only a little of it is needed under the hem's soft edge.
      if (cloth < 0.4 && y < hem && (top < 0.4 || y < hem - 0.03 * frame.unit)) alpha.data[i] = 0;
    }
  }
}

/**
 * Lays trousers, shorts or a skirt on a body: a Coons patch from waist to crotch and a ladder of rungs along each leg,
 * following the outline of what the person wears; a skirt hangs as wide as it is.
 *
 * @throws PreviewRefusal `legs_not_visible`
 */
export function warpBottom(garment: BottomGarment, body: Body): WarpedBottom {
  const figure = readLegs(body);
  const target = bottomTarget(garment, body, figure);
  const worn = garment.source === 'model';
  const masks = [worn ? rounded(garment.alpha, 2.2) : garment.alpha];
  const { source, factor } = shrunk({ picture: garment.picture, masks }, target.scale);
  const { width, height } = body.picture;
  const drawn = createWarpResult(width, height, 1);
  for (const mesh of meshesOf(garment, target)) drawMesh(source, scaledMesh(mesh, factor), drawn);
  const alpha = drawn.masks[0]!;
  if (stands(figure) && seenWaist(body, figure) === undefined) hideUnderTop(alpha, body, figure);
  return { layer: { picture: drawn.picture, alpha }, figure };
}
