import type { Body, Label } from '../person/body.js';
import { type BodyFrame, torsoT } from '../person/frame.js';
import { labOf } from '../pixels/lab.js';
import { median } from '../pixels/median.js';
import { clamp } from '../pixels/plane.js';
import type { Plane } from '../pixels/raster.js';

/** The lower edge of a worn top. */
export interface HemLine {
  /** Its height (y, px) at a column. */
  at(x: number): number;
  /** Whether the column lies below the trunk, where the hem ends the garment. */
  spans(x: number): boolean;
}

/** Lab distance below which top and trousers look alike, so that only an edge can tell them apart. */
const alike = 16;

/** Mean L* below which a top is too dark to be told from trousers by its colour. */
const darkLightness = 30;

/** Mean Lab colour of a strip of rows across the trunk. */
function stripColour(body: Body, x0: number, x1: number, y: number): [number, number, number] {
  const sum: [number, number, number] = [0, 0, 0];
  const { width, height, data } = body.picture;
  let n = 0;
  const row = clamp(Math.round(y), 0, height - 1);
  for (let x = Math.max(0, Math.round(x0)); x < Math.min(width, x1); x++) {
    const k = (row * width + x) * 3;
    const lab = labOf(data[k]!, data[k + 1]!, data[k + 2]!);
    for (let c = 0; c < 3; c++) sum[c] = sum[c]! + lab[c]!;
    n++;
  }
  return [sum[0] / Math.max(1, n), sum[1] / Math.max(1, n), sum[2] / Math.max(1, n)];
}

function labDistance(a: readonly number[], b: readonly number[]): number {
  return Math.hypot(a[0]! - b[0]!, a[1]! - b[1]!, a[2]! - b[2]!);
}

/** The strongest horizontal edge near an uncertain hem; belts and pockets lie below the hem, so upwards is favoured. */
function edgeNear(body: Body, frame: BodyFrame, x0: number, x1: number, guess: number): number {
  const expected = guess - frame.torsoLength * 0.05;
  const spread = frame.torsoLength * 0.09;
  const last = Math.min(body.picture.height - 3, expected + spread * 2);
  let best = guess;
  let bestScore = 1;
  for (let y = Math.round(expected - spread * 2); y <= last; y++) {
    const step = labDistance(stripColour(body, x0, x1, y - 2), stripColour(body, x0, x1, y + 2));
    const score = step * Math.exp(-(((y - expected) / spread) ** 2));
    if (score > bestScore) {
      best = y;
      bestScore = score;
    }
  }
  return best;
}

/**
 * The first horizontal edge below the waist of a dark top, which runs over into dark trousers without a change of colour:
 * the hem's own shadow is all there is to see. Undefined where the cloth is too uneven, or no edge stands out.
 */
function firstDarkEdge(body: Body, frame: BodyFrame, x0: number, x1: number): number | undefined {
  const row = (t: number): number => Math.round(frame.midShoulder.y + t * frame.torsoLength);
  const reach = Math.max(2, frame.torsoLength * 0.008);
  const step = (y: number): number =>
    labDistance(stripColour(body, x0, x1, y - reach), stripColour(body, x0, x1, y + reach));
  const calm: number[] = [];
  for (let y = row(0.55); y < row(0.78); y += 2) calm.push(step(y));
  const enough = Math.max(1.3, 5 * median(calm));
  const last = Math.min(row(1.15), body.picture.height - 4);
  for (let y = row(0.8); y < last; y++) {
    let best = step(y);
    if (best < enough) continue;
    while (y + 1 < last && step(y + 1) >= best) best = step(++y);
    return y;
  }
  return undefined;
}

/** The first row where trousers are likelier than the top, over the columns together. */
function fadeRow(labels: Readonly<Record<Label, Plane>>, frame: BodyFrame, x0: number, x1: number): number {
  const { width, height } = labels.top;
  for (let y = Math.round(frame.midShoulder.y + frame.torsoLength * 0.6); y < height; y++) {
    let top = 0;
    let bottom = 0;
    for (let x = Math.round(x0); x < x1; x++) {
      top += labels.top.data[y * width + x]!;
      bottom += labels.bottom.data[y * width + x]!;
    }
    if (bottom > top) return y;
  }
  return height - 1;
}

