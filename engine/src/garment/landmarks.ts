import type { Mask } from '../pixels/components.js';
import { arcLengths, smoothClosed, traceOutline } from '../pixels/contour.js';
import type { Point } from '../pixels/raster.js';
import { PreviewRefusal } from '../refusal.js';
import type { TopLandmarks, TopSide } from './garment.js';
import { findCuff } from './landmarks-cuff.js';

/** The torso's horizontal run of one row, `left` and `right` being pixel edges. */
interface Run {
  readonly y: number;
  readonly left: number;
  readonly right: number;
}

/** What the outline says of one side; the path runs from the bottom centre up that side to the top centre. */
interface SideFinding {
  readonly side: TopSide;
  /** The highest point of the collar or hood, or of the neckline's end. */
  readonly rim: Point;
  /** Sleeve length from the shoulder-armpit middle to the cuff's, in px; 0 without a sleeve. */
  readonly sleeveLength: number;
}

/** Rows' runs that contain the centre line, from the top row of the run nearest the bottom upwards. */
function centreRuns(mask: Mask, centre: number): Run[] {
  const { width, height, data } = mask;
  const runs: Run[] = [];
  for (let y = height - 1; y >= 0; y--) {
    const row = y * width;
    if (!data[row + centre]) {
      if (runs.length > height * 0.1) break;
      continue;
    }
    let left = centre;
    let right = centre + 1;
    while (left > 0 && data[row + left - 1]) left--;
    while (right < width && data[row + right]) right++;
    runs.push({ y, left, right });
  }
  return runs;
}

/** The middle of the garment: the median middle of the lower body's runs. */
function centreLine(mask: Mask): number {
  const { width, height, data } = mask;
  let low = width;
  let high = 0;
  let top = height;
  let bottom = 0;
  for (let i = 0; i < data.length; i++) {
    if (!data[i]) continue;
    const x = i % width;
    const y = (i - x) / width;
    low = Math.min(low, x);
    high = Math.max(high, x);
    top = Math.min(top, y);
    bottom = Math.max(bottom, y);
  }
  const middle = (low + high + 1) >> 1;
  const middles = centreRuns(mask, middle)
    .filter((run) => run.y > top + 0.5 * (bottom - top) && run.y < top + 0.9 * (bottom - top))
    .map((run) => (run.left + run.right) / 2)
    .sort((a, b) => a - b);
  return Math.round(middles[middles.length >> 1] ?? middle);
}

function argMax(path: readonly Point[], from: number, to: number, score: (p: Point) => number): number {
  let best = from;
  for (let i = from + 1; i <= to; i++) if (score(path[i]!) > score(path[best]!)) best = i;
  return best;
}

/** Index and depth of the point furthest to one side of the chord between two path points (positive: to its right). */
function furthest(
  path: readonly Point[],
  from: number,
  to: number,
  sign: number,
): { at: number; depth: number } {
  const a = path[from]!;
  const b = path[to]!;
  const length = Math.hypot(b.x - a.x, b.y - a.y) || 1;
  let at = from;
  let depth = 0;
  for (let i = from + 1; i < to; i++) {
    const p = path[i]!;
    const d = (sign * ((b.x - a.x) * (p.y - a.y) - (b.y - a.y) * (p.x - a.x))) / length;
    if (d > depth) {
      at = i;
      depth = d;
    }
  }
  return { at, depth };
}

