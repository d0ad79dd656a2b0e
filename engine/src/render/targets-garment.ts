import type { TopGarment, TopSide } from '../garment/garment.js';
import type { Point } from '../pixels/raster.js';
import { mix } from './coons.js';
import { rayLength, type ScaledMask, smoothSeries } from './targets-rays.js';

/** Columns of the torso meshes and rows of each half, as even steps of u and v. */
export const torsoColumns = 44;
export const halfRows = 40;

/** What the warp needs to know of a garment's own shape, in garment px. */
export interface GarmentShape {
  /** Shoulder tip to shoulder tip. */
  readonly shoulderWidth: number;
  /** u of the neck points on the line from tip to tip. */
  readonly neckLeftU: number;
  readonly neckRightU: number;
  /** How far the shoulders' contour rises above the tip-neck-neck-tip line, at each column's u. */
  readonly bulge: readonly number[];
  /** Half widths of the body at each row from armpits (0) to hem (1), from its middle to either side. */
  readonly leftHalf: readonly number[];
  readonly rightHalf: readonly number[];
  /** How far the hem hangs below the line between its corners, px. */
  readonly hemDrop: number;
  /** How far a collar or hood rises above the neck line, px. */
  readonly collarRise: number;
}

/** The tip-neck-neck-tip line at u. */
export function shoulderLine(
  left: TopSide,
  right: TopSide,
  u: number,
  neckLeftU: number,
  neckRightU: number,
): Point {
  if (u <= neckLeftU) return mix(left.shoulder, left.neck, u / neckLeftU);
  if (u >= neckRightU) return mix(right.neck, right.shoulder, (u - neckRightU) / (1 - neckRightU));
  return mix(left.neck, right.neck, (u - neckLeftU) / (neckRightU - neckLeftU));
}

/** `free` is how far the body may swell beyond the armpit-hem line, as a share of its half width. */
function bodyHalf(mask: ScaledMask, left: TopSide, right: TopSide, sign: number, free: number): number[] {
  const halves: number[] = [];
  let share = 0.6;
  for (let r = 0; r <= halfRows; r++) {
    const v = r / halfRows;
    const a = mix(left.armpit, left.hem, v);
    const b = mix(right.armpit, right.hem, v);
    const width = Math.hypot(b.x - a.x, b.y - a.y);
    const along = { x: (sign * (b.x - a.x)) / width, y: (sign * (b.y - a.y)) / width };
    // Just below the armpit the ray could run on into the sleeve.
    const limit = (width / 2) * (1 + free * Math.min(1, v / 0.15));
    const found = rayLength(mask, mix(a, b, 0.5), along, limit);
    // Where a wavy hem leaves nothing in the middle, the side goes on as it was.
    if (found < 0.3 * width) halves.push(Math.max(0.3 * width, share * (width / 2)));
    else {
      share = found / (width / 2);
      halves.push(found);
    }
  }
  halves[0] = Math.hypot(right.armpit.x - left.armpit.x, right.armpit.y - left.armpit.y) / 2;
  return smoothSeries(halves, 1);
}

function drop(mask: ScaledMask, left: TopSide, right: TopSide): number {
  let deepest = 0;
  for (let c = 1; c < 24; c++) {
    const at = mix(left.hem, right.hem, c / 24);
    deepest = Math.max(
      deepest,
      rayLength(mask, { x: at.x, y: at.y - 4 }, { x: 0, y: 1 }, 0.3 * (right.hem.x - left.hem.x)) - 4,
    );
  }
  return deepest;
}

function armpitInside(mask: ScaledMask, left: TopSide, right: TopSide): boolean {
  const width = right.armpit.x - left.armpit.x;
  const out = (side: TopSide, sign: number): number =>
    rayLength(mask, { x: side.armpit.x, y: side.armpit.y + 0.08 * width }, { x: sign, y: 0 }, 0.2 * width);
  return out(left, -1) > 0.1 * width || out(right, 1) > 0.1 * width;
}

/** Measures a top along its own silhouette. */
export function garmentShape(garment: TopGarment): GarmentShape {
  const { left, right } = garment.landmarks;
  const mask: ScaledMask = { plane: garment.alpha, scale: 1 };
  const across = { x: right.shoulder.x - left.shoulder.x, y: right.shoulder.y - left.shoulder.y };
  const shoulderWidth = Math.hypot(across.x, across.y);
  const uOf = (p: Point): number =>
    ((p.x - left.shoulder.x) * across.x + (p.y - left.shoulder.y) * across.y) / shoulderWidth ** 2;
  const neckLeftU = Math.min(0.45, Math.max(0.05, uOf(left.neck)));
  const neckRightU = Math.max(0.55, Math.min(0.95, uOf(right.neck)));
  const up = { x: 0, y: -1 };
  const bulge: number[] = [];
  for (let c = 0; c <= torsoColumns; c++) {
    const u = c / torsoColumns;
    const onShoulder = u < neckLeftU || u > neckRightU;
    const at = shoulderLine(left, right, u, neckLeftU, neckRightU);
    bulge.push(
      onShoulder ? Math.max(0, rayLength(mask, { x: at.x, y: at.y + 3 }, up, 0.1 * shoulderWidth) - 3) : 0,
    );
  }
  // When the armpit lies inside the outline, arms hang against the body and rays would run on into the sleeves.
  const free = armpitInside(mask, left, right) ? 0.06 : 0.3;
  let rise = 0;
  const neckTop = Math.min(left.neck.y, right.neck.y);
  for (let c = 0; c <= 24; c++) {
    const x = left.neck.x + ((right.neck.x - left.neck.x) * c) / 24;
    let y = 0;
    while (
      y < neckTop &&
      garment.alpha.data[y * garment.alpha.width + Math.min(garment.alpha.width - 1, Math.round(x))]! < 0.5
    )
      y++;
    rise = Math.max(rise, neckTop - y);
  }
  return {
    shoulderWidth,
    neckLeftU,
    neckRightU,
    bulge: smoothSeries(bulge, 1),
    leftHalf: bodyHalf(mask, left, right, -1, free),
    rightHalf: bodyHalf(mask, left, right, 1, free),
    hemDrop: drop(mask, left, right),
    collarRise: rise,
  };
}
