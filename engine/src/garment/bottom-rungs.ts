import type { Mask } from '../pixels/components.js';
import type { Point } from '../pixels/raster.js';
import { PreviewRefusal } from '../refusal.js';
import type { BottomShape, Rung } from './garment.js';

/** Rungs between waist and crotch, and between crotch and hem; a skirt's body has as many as both together. */
export const bodyRungs = 24;
export const legRungs = 60;

/** What a flat pair of trousers, shorts or a skirt looks like, rung by rung. */
export interface BottomRungs {
  readonly shape: BottomShape;
  readonly body: readonly Rung[];
  readonly legs?: readonly [readonly Rung[], readonly Rung[]];
}

/** One row of the silhouette: its ends, and the gap between two legs if there is one. */
interface Row {
  readonly y: number;
  readonly left: number;
  readonly right: number;
  readonly gap: readonly [number, number] | undefined;
}

/** The widest gap that begins in the middle half of the row. */
function gapOf(data: Uint8Array, at: number, left: number, right: number): Row['gap'] {
  let best: [number, number] | undefined;
  const quarter = (right - left) / 4;
  for (let x = Math.ceil(left); x < right; x++) {
    if (data[at + x]) continue;
    let end = x;
    while (end < right && !data[at + end]) end++;
    const middle = (x + end) / 2;
    const inside = middle > left + quarter && middle < right - quarter;
    if (inside && end - x >= 2 && (!best || end - x > best[1] - best[0])) best = [x, end];
    x = end;
  }
  return best;
}

function rowsOf(mask: Mask): Row[] {
  const { width, height, data } = mask;
  const rows: Row[] = [];
  for (let y = 0; y < height; y++) {
    const at = y * width;
    let left = 0;
    while (left < width && !data[at + left]) left++;
    if (left === width) continue;
    let right = width;
    while (!data[at + right - 1]) right--;
    rows.push({ y, left, right, gap: gapOf(data, at, left, right) });
  }
  return rows;
}

/** The first row from which on nearly all rows part into two legs; undefined for a skirt. */
function crotchRow(rows: readonly Row[]): number | undefined {
  let parted = 0;
  let best: number | undefined;
  // A wavy hem parts too, but only at the very end; and two legs that touch here and there are still two.
  for (let i = rows.length - 1; i > rows.length * 0.12; i--) {
    if (rows[i]!.gap) parted++;
    const below = rows.length - i;
    if (rows[i]!.gap && below > rows.length * 0.08 && parted > 0.7 * below) best = i;
  }
  return best;
}

/** Rungs at even heights; `edges` gives a row's two ends. */
function rungsBetween(
  rows: readonly Row[],
  from: number,
  to: number,
  count: number,
  edges: (row: Row) => readonly [number, number] | undefined,
): Rung[] {
  const out: Rung[] = [];
  let last: readonly [number, number] | undefined;
  for (let k = 0; k <= count; k++) {
    const row = rows[Math.min(rows.length - 1, Math.round(from + ((to - from) * k) / count))]!;
    const found = edges(row) ?? last ?? [row.left, row.right];
    last = found;
    out.push({ left: { x: found[0], y: row.y + 0.5 }, right: { x: found[1], y: row.y + 0.5 } });
  }
  return out;
}

/** The last row that is nearly as wide as the widest of the lowest quarter; below it only the hem's curve hangs. */
function hemRow(rows: readonly Row[], from: number, share: number, width: (row: Row) => number): number {
  let widest = 0;
  for (let i = Math.round(from + (rows.length - from) * 0.75); i < rows.length; i++) {
    widest = Math.max(widest, width(rows[i]!));
  }
  let i = rows.length - 1;
  while (i > from + 4 && width(rows[i]!) < share * widest) i--;
  return i;
}

/** The first row that is nearly as wide as the waist: a waistband's back may stand a little above its front. */
function waistRow(rows: readonly Row[]): number {
  const reference = rows[Math.round(rows.length * 0.04)]!;
  const full = 0.88 * (reference.right - reference.left);
  return Math.max(
    0,
    rows.findIndex((row) => row.right - row.left >= full),
  );
}

/** The crotch as the point above the gap's first row. */
function crotchPoint(row: Row): Point {
  const [a, b] = row.gap ?? [(row.left + row.right) / 2, (row.left + row.right) / 2];
  return { x: (a + b) / 2, y: row.y };
}

/**
 * Reads trousers, shorts or a skirt from the silhouette of a garment shown upright from the front.
 *
 * @throws PreviewRefusal `garment_not_found` when it is too small to be read.
 */
export function readBottomRungs(mask: Mask): BottomRungs {
  const rows = rowsOf(mask);
  if (rows.length < 80) {
    throw new PreviewRefusal('garment_not_found', 'The garment is too small in its picture.');
  }
  const waist = waistRow(rows);
  const crotch = crotchRow(rows);
  const whole = (row: Row): readonly [number, number] => [row.left, row.right];
  if (crotch === undefined) {
    const hem = hemRow(rows, waist, 0.97, (row) => row.right - row.left);
    return { shape: 'skirt', body: rungsBetween(rows, waist, hem, bodyRungs + legRungs, whole) };
  }
  const fork = crotchPoint(rows[crotch]!);
  const leg = (side: 'left' | 'right'): Rung[] => {
    const edges = (row: Row): readonly [number, number] | undefined => {
      if (!row.gap) return undefined;
      return side === 'left' ? [row.left, row.gap[0]] : [row.gap[1], row.right];
    };
    const width = (row: Row): number => {
      const found = edges(row);
      return found ? found[1] - found[0] : 0;
    };
    const rungs = rungsBetween(rows, crotch, hemRow(rows, crotch, 0.85, width), legRungs, edges);
    const first = rungs[0]!;
    rungs[0] = side === 'left' ? { ...first, right: fork } : { ...first, left: fork };
    return rungs;
  };
  const legs = [leg('left'), leg('right')] as const;
  const body = rungsBetween(rows, waist, crotch, bodyRungs, whole);
  const hips = Math.max(...body.map((rung) => rung.right.x - rung.left.x));
  const length = legs[0].at(-1)!.left.y - legs[0][0]!.left.y;
  return { shape: length > 1.25 * hips ? 'trousers' : 'shorts', body, legs };
}
