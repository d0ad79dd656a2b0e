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

/** `capsuleDistance` at every pixel of a window where it is the smallest yet: a call a pixel would cost more than it does. */
function drawCapsule(
  { width, data }: Plane,
  { a, b, ra, rb }: Capsule,
  x0: number,
  x1: number,
  y0: number,
  y1: number,
): void {
  const dx = b.x - a.x;
  const dy = b.y - a.y;
  const length2 = dx * dx + dy * dy;
  const scale = length2 > 0 ? 1 / length2 : 0;
  for (let y = y0; y < y1; y++) {
    const py = y + 0.5 - a.y;
    for (let x = x0, i = y * width + x0; x < x1; x++, i++) {
      const px = x + 0.5 - a.x;
      const along = (px * dx + py * dy) * scale;
      const s = along < 0 ? 0 : along > 1 ? 1 : along;
      const ex = px - s * dx;
      const ey = py - s * dy;
      const d = Math.sqrt(ex * ex + ey * ey) / (ra + (rb - ra) * s);
      if (d < data[i]!) data[i] = d;
    }
  }
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
    drawCapsule(out, capsule, x0, x1, y0, y1);
  }
  return out;
}
