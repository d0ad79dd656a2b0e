import type { Body, Label } from '../person/body.js';
import type { LegFigure, LegLine } from '../person/leg-figure.js';
import { median } from '../pixels/median.js';
import { createPlane, createRaster, lumaOf, samplePlane, smoothstep } from '../pixels/plane.js';
import type { Layer, Plane, Point, Raster } from '../pixels/raster.js';
import { createWarpResult, drawMesh } from './rasterise.js';
import { rayLength, type ScaledMask, smoothSeries } from './targets-rays.js';

const stations = 48;
const across = 64;

/** Radius of a bare leg in units, by place along thigh (0..1) and shin (1..2): calf and knee are what makes it a leg. */
const radii: readonly (readonly [number, number])[] = [
  [0, 0.26],
  [0.5, 0.225],
  [0.85, 0.175],
  [1, 0.162],
  [1.12, 0.15],
  [1.35, 0.158],
  [1.6, 0.13],
  [1.85, 0.095],
  [2, 0.088],
  [2.3, 0.095],
];

function radiusAt(s: number): number {
  for (let k = 1; k < radii.length; k++) {
    const [s0, r0] = radii[k - 1]!;
    const [s1, r1] = radii[k]!;
    if (s <= s1) return r0 + (r1 - r0) * smoothstep(0, 1, Math.max(0, s - s0) / (s1 - s0));
  }
  return radii.at(-1)![1];
}

/** The person's skin tone, 0..255 a channel: that of bare arms if enough of them show, else of face and neck. */
function skinTone(picture: Raster, labels: Readonly<Record<Label, Plane>>, body: Body): number[] {
  const channels: [number[], number[], number[]] = [[], [], []];
  const below = body.pose.leftShoulder.y * 0.5 + body.pose.rightShoulder.y * 0.5 + 0.3 * body.unit;
  const collect = (from: number): void => {
    for (const channel of channels) channel.length = 0;
    for (let y = Math.max(0, Math.round(from)); y < picture.height; y += 2) {
      for (let x = 0; x < picture.width; x += 2) {
        const i = y * picture.width + x;
        if (labels.skin.data[i]! < 0.95) continue;
        for (let c = 0; c < 3; c++) channels[c]!.push(picture.data[i * 3 + c]!);
      }
    }
  };
  collect(below);
  if (channels[0].length < 200) collect(0);
  return channels.map(median);
}

interface Station {
  readonly centre: Point;
  readonly normal: Point;
  readonly radius: number;
}

/** The leg's middle and radius, within the cloth that hid it. */
function stationsOf(line: LegLine, from: number, cloth: ScaledMask, u: number): Station[] {
  const { axis } = line;
  // A little into the shoe, which is drawn over it.
  const end = line.shoeAt + 0.07 * u;
  const place = (p: number): number =>
    p <= axis.bend ? p / axis.bend : 1 + (p - axis.bend) / Math.max(1, axis.length - axis.bend);
  const rows = Array.from({ length: stations + 1 }, (_, k) => {
    const p = from + ((end - from) * k) / stations;
    const c = axis.at(p);
    const d = axis.along(p);
    const n = { x: -d.y, y: d.x };
    const r = radiusAt(place(p)) * u;
    const one = rayLength(cloth, c, n, 2.2 * r);
    const two = rayLength(cloth, c, { x: -n.x, y: -n.y }, 2.2 * r);
    // Cloth hangs around the leg: its middle is the leg's, as far as both its edges could be seen.
    const known = one > 0.3 * r && two > 0.3 * r && one < 2.1 * r && two < 2.1 * r;
    return { c, n, r, shift: known ? ((one - two) / 2) * 0.7 : 0, room: known ? (one + two) / 2 : 2 * r };
  });
  const shifts = smoothSeries(
    smoothSeries(
      rows.map((row) => row.shift),
      6,
    ),
    6,
  );
  const rooms = smoothSeries(
    rows.map((row) => Math.min(row.r, 0.98 * row.room)),
    5,
  );
  return rows.map((row, k) => ({
    centre: { x: row.c.x + row.n.x * shifts[k]!, y: row.c.y + row.n.y * shifts[k]! },
    normal: row.n,
    radius: rooms[k]!,
  }));
}

