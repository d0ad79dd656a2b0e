import { smoothstep } from '../pixels/plane.js';
import type { Point } from '../pixels/raster.js';
import { distance } from './frame.js';

/** Two bones measured by length from the first joint; the line goes on straight beyond both ends. */
export interface LimbAxis {
  /** From the first joint to the last, px. */
  readonly length: number;
  /** Where the middle joint lies along it, px. */
  readonly bend: number;
  at(p: number): Point;
  /** The unit vector along the limb; it turns gradually around the joint. */
  along(p: number): Point;
}

function direction(a: Point, b: Point): Point {
  const length = distance(a, b) || 1;
  return { x: (b.x - a.x) / length, y: (b.y - a.y) / length };
}

/** The axis through three joints; `soft` is how far before and after the middle one the direction turns, px. */
export function limbAxis(root: Point, middle: Point, end: Point, soft: number): LimbAxis {
  const upper = direction(root, middle);
  const lower = direction(middle, end);
  const bend = distance(root, middle);
  return {
    length: bend + distance(middle, end),
    bend,
    at: (p) =>
      p <= bend
        ? { x: root.x + upper.x * p, y: root.y + upper.y * p }
        : { x: middle.x + lower.x * (p - bend), y: middle.y + lower.y * (p - bend) },
    along: (p) => {
      const t = smoothstep(bend - soft, bend + soft, p);
      return direction(
        { x: 0, y: 0 },
        { x: upper.x + (lower.x - upper.x) * t, y: upper.y + (lower.y - upper.y) * t },
      );
    },
  };
}
