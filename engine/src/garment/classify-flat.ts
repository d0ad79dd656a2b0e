import { largestComponent, type Mask } from '../pixels/components.js';
import type { Raster } from '../pixels/raster.js';
import { cutFromGround } from './background.js';

export type FlatCategory = 'tops' | 'bottoms' | 'one-pieces';

interface Row {
  readonly left: number;
  readonly right: number;
  /** Share of the row between its ends that the garment covers. */
  readonly filled: number;
}

function rowOf(mask: Mask, y: number): Row {
  const { width, data } = mask;
  let left = width;
  let right = 0;
  let count = 0;
  for (let x = 0; x < width; x++) {
    if (!data[y * width + x]) continue;
    left = Math.min(left, x);
    right = x + 1;
    count++;
  }
  return { left, right, filled: right > left ? count / (right - left) : 0 };
}

/**
 * What kind of garment a silhouette is. Trousers part into two legs; a skirt is one body that starts at a flat waist and
 * never gets much narrower; a dress has shoulders and is long for them; the rest are tops.
 */
export function classifySilhouette(mask: Mask): FlatCategory {
  const { height } = mask;
  const rows: Row[] = [];
  for (let y = 0; y < height; y++) {
    const row = rowOf(mask, y);
    if (row.right > row.left) rows.push(row);
  }
  const at = (t: number): Row => rows[Math.min(rows.length - 1, Math.round(t * (rows.length - 1)))]!;
  const span = (row: Row): number => row.right - row.left;

  let parted = 0;
  for (let t = 0.5; t < 0.97; t += 0.02) {
    const row = at(t);
    const middle = (row.left + row.right) >> 1;
    const y = Math.round(t * (rows.length - 1));
    const offset = firstRow(mask);
    if (!mask.data[(offset + y) * mask.width + middle] && row.filled < 0.97) parted++;
  }
  if (parted >= 14) return 'bottoms';

  // Shoulders reach their width within the top eighth; a waistband is as wide as it gets from the first rows on.
  const waist = span(at(0.015));
  let narrower = waist;
  let steps = 0;
  let filledTop = 0;
  for (let t = 0.02; t < 0.98; t += 0.02) {
    const previous = span(at(t - 0.02));
    narrower = Math.min(narrower, span(at(t)));
    if (Math.abs(span(at(t)) - previous) > 0.16 * waist) steps++;
  }
  for (let t = 0; t < 0.06; t += 0.01) filledTop += at(t).filled / 6;
  if (filledTop > 0.9 && narrower > 0.93 * waist && steps <= 1) return 'bottoms';

  // Length over the narrowest width between chest and hip.
  let body = Number.POSITIVE_INFINITY;
  for (let t = 0.3; t < 0.6; t += 0.02) body = Math.min(body, coreSpan(mask, t, rows.length));
  return rows.length / Math.max(1, body) > 3.1 ? 'one-pieces' : 'tops';
}

function firstRow(mask: Mask): number {
  return Math.floor(mask.data.indexOf(1) / mask.width);
}

/** Width of the run through the garment's middle at height t, which leaves hanging sleeves out. */
function coreSpan(mask: Mask, t: number, rows: number): number {
  const y = firstRow(mask) + Math.round(t * (rows - 1));
  const row = rowOf(mask, y);
  const middle = (row.left + row.right) >> 1;
  let left = middle;
  let right = middle;
  while (left > 0 && mask.data[y * mask.width + left - 1]) left--;
  while (right < mask.width && mask.data[y * mask.width + right]) right++;
  return Math.max(1, right - left);
}

/**
 * Guesses the category of a garment shown alone on a plain ground.
 *
 * @throws PreviewRefusal `garment_not_found` as `cutFromGround` does.
 */
export function classifyFlatGarment(picture: Raster, cut = cutFromGround(picture)): FlatCategory {
  return classifySilhouette(largestComponent(cut));
}
