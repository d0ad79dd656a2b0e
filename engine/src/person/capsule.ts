import { createPlane } from '../pixels/plane.js';
import type { Plane, Point } from '../pixels/raster.js';

/** A limb: a segment whose radius runs from `ra` at `a` to `rb` at `b`, in pixels. */
export interface Capsule {
  readonly a: Point;
  readonly b: Point;
  readonly ra: number;
  readonly rb: number;
}

/** Distance from the capsule's axis in local radii: 0 on the axis, 1 on the surface. */
export function capsuleDistance(capsule: Capsule, x: number, y: number): number {
  const { a, b, ra, rb } = capsule;
  const dx = b.x - a.x;
  const dy = b.y - a.y;
  const length2 = dx * dx + dy * dy;
  let s = length2 > 0 ? ((x - a.x) * dx + (y - a.y) * dy) / length2 : 0;
  s = s < 0 ? 0 : s > 1 ? 1 : s;
  const ex = x - a.x - s * dx;
  const ey = y - a.y - s * dy;
  return Math.sqrt(ex * ex + ey * ey) / (ra + (rb - ra) * s);
}

/** The smallest distance, in local radii, to any of the capsules; `limit` where all are farther than that. */
export function capsuleField(width: number, height: number, capsules: readonly Capsule[], limit = 3): Plane {
  const out = createPlane(width, height, limit);
  for (const capsule of capsules) {
    const reach = Math.max(capsule.ra, capsule.rb) * limit;
    const x0 = Math.max(0, Math.floor(Math.min(capsule.a.x, capsule.b.x) - reach));
    const x1 = Math.min(width, Math.ceil(Math.max(capsule.a.x, capsule.b.x) + reach));
    const y0 = Math.max(0, Math.floor(Math.min(capsule.a.y, capsule.b.y) - reach));
    const y1 = Math.min(height, Math.ceil(Math.max(capsule.a.y, capsule.b.y) + reach));
    for (let y = y0; y < y1; y++) {
      for (let x = x0; x < x1; x++) {
        const d = capsuleDistance(capsule, x + 0.5, y + 0.5);
        const i = y * width + x;
        if (d < out.data[i]!) out.data[i] = d;
      }
    }
  }
  return out;
}