/** Finds the hem of the top that the person wears; a garment cut off by the picture ends at the picture's edge. */
export function findHemLine(body: Body, labels: Readonly<Record<Label, Plane>>, frame: BodyFrame): HemLine {
  const { width, height } = body.picture;
  const half = frame.shoulderWidth * 0.38;
  const x0 = Math.max(0, Math.round(frame.midHip.x - half));
  const x1 = Math.min(width - 1, Math.round(frame.midHip.x + half));
  const points: { x: number; y: number }[] = [];
  for (let x = x0; x <= x1; x++) {
    let last = -1;
    let gap = 0;
    for (let y = Math.round(frame.midShoulder.y + frame.torsoLength * 0.3); y < height; y++) {
      const i = y * width + x;
      if (labels.top.data[i]! > Math.max(0.4, labels.bottom.data[i]!)) {
        last = y;
        gap = 0;
        // An arm in front is no end of the garment: it may go on below.
      } else if (labels.skin.data[i]! < 0.5) gap++;
      if (last > 0 && gap > frame.torsoLength * 0.06 && torsoT(frame, x, y) > 0.6) break;
    }
    if (last > 0) points.push({ x, y: last + 1 });
  }
  const centre = median(points.map((p) => p.y)) || height;
  const near = points.filter((p) => Math.abs(p.y - centre) < frame.torsoLength * 0.12);
  // Theil-Sen on thinned points: belts and hands must not tilt the line.
  const thin = near.filter((_, k) => k % Math.max(1, Math.floor(near.length / 40)) === 0);
  const slopes: number[] = [];
  for (const a of thin) {
    for (const b of thin) if (b.x - a.x > half * 0.3) slopes.push((b.y - a.y) / (b.x - a.x));
  }
  let slope = clamp(median(slopes), -0.25, 0.25);
  let base = median(near.map((p) => p.y - slope * p.x));
  const above = stripColour(body, x0, x1, centre - frame.torsoLength * 0.15);
  const below = stripColour(body, x0, x1, centre + frame.torsoLength * 0.15);
  const dark =
    above[0] < darkLightness ? firstDarkEdge(body, frame, x0 + half * 0.4, x1 - half * 0.4) : undefined;
  if (labDistance(above, below) < alike && dark !== undefined) {
    slope = frame.across.y / Math.max(0.3, Math.abs(frame.across.x));
    base = dark - slope * ((x0 + x1) / 2);
  } else if (labDistance(above, below) < alike && centre < height - 4) {
    slope = frame.across.y / Math.max(0.3, Math.abs(frame.across.x));
    const middle = (x0 + x1) / 2;
    const guess = fadeRow(labels, frame, x0 + half * 0.4, x1 - half * 0.4);
    base = edgeNear(body, frame, x0 + half * 0.4, x1 - half * 0.4, guess) - slope * middle;
  }
  const reach = frame.shoulderWidth * 0.75;
  return {
    at: (x) => Math.min(height, base + slope * x),
    spans: (x) => Math.abs(x - frame.midHip.x) < reach,
  };
}

/** The hem of a worn dress: column by column where its cloth ends, a wavy line below the hips. */
export function findLongHem(cloth: Plane, frame: BodyFrame): HemLine {
  const { width, height, data } = cloth;
  const rows = new Float32Array(width).fill(Number.NaN);
  const seen: number[] = [];
  for (let x = 0; x < width; x++) {
    for (let y = height - 1; y > frame.midHip.y; y--) {
      if (data[y * width + x]! < 0.5) continue;
      rows[x] = y + 1;
      break;
    }
    if (Math.abs(x - frame.midHip.x) < frame.shoulderWidth * 0.4 && rows[x]! > 0) seen.push(rows[x]!);
  }
  const usual = median(seen) || height;
  const spread = frame.unit * 0.12;
  return {
    at: (x) => {
      const row = rows[clamp(Math.round(x), 0, width - 1)]!;
      return row > 0 ? clamp(row, usual - spread, usual + spread) : usual;
    },
    spans: () => true,
  };
}
