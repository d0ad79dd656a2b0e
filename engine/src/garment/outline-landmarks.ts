import type { BodyFrame } from '../person/frame.js';
import { largestComponent, maskAbove } from '../pixels/components.js';
import type { Plane, Point } from '../pixels/raster.js';
import { PreviewRefusal } from '../refusal.js';
import type { TopLandmarks } from './garment.js';
import { findTopLandmarks } from './landmarks.js';

function apart(a: Point, b: Point): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}

/**
 * Landmarks of a worn top read from its outline, where arms held away from the body show it: the warp follows outlines,
 * so these fit it better than joints. `posed` (from the joints) is kept when the outline tells another story.
 */
export function preferOutline(alpha: Plane, posed: TopLandmarks, frame: BodyFrame): TopLandmarks {
  let traced: TopLandmarks;
  try {
    traced = findTopLandmarks(largestComponent(maskAbove(alpha, 0.5)));
  } catch (error) {
    if (error instanceof PreviewRefusal) return posed;
    throw error;
  }
  if (traced.sleeves !== posed.sleeves) return posed;
  for (const side of ['left', 'right'] as const) {
    const [a, b] = [traced[side], posed[side]];
    if (apart(a.shoulder, b.shoulder) > 0.3 * frame.unit || apart(a.armpit, b.armpit) > 0.5 * frame.unit)
      return posed;
    if (a.cuff && b.cuff && apart(a.cuff.outer, b.cuff.outer) > 0.4 * frame.unit) return posed;
  }
  return { ...traced, neckFront: posed.neckFront, hood: false };
}
