import type { Body } from '../person/body.js';
import { bodyFrame, distance, scalePose } from '../person/frame.js';
import { type Arm, armsOf } from '../person/limbs.js';
import { createPlane, samplePlane, smoothstep } from '../pixels/plane.js';
import type { Plane, Point } from '../pixels/raster.js';

interface Station {
  /** Offsets of the arm's two outlines from the bone, along the bone's normal; undefined where cloth hides them. */
  low: number | undefined;
  high: number | undefined;
}

interface Bone {
  readonly a: Point;
  readonly b: Point;
  readonly normal: Point;
  readonly stations: Station[];
}

const stationCount = 32;

function measure(a: Point, b: Point, reach: number, skin: Plane, top: Plane): Bone {
  const length = Math.max(1, distance(a, b));
  const normal = { x: -(b.y - a.y) / length, y: (b.x - a.x) / length };
  const stations: Station[] = [];
  for (let k = 0; k < stationCount; k++) {
    const s = (k + 0.5) / stationCount;
    const at = { x: a.x + (b.x - a.x) * s, y: a.y + (b.y - a.y) * s };
    let low: number | undefined;
    let high: number | undefined;
    let cloth = false;
    for (let d = -reach; d <= reach; d += 0.5) {
      const x = at.x + normal.x * d;
      const y = at.y + normal.y * d;
      if (Math.abs(d) < reach * 0.25 && samplePlane(top, x, y) > 0.4) cloth = true;
      if (samplePlane(skin, x, y) > 0.5) {
        low ??= d;
        high = d;
      }
    }
    const known = !cloth && low !== undefined && high !== undefined && high - low > reach * 0.4;
    stations.push(known ? { low, high } : { low: undefined, high: undefined });
  }
  return { a, b, normal, stations };
}

/** Fills unknown stations from the nearest measured ones, blending towards the nominal radius at the far end. */
function complete(
  stations: readonly Station[],
  nominal: (s: number) => number,
): { low: number; high: number }[] {
  return stations.map((station, k) => {
    const s = (k + 0.5) / stationCount;
    const r = nominal(s);
    if (station.low !== undefined && station.high !== undefined)
      return { low: station.low, high: station.high };
    let sumLow = 0;
    let sumHigh = 0;
    let n = 0;
    let nearest = stationCount;
    for (let step = 1; step < stationCount && n < 5; step++) {
      for (const j of [k - step, k + step]) {
        const other = stations[j];
        if (!other || other.low === undefined || other.high === undefined) continue;
        nearest = Math.min(nearest, step);
        // The station beside the cuff is pinched by its shadow; the ones behind it are truer.
        sumLow += other.low;
        sumHigh += other.high;
        n++;
      }
    }
    if (n === 0) return { low: -r, high: r };
    const trust = Math.max(0.25, 1 - nearest / stationCount);
    return { low: (sumLow / n) * trust - r * (1 - trust), high: (sumHigh / n) * trust + r * (1 - trust) };
  });
}

function draw(out: Plane, bone: Bone, edges: readonly { low: number; high: number }[], reach: number): void {
  const { a, b, normal } = bone;
  const dx = b.x - a.x;
  const dy = b.y - a.y;
  const length2 = Math.max(1, dx * dx + dy * dy);
  const x0 = Math.max(0, Math.floor(Math.min(a.x, b.x) - reach));
  const x1 = Math.min(out.width, Math.ceil(Math.max(a.x, b.x) + reach));
  const y0 = Math.max(0, Math.floor(Math.min(a.y, b.y) - reach));
  const y1 = Math.min(out.height, Math.ceil(Math.max(a.y, b.y) + reach));
  for (let y = y0; y < y1; y++) {
    for (let x = x0; x < x1; x++) {
      const px = x + 0.5 - a.x;
      const py = y + 0.5 - a.y;
      const s = (px * dx + py * dy) / length2;
      if (s < -0.12 || s > 1.12) continue;
      const at = Math.min(stationCount - 1, Math.max(0, s * stationCount - 0.5));
      const k = Math.floor(at);
      const j = Math.min(stationCount - 1, k + 1);
      const f = at - k;
      const low = edges[k]!.low * (1 - f) + edges[j]!.low * f;
      const high = edges[k]!.high * (1 - f) + edges[j]!.high * f;
      const d = px * normal.x + py * normal.y;
      // Rounded ends, so that the two bones meet at the elbow without a notch.
      const over = Math.max(0, -s, s - 1) * Math.sqrt(length2);
      const v = smoothstep(-1, 1, Math.min(d - low, high - d) - over);
      const i = y * out.width + x;
      if (v > out.data[i]!) out.data[i] = v;
    }
  }
}

function drawArm(out: Plane, arm: Arm, unit: number, body: Body): void {
  if (arm.elbow.score < 0.15) return;
  const reach = 0.24 * unit;
  const upper = measure(arm.shoulder, arm.elbow, reach, body.labels.skin, body.labels.top);
  draw(
    out,
    upper,
    complete(upper.stations, (s) => (0.145 - 0.03 * s) * unit),
    reach,
  );
  if (arm.wrist.score < 0.15) return;
  const fore = measure(arm.elbow, arm.wrist, reach, body.labels.skin, body.labels.top);
  draw(
    out,
    fore,
    complete(fore.stations, (s) => (0.11 - 0.045 * s) * unit),
    reach,
  );
}

/**
 * Where the bare arms are, or would be under their sleeves, 0..1 at label size: outlines measured on visible skin and
 * carried on under the cloth.
 */
export function armSilhouette(body: Body): Plane {
  const pose = scalePose(body.pose, 1 / body.labelScale);
  const frame = bodyFrame(pose);
  const out = createPlane(body.labels.skin.width, body.labels.skin.height);
  for (const arm of armsOf(pose, frame)) drawArm(out, arm, frame.unit, body);
  return out;
}
