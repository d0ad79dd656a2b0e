import type { Point } from '../pixels/raster.js';

/** A curve over 0..1. */
export type Curve = (t: number) => Point;

/** Four boundary curves that meet at their ends: `top` and `bottom` run left to right, `left` and `right` downwards. */
export interface PatchBoundary {
  readonly top: Curve;
  readonly bottom: Curve;
  readonly left: Curve;
  readonly right: Curve;
}

export function mix(a: Point, b: Point, t: number): Point {
  return { x: a.x + (b.x - a.x) * t, y: a.y + (b.y - a.y) * t };
}

export function straight(a: Point, b: Point): Curve {
  return (t) => mix(a, b, t);
}

/** Through the points at even steps of the parameter, linear between. */
export function throughPoints(points: readonly Point[]): Curve {
  return (t) => {
    const f = Math.min(points.length - 1, Math.max(0, t * (points.length - 1)));
    const k = Math.min(points.length - 2, Math.floor(f));
    return mix(points[k]!, points[k + 1]!, f - k);
  };
}

/**
 * The bilinearly blended Coons patch at (u, v): both rulings minus the corners' bilinear surface, so that all four
 * boundary curves are met exactly. After S. A. Coons, "Surfaces for computer-aided design of space forms", 1967.
 */
export function coonsPoint(boundary: PatchBoundary, u: number, v: number): Point {
  const top = boundary.top(u);
  const bottom = boundary.bottom(u);
  const left = boundary.left(v);
  const right = boundary.right(v);
  const a = boundary.top(0);
  const b = boundary.top(1);
  const c = boundary.bottom(0);
  const d = boundary.bottom(1);
  const along = (p: (q: Point) => number): number =>
    (1 - v) * p(top) +
    v * p(bottom) +
    (1 - u) * p(left) +
    u * p(right) -
    ((1 - u) * (1 - v) * p(a) + u * (1 - v) * p(b) + (1 - u) * v * p(c) + u * v * p(d));
  return { x: along((q) => q.x), y: along((q) => q.y) };
}