/** Row (walking up) where the torso's run suddenly reaches out into the sleeve; -1 when it never does. */
function sleeveRow(runs: readonly Run[], edge: (run: Run) => number, height: number, width: number): number {
  const reach = Math.max(4, Math.round(height * 0.03));
  let best = -1;
  let bestJump = 0.07 * width;
  for (let i = Math.round(runs.length * 0.25); i + reach < runs.length; i++) {
    const jump = edge(runs[i]!) - edge(runs[i + reach]!);
    // The run must stay wide: a flare of the hem or hip narrows again.
    if (jump > bestJump && runs[i]!.y > runs[runs.length - 1]!.y + reach) {
      best = i;
      bestJump = jump;
    }
  }
  if (best < 0) return -1;
  // The jump window starts below the armpit: go to the last row before the edge leaves the torso's line.
  const before = edge(runs[best]!);
  let i = best;
  while (i + 1 < runs.length && before - edge(runs[i + 1]!) < 0.25 * bestJump) i++;
  return i;
}

/** Landmarks of the left side from the path and the left edges of the centre runs (mirrored for the right). */
function findSide(path: readonly Point[], runs: readonly Run[], edge: (run: Run) => number): SideFinding {
  const bottom = runs[0]!.y;
  const top = runs[runs.length - 1]!.y;
  const height =
    bottom -
    Math.min(
      top,
      path.reduce((m, p) => Math.min(m, p.y), bottom),
    );
  const lower = runs.slice(Math.round(runs.length * 0.2), Math.round(runs.length * 0.6));
  const width = lower.map((r) => r.right - r.left).sort((a, b) => a - b)[lower.length >> 1]!;
  const last = path.length - 1;

  let rise = path.findIndex((p) => p.y < bottom - 0.2 * height);
  if (rise < 0) rise = last;
  const hemAt = argMax(path, 0, rise, (p) => p.y - p.x);
  const upper = path.findIndex((p, i) => i > hemAt && p.y < bottom - 0.3 * height);

  // The rim: the outermost of the highest points on this side.
  let highest = Number.POSITIVE_INFINITY;
  for (let i = hemAt; i <= last; i++) highest = Math.min(highest, path[i]!.y);
  let rimAt = path.findIndex((p, i) => i > hemAt && p.y <= highest + 0.003 * height);
  if (rimAt < 0) rimAt = last;

  const row = sleeveRow(runs, edge, height, width);
  if (row < 0) return sleeveless(path, hemAt, Math.max(hemAt, upper), rimAt, height);
  const jump: Point = { x: edge(runs[row]!), y: runs[row]!.y };
  let near = hemAt;
  for (let i = hemAt; i < rimAt; i++) {
    const p = path[i]!;
    const q = path[near]!;
    if (Math.hypot(p.x - jump.x, p.y - jump.y) < Math.hypot(q.x - jump.x, q.y - jump.y)) near = i;
  }
  const window = Math.round(0.06 * height);
  const armpitAt = argMax(
    path,
    Math.max(hemAt, near - window),
    Math.min(rimAt - 1, near + window),
    (p) => p.x - p.y,
  );

  // Where the collar or hood stands on the shoulder, if there is one; else the neck is the rim itself.
  const arcs = arcLengths(path);
  const beside = (from: number, length: number): number => {
    let i = from;
    while (i > armpitAt && arcs[from]! - arcs[i]! < length) i--;
    return i;
  };
  const stand = furthest(path, beside(rimAt, 0.45 * width), rimAt, 1);
  const neckAt = stand.depth > 0.012 * height ? stand.at : rimAt;
  const cuff = findCuff(path, armpitAt, neckAt, width);
  const shoulderFrom = Math.max(cuff.outerAt, beside(neckAt, 0.75 * width));
  const shoulderAt = furthest(path, shoulderFrom, neckAt, -1).at;
  const shoulder = path[shoulderAt]!;
  const armpit = path[armpitAt]!;
  const outer = path[cuff.outerAt]!;
  const inner = path[cuff.innerAt]!;
  const sleeveLength = Math.hypot(
    (outer.x + inner.x - shoulder.x - armpit.x) / 2,
    (outer.y + inner.y - shoulder.y - armpit.y) / 2,
  );
  return {
    side: { neck: path[neckAt]!, shoulder, armpit, hem: path[hemAt]!, cuff: { outer, inner } },
    rim: path[rimAt]!,
    sleeveLength,
  };
}