/** How much lighter the old cloth was on the normal's side of the leg than on the other, -1..1. */
function lightSlope(luma: Plane, rows: readonly Station[]): number {
  let slope = 0;
  let total = 0;
  for (const { centre, normal, radius } of rows.slice(4, -4)) {
    const by = 0.55 * radius;
    const one = samplePlane(luma, centre.x + normal.x * by, centre.y + normal.y * by);
    const two = samplePlane(luma, centre.x - normal.x * by, centre.y - normal.y * by);
    slope += one - two;
    total += one + two;
  }
  return Math.max(-0.5, Math.min(0.5, total > 0 ? (2 * slope) / total : 0));
}

/** A fixed noise of about one grey level: without it painted skin is smoother than any photo. */
function grain(x: number, y: number): number {
  const h = Math.sin(x * 12.9898 + y * 78.233) * 43758.5453;
  return (h - Math.floor(h) - 0.5) * 5;
}

/** The leg unrolled: skin tone under a cylinder's light, a knee and a calf hinted at. */
function legTexture(tone: readonly number[], slope: number): { picture: Raster; alpha: Plane } {
  const height = stations + 1;
  const picture = createRaster(across, height);
  const alpha = createPlane(across, height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < across; x++) {
      const e = ((x + 0.5) / across) * 2 - 1;
      const round = 1.03 - 0.27 * Math.abs(e) ** 2.6 + 0.12 * slope * e;
      for (let c = 0; c < 3; c++) {
        // Towards its edges skin turns redder, not greyer.
        const warm = 1 - Math.abs(e) ** 2.6 * (c === 0 ? 0 : 0.03);
        picture.data[(y * across + x) * 3 + c] = tone[c]! * round * warm;
      }
      alpha.data[y * across + x] = smoothstep(1, 0.94, Math.abs(e));
    }
  }
  return { picture, alpha };
}

/**
 * Bare legs where trousers hid them, down to the shoes: the person's own skin tone on legs of usual shape along the
 * bones, lit from the side the old cloth was lit from.
 *
 * @param labels at the photo's size
 * @param from where each leg comes into view, px along its axis
 * @returns undefined when everything is covered or bare already
 */
export function bareLegs(
  body: Body,
  labels: Readonly<Record<Label, Plane>>,
  figure: LegFigure,
  from: readonly [number, number],
): Layer | undefined {
  const { width, height } = body.picture;
  const luma = lumaOf(body.picture);
  const tone = skinTone(body.picture, labels, body);
  const cloth: ScaledMask = { plane: figure.flesh, scale: body.labelScale };
  const drawn = createWarpResult(width, height, 1);
  let any = false;
  for (const [side, line] of [figure.left, figure.right].entries()) {
    // A bare leg needs no other.
    if (line.wears === 'skin' || from[side]! > line.shoeAt - 0.06 * figure.frame.unit) continue;
    any = true;
    const rows = stationsOf(line, from[side]! - 0.15 * figure.frame.unit, cloth, figure.frame.unit);
    const texture = legTexture(tone, lightSlope(luma, rows));
    const own = createWarpResult(width, height, 1);
    const columns = 13;
    drawMesh(
      { picture: texture.picture, masks: [texture.alpha] },
      {
        columns,
        rows: rows.length,
        source: rows.flatMap((_, r) =>
          Array.from({ length: columns }, (_, c) => ({ x: (c / (columns - 1)) * across, y: r + 0.5 })),
        ),
        target: rows.flatMap(({ centre, normal, radius }) =>
          Array.from({ length: columns }, (_, c) => {
            const e = ((c / (columns - 1)) * 2 - 1) * radius;
            return { x: centre.x + normal.x * e, y: centre.y + normal.y * e };
          }),
        ),
      },
      own,
    );
    for (let i = 0; i < width * height; i++) {
      const a = own.masks[0]!.data[i]!;
      if (a <= drawn.masks[0]!.data[i]!) continue;
      drawn.masks[0]!.data[i] = a;
      const noise = grain(i % width, Math.floor(i / width));
      for (let k = i * 3; k < i * 3 + 3; k++) drawn.picture.data[k] = own.picture.data[k]! + noise;
    }
  }
  return any ? { picture: drawn.picture, alpha: drawn.masks[0]! } : undefined;
}
