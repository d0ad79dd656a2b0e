import { arcLengths } from '../pixels/contour.js';
import type { Point } from '../pixels/raster.js';

export interface CuffFinding {
  /** Path indices of the cuff's ends. */
  readonly innerAt: number;
  readonly outerAt: number;
}

function unit(a: Point, b: Point): Point {
  const length = Math.hypot(b.x - a.x, b.y - a.y) || 1;
  return { x: (b.x - a.x) / length, y: (b.y - a.y) / length };
}

/**
 * The two corners of a sleeve's end on the outline between the armpit and the neck. Of all pairs it takes the one whose
 * chord is straightest along the outline, most square to both edges of the sleeve, and furthest from the armhole.
 */
export function findCuff(
  path: readonly Point[],
  armpitAt: number,
  neckAt: number,
  torsoWidth: number,
): CuffFinding {
  const arcs = arcLengths(path);
  const total = arcs[neckAt]! - arcs[armpitAt]!;
  const step = Math.max(2, torsoWidth * 0.012);
  const at: number[] = [];
  for (let i = armpitAt, next = arcs[armpitAt]!; i <= neckAt; i++) {
    if (arcs[i]! >= next) {
      at.push(i);
      next = arcs[i]! + step;
    }
  }
  const points = at.map((i) => path[i]!);
  const armpit = path[armpitAt]!;
  const neck = path[neckAt]!;
  const root: Point = { x: armpit.x * 0.6 + neck.x * 0.4, y: armpit.y * 0.6 + neck.y * 0.4 };
  const reach = Math.max(...points.map((p) => Math.hypot(p.x - root.x, p.y - root.y)));
  // Edges are measured over a stretch long against cloth's frays, short against a cap sleeve.
  const span = Math.max(3, Math.round((0.09 * torsoWidth) / step));
  let best = -1;
  let innerAt = armpitAt;
  let outerAt = neckAt;
  for (let p = 0; p < points.length; p++) {
    // A sleeve may end beside the body: then there is no lower edge to judge the corner by.
    const stub = p <= span;
    const a = points[p]!;
    for (let q = p + 3; q < points.length - span; q++) {
      const b = points[q]!;
      const chord = Math.hypot(b.x - a.x, b.y - a.y);
      if (chord < 0.1 * torsoWidth || chord > 0.75 * torsoWidth) continue;
      const straight = chord / ((q - p) * step + 1);
      if (straight < 0.55) continue;
      const far = Math.hypot((a.x + b.x) / 2 - root.x, (a.y + b.y) / 2 - root.y) / reach;
      const along = unit(a, b);
      const lower = unit(points[Math.max(0, p - span)]!, a);
      const upper = unit(b, points[q + span]!);
      const across = 1 - Math.abs(along.x * lower.x + along.y * lower.y);
      const squareLower = stub ? Math.max(0.75, across) : across;
      const squareUpper = 1 - Math.abs(along.x * upper.x + along.y * upper.y);
      // The outline must turn back at the end: out along the lower edge, home along the upper.
      const back = Math.max(stub ? 0.6 : 0, -(lower.x * upper.x + lower.y * upper.y));
      const score =
        Math.min(1, straight) ** 2 * (0.25 + squareLower) * (0.25 + squareUpper) * (0.3 + back) * far ** 2;
      if (score > best) {
        best = score;
        innerAt = at[p]!;
        outerAt = at[q]!;
      }
    }
  }
  if (best < 0 || total <= 0) return { innerAt: armpitAt, outerAt: Math.min(neckAt, armpitAt + 1) };
  return { innerAt, outerAt };
}
