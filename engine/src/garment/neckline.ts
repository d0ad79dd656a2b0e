import { gaussianBlur } from '../pixels/blur.js';
import { createPlane, lumaOf, samplePlane, smoothstep } from '../pixels/plane.js';
import type { Plane, Point, Raster } from '../pixels/raster.js';
import type { TopLandmarks } from './garment.js';

/** Rays between the two ends of the neckline, and steps along each. */
const rays = 120;
const steps = 140;

export interface BackCollar {
  /** 1 where the inside of the garment's back shows through the neck opening; size of the garment picture. */
  readonly inside: Plane;
  /** The lowest point of the front neckline. */
  readonly front: Point;
}

/** The tops of both sides of the neck opening: the highest garment pixels left and right of its lowest point. */
function openingEnds(alpha: Plane, marks: TopLandmarks): { left: Point; right: Point; valley: Point } {
  const { width, height, data } = alpha;
  const x0 = Math.max(1, Math.floor(marks.left.neck.x - 2));
  const x1 = Math.min(width - 2, Math.ceil(marks.right.neck.x + 2));
  const tops = new Float32Array(x1 - x0 + 1);
  for (let x = x0; x <= x1; x++) {
    let y = 0;
    while (y < height - 1 && data[y * width + x]! < 0.5) y++;
    tops[x - x0] = y;
  }
  const middle = Math.round((x1 - x0) / 2);
  const third = Math.round((x1 - x0) / 5);
  let valley = middle;
  for (let i = middle - third; i <= middle + third; i++) if (tops[i]! > tops[valley]!) valley = i;
  let left = valley;
  for (let i = valley; i >= 0; i--) if (tops[i]! < tops[left]!) left = i;
  let right = valley;
  for (let i = valley; i < tops.length; i++) if (tops[i]! < tops[right]!) right = i;
  const at = (i: number): Point => ({ x: x0 + i + 0.5, y: tops[i]! });
  return { left: at(left), right: at(right), valley: at(valley) };
}

/**
 * Radii of the front neckline seen from the middle of the opening: the path of strongest change from the shaded inside
 * to the lit front, found by dynamic programming over rays. Undefined when no such edge is there.
 */
function traceNeckline(
  luma: Plane,
  alpha: Plane,
  centre: Point,
  half: number,
  deepest: number,
): Float32Array | undefined {
  const reach = half * 2.1;
  const cost = new Float32Array(rays * steps);
  const came = new Int16Array(rays * steps);
  const lift = new Float32Array(rays * steps);
  for (let k = 0; k < rays; k++) {
    const angle = (Math.PI * (k + 0.5)) / rays;
    const dx = -Math.cos(angle);
    const dy = Math.sin(angle);
    // Sideways the opening ends at its rim; downwards at what a collar's depth can be.
    const limit = 1 / Math.hypot(Math.cos(angle) / (1.22 * half), Math.sin(angle) / deepest);
    for (let s = 0; s < steps; s++) {
      const r = ((s + 0.5) / steps) * reach;
      const x = centre.x + dx * r;
      const y = centre.y + dy * r;
      const inside = samplePlane(alpha, x - dx * 3, y - dy * 3) > 0.9 && samplePlane(alpha, x, y) > 0.9;
      const rise = inside
        ? samplePlane(luma, x + dx * 2.5, y + dy * 2.5) - samplePlane(luma, x - dx * 2.5, y - dy * 2.5)
        : 0;
      lift[k * steps + s] = rise;
      let best = Number.POSITIVE_INFINITY;
      let from = s;
      if (k === 0) best = 0;
      else {
        for (let t = Math.max(0, s - 4); t <= Math.min(steps - 1, s + 4); t++) {
          const c = cost[(k - 1) * steps + t]! + 0.012 * Math.abs(t - s) ** 1.5;
          if (c < best) {
            best = c;
            from = t;
          }
        }
      }
      cost[k * steps + s] = best - Math.min(0.25, rise) - 0.0012 * s + (r > limit ? 0.8 : 0);
      came[k * steps + s] = from;
    }
  }
  let s = 0;
  for (let t = 1; t < steps; t++) {
    if (cost[(rays - 1) * steps + t]! < cost[(rays - 1) * steps + s]!) s = t;
  }
  const radii = new Float32Array(rays);
  let strength = 0;
  for (let k = rays - 1; k >= 0; k--) {
    radii[k] = ((s + 0.5) / steps) * reach;
    strength += lift[k * steps + s]!;
    s = came[k * steps + s]!;
  }
  return strength / rays > 0.035 ? radii : undefined;
}

/**
 * The part of a ghost-mannequin or flat picture that shows the inside of the garment's back through the neck opening.
 * Worn, it lies behind the neck. Falls back to a half-ellipse when inside and front look alike; undefined when the
 * silhouette has no neck opening at all.
 */
export function findBackCollar(picture: Raster, alpha: Plane, marks: TopLandmarks): BackCollar | undefined {
  const { left, right, valley } = openingEnds(alpha, marks);
  const half = (right.x - left.x) / 2;
  const depth = valley.y - (left.y + right.y) / 2;
  if (half < 8 || depth < half * 0.08) return undefined;
  const centre: Point = { x: (left.x + right.x) / 2, y: (left.y + right.y) / 2 };
  const luma = gaussianBlur(lumaOf(picture), 1.2);
  const traced = traceNeckline(luma, alpha, centre, half, depth + (marks.hood ? 1.3 : 0.65) * half);
  const deep = Math.max(depth + 0.08 * half, 0.62 * half);
  const radiusAt = (angle: number): number => {
    if (!traced) return 1 / Math.hypot(Math.cos(angle) / half, Math.sin(angle) / deep);
    const f = Math.min(rays - 1, Math.max(0, (angle / Math.PI) * rays - 0.5));
    const k = Math.min(rays - 2, Math.floor(f));
    return traced[k]! * (1 - (f - k)) + traced[k + 1]! * (f - k);
  };
  const inside = createPlane(alpha.width, alpha.height);
  const top = Math.max(0, Math.floor(Math.min(left.y, right.y) - 0.1 * half));
  let front = valley;
  for (let k = 0; k < rays; k++) {
    const angle = (Math.PI * (k + 0.5)) / rays;
    const y = centre.y + Math.sin(angle) * radiusAt(angle);
    if (y > front.y) front = { x: centre.x - Math.cos(angle) * radiusAt(angle), y };
  }
  for (let y = top; y <= Math.min(alpha.height - 1, front.y + 2); y++) {
    for (let x = Math.max(0, Math.floor(left.x - half)); x < Math.min(alpha.width, right.x + half); x++) {
      const dx = x + 0.5 - centre.x;
      const dy = Math.max(0, y + 0.5 - centre.y);
      const r = Math.hypot(dx, dy);
      const edge = radiusAt(Math.atan2(dy, -dx));
      // The transparent opening belongs to it too, or the collar's soft upper edge would stay in front.
      inside.data[y * alpha.width + x] = smoothstep(edge + 0.9, edge - 0.9, r);
    }
  }
  return { inside, front };
}