/** A side without a sleeve: the armhole's lower corner and the strap's outer end. */
function sleeveless(
  path: readonly Point[],
  hemAt: number,
  upper: number,
  rimAt: number,
  height: number,
): SideFinding {
  // The strap ends at the neckline: the innermost of the highest points.
  const top = path[rimAt]!.y + 0.01 * height;
  let neckAt = rimAt;
  while (neckAt + 1 < path.length && path[neckAt + 1]!.y <= top) neckAt++;
  const armpitAt = argMax(path, upper, Math.max(upper, rimAt - 1), (p) => -p.x - 0.12 * p.y);
  const shoulderAt = argMax(path, armpitAt, neckAt, (p) => -0.4 * p.x - 0.9 * p.y);
  return {
    side: {
      neck: path[neckAt]!,
      shoulder: path[shoulderAt]!,
      armpit: path[armpitAt]!,
      hem: path[hemAt]!,
    },
    rim: path[neckAt]!,
    sleeveLength: 0,
  };
}

function mirrored(p: Point, width: number): Point {
  return { x: width - p.x, y: p.y };
}

function mirroredSide(side: TopSide, width: number): TopSide {
  const turned = {
    neck: mirrored(side.neck, width),
    shoulder: mirrored(side.shoulder, width),
    armpit: mirrored(side.armpit, width),
    hem: mirrored(side.hem, width),
  };
  if (!side.cuff) return turned;
  return {
    ...turned,
    cuff: { outer: mirrored(side.cuff.outer, width), inner: mirrored(side.cuff.inner, width) },
  };
}

/**
 * Landmarks of an upright, frontal top from its silhouette alone. `neckFront` is the top of the silhouette on the centre
 * line; the inside of a visible back collar still counts as garment there.
 *
 * @throws PreviewRefusal `garment_not_found` when the silhouette is not that of a top.
 */
export function findTopLandmarks(mask: Mask): TopLandmarks {
  const { width } = mask;
  const centre = centreLine(mask);
  const runs = centreRuns(mask, centre);
  const outline = smoothClosed(traceOutline(mask), 3);
  if (runs.length < 40 || outline.length < 200) {
    throw new PreviewRefusal('garment_not_found', 'The garment is too small in its picture.');
  }
  let bottomAt = -1;
  let topAt = -1;
  for (let i = 0; i < outline.length; i++) {
    if (Math.abs(outline[i]!.x - centre) > 1.5) continue;
    if (bottomAt < 0 || outline[i]!.y > outline[bottomAt]!.y) bottomAt = i;
    if (topAt < 0 || outline[i]!.y < outline[topAt]!.y) topAt = i;
  }
  // Clockwise on screen: from the bottom centre the path climbs the left side first.
  const around = [...outline.slice(bottomAt), ...outline.slice(0, bottomAt)];
  const split = (topAt - bottomAt + outline.length) % outline.length;
  const leftPath = around.slice(0, split + 1);
  const rightPath = [around[0]!, ...around.slice(split).reverse()].map((p) => mirrored(p, width));
  const left = findSide(leftPath, runs, (run) => run.left);
  const right = findSide(rightPath, runs, (run) => width - run.right);
  const rightSide = mirroredSide(right.side, width);

  const body = (left.side.hem.y + rightSide.hem.y - left.side.shoulder.y - rightSide.shoulder.y) / 2;
  const sleeve = (left.sleeveLength + right.sleeveLength) / 2;
  const stand = (left.side.neck.y - left.rim.y + rightSide.neck.y - right.rim.y) / 2;
  const sleeves = sleeve === 0 ? 'none' : sleeve / body > 0.45 ? 'long' : 'short';
  return {
    left: left.side,
    right: rightSide,
    neckFront: outline[topAt]!,
    sleeves,
    hood: stand > 0.1 * body,
  };
}
