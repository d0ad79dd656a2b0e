import type { TopGarment } from '../garment/garment.js';
import type { Body } from '../person/body.js';
import { createPlane, smoothstep } from '../pixels/plane.js';
import type { Layer, Plane, Point } from '../pixels/raster.js';
import { coonsPoint, mix, type PatchBoundary, straight, throughPoints } from './coons.js';
import { createWarpResult, drawMesh, type WarpMesh, type WarpSource } from './rasterise.js';
import { rounded, scaledMesh, shrunk } from './shrink-source.js';
import { type GarmentShape, garmentShape, halfRows, shoulderLine, torsoColumns } from './targets-garment.js';
import { type SleeveLadder, sleeveColumns, sleeveLadder } from './targets-sleeve.js';
import { type TorsoTarget, torsoTarget, warpBody } from './targets-torso.js';

/** A top laid on a body: layers of the photo's size, to be drawn in the order behind, (neck), torso, sleeves. */
export interface WarpedTop {
  readonly torso: Layer;
  /** The picture's left sleeve first; empty for a sleeveless top. */
  readonly sleeves: readonly Layer[];
  /** The visible inside of the back or hood, which belongs behind the neck. */
  readonly behind?: Layer;
}

type Pair = readonly [source: Point, target: Point];

function meshOf(rows: readonly (readonly Pair[])[]): WarpMesh {
  const flat = rows.flat();
  return {
    columns: rows[0]!.length,
    rows: rows.length,
    source: flat.map((p) => p[0]),
    target: flat.map((p) => p[1]),
  };
}

function beyond(a: Point, b: Point, px: number): Point {
  const length = Math.hypot(b.x - a.x, b.y - a.y) || 1;
  return { x: b.x + ((b.x - a.x) / length) * px, y: b.y + ((b.y - a.y) / length) * px };
}

/** A row with one more cell at either end, so that the torso runs on under the sleeves' edges. */
function widened(row: readonly Pair[], px: number, scale: number): Pair[] {
  if (px <= 0) return [row[0]!, ...row, row[row.length - 1]!];
  const [a, b] = [row[1]!, row[0]!];
  const [c, d] = [row[row.length - 2]!, row[row.length - 1]!];
  return [
    [beyond(a[0], b[0], px), beyond(a[1], b[1], px * scale)],
    ...row,
    [beyond(c[0], d[0], px), beyond(c[1], d[1], px * scale)],
  ];
}

/** Shoulders to hem as one grid whose rows meet at the armpits. */
function torsoMesh(garment: TopGarment, shape: GarmentShape, target: TorsoTarget): WarpMesh {
  const { left, right } = garment.landmarks;
  const { neckLeftU, neckRightU } = shape;
  const up = { x: -target.down.x, y: -target.down.y };
  const margin = 5;
  const sourceTop: Point[] = [];
  const targetTop: Point[] = [];
  const goal = {
    left: { shoulder: target.left.tip, neck: target.left.neck },
    right: { shoulder: target.right.tip, neck: target.right.neck },
  };
  for (let c = 0; c <= torsoColumns; c++) {
    const u = c / torsoColumns;
    const s = shoulderLine(left, right, u, neckLeftU, neckRightU);
    const t = shoulderLine({ ...left, ...goal.left }, { ...right, ...goal.right }, u, neckLeftU, neckRightU);
    const ease = margin * smoothstep(0, 0.06, Math.min(u, 1 - u));
    const rise = target.bulge[c]! + ease * target.scaleDown;
    const fade = smoothstep(0, 0.04, Math.min(u, 1 - u));
    sourceTop.push({ x: s.x, y: s.y - (shape.bulge[c]! * fade + ease) });
    targetTop.push({ x: t.x + up.x * rise * fade, y: t.y + up.y * rise * fade });
  }
  const source: PatchBoundary = {
    top: throughPoints(sourceTop),
    bottom: straight(left.armpit, right.armpit),
    left: straight(sourceTop[0]!, left.armpit),
    right: straight(sourceTop[torsoColumns]!, right.armpit),
  };
  const place: PatchBoundary = {
    top: throughPoints(targetTop),
    bottom: straight(target.left.armpit, target.right.armpit),
    left: straight(targetTop[0]!, target.left.armpit),
    right: straight(targetTop[torsoColumns]!, target.right.armpit),
  };
  const under = 0.045 * shape.shoulderWidth;
  const rows: Pair[][] = [];
  for (let r = 0; r < halfRows; r++) {
    const v = r / halfRows;
    const row: Pair[] = [];
    for (let c = 0; c <= torsoColumns; c++) {
      const u = c / torsoColumns;
      row.push([coonsPoint(source, u, v), coonsPoint(place, u, target.upperShare(v))]);
    }
    rows.push(widened(row, under * smoothstep(0, 0.2, v), target.scaleAcross));
  }
  const drop =
    (shape.hemDrop + 4) / Math.max(1, (left.hem.y + right.hem.y - left.armpit.y - right.armpit.y) / 2);
  const extra = Math.max(1, Math.ceil(drop * halfRows));
  for (let r = 0; r <= halfRows + extra; r++) {
    const v = r <= halfRows ? r / halfRows : 1 + ((r - halfRows) / extra) * drop;
    const k = Math.min(r, halfRows);
    const a = mix(left.armpit, left.hem, v);
    const b = mix(right.armpit, right.hem, v);
    const centre = mix(a, b, 0.5);
    const ease = margin * Math.min(1, r / 5);
    const sl = beyond(b, centre, shape.leftHalf[k]! + ease);
    const sr = beyond(a, centre, shape.rightHalf[k]! + ease);
    let tl = target.left.edge[k]!;
    let tr = target.right.edge[k]!;
    if (v > 1) {
      const fall =
        (v - 1) * ((left.hem.y + right.hem.y - left.armpit.y - right.armpit.y) / 2) * target.scaleDown;
      tl = { x: tl.x - up.x * fall, y: tl.y - up.y * fall };
      tr = { x: tr.x - up.x * fall, y: tr.y - up.y * fall };
    }
    const fl = beyond(tr, tl, ease * target.scaleAcross);
    const fr = beyond(tl, tr, ease * target.scaleAcross);
    const row: Pair[] = [];
    for (let c = 0; c <= torsoColumns; c++) {
      const u = c / torsoColumns;
      row.push([mix(sl, sr, u), mix(fl, fr, u)]);
    }
    rows.push(widened(row, Math.max(0, under * (1 - r / 4)), target.scaleAcross));
  }
  return meshOf(rows);
}

/** The collar or hood that stands above the neck line. */
function collarMesh(garment: TopGarment, shape: GarmentShape, target: TorsoTarget): WarpMesh {
  const { left, right } = garment.landmarks;
  const height = shape.collarRise + 6;
  const side = 0.05 * (right.neck.x - left.neck.x);
  const sl = beyond(right.neck, left.neck, side);
  const sr = beyond(left.neck, right.neck, side);
  const tl = beyond(target.right.neck, target.left.neck, side * target.scaleAcross);
  const tr = beyond(target.left.neck, target.right.neck, side * target.scaleAcross);
  const rows: Pair[][] = [];
  for (let r = 0; r <= 8; r++) {
    const h = height * (1 - r / 8);
    const row: Pair[] = [];
    for (let c = 0; c <= 16; c++) {
      const s = mix(sl, sr, c / 16);
      const t = mix(tl, tr, c / 16);
      row.push([
        { x: s.x, y: s.y - h },
        { x: t.x - target.down.x * h * target.scaleDown, y: t.y - target.down.y * h * target.scaleDown },
      ]);
    }
    rows.push(row);
  }
  return meshOf(rows);
}

function ladderMesh(ladder: SleeveLadder): WarpMesh {
  return meshOf(
    ladder.sourceOuter.map((so, k) => {
      const row: Pair[] = [];
      for (let c = 0; c <= sleeveColumns; c++) {
        const u = c / sleeveColumns;
        row.push([
          mix(so, ladder.sourceInner[k]!, u),
          mix(ladder.targetOuter[k]!, ladder.targetInner[k]!, u),
        ]);
      }
      return row;
    }),
  );
}

/** Fades a sleeve in over the first `px` from the armhole, where the torso runs on beneath it: no hard seam. */
function fadeRoot(alpha: Plane, tip: Point, armpit: Point, px: number): void {
  const { width, height, data } = alpha;
  const dx = armpit.x - tip.x;
  const dy = armpit.y - tip.y;
  const length = Math.hypot(dx, dy) || 1;
  const y0 = Math.max(0, Math.floor(Math.min(tip.y, armpit.y) - px));
  const y1 = Math.min(height, Math.ceil(Math.max(tip.y, armpit.y) + px));
  for (let y = y0; y < y1; y++) {
    for (
      let x = Math.max(0, Math.floor(Math.min(tip.x, armpit.x) - px));
      x < Math.min(width, Math.max(tip.x, armpit.x) + px);
      x++
    ) {
      const ex = x + 0.5 - tip.x;
      const ey = y + 0.5 - tip.y;
      const along = (ex * dx + ey * dy) / (length * length);
      if (along <= 0 || along >= 1) continue;
      const reach = px * smoothstep(0.02, 0.3, along) * smoothstep(1, 0.88, along);
      const away = Math.abs(ex * dy - ey * dx) / length;
      if (away < reach) data[y * width + x] = data[y * width + x]! * smoothstep(0, 1, away / reach);
    }
  }
}

function sourceOf({ source, picture, alpha, backCollar }: TopGarment): WarpSource {
  const back = backCollar ?? createPlane(alpha.width, alpha.height);
  return { picture, masks: [source === 'model' ? rounded(alpha, 1.4) : alpha, back] };
}

/**
 * Lays a top on a body with Coons patches: shoulders to armpits, armpits to hem, and a ladder of rungs along each arm.
 * The targets follow the silhouette of what the person wears, but are never narrower than the garment itself.
 */
export function warpTop(garment: TopGarment, body: Body): WarpedTop {
  const shape = garmentShape(garment);
  const figure = warpBody(body, garment.category);
  const target = torsoTarget(garment, shape, figure);
  const { source, factor } = shrunk(sourceOf(garment), Math.max(target.scaleAcross, target.scaleDown));
  const { width, height } = body.picture;
  const drawn = createWarpResult(width, height, 2);
  if (shape.collarRise > 0) drawMesh(source, scaledMesh(collarMesh(garment, shape, target), factor), drawn);
  drawMesh(source, scaledMesh(torsoMesh(garment, shape, target), factor), drawn);
  const [alpha, back] = [drawn.masks[0]!, drawn.masks[1]!];
  let behind: Plane | undefined;
  if (garment.backCollar) {
    behind = createPlane(width, height);
    for (let i = 0; i < alpha.data.length; i++) {
      behind.data[i] = alpha.data[i]! * back.data[i]!;
      alpha.data[i] = alpha.data[i]! * (1 - back.data[i]!);
    }
  }
  const { left, right } = garment.landmarks;
  const ladders = [
    sleeveLadder(garment, left, figure, figure.left, target, target.left),
    sleeveLadder(garment, right, figure, figure.right, target, target.right),
  ];
  const sleeves: Layer[] = [];
  for (const [k, ladder] of ladders.entries()) {
    if (!ladder) continue;
    const sleeve = createWarpResult(width, height, 2);
    drawMesh(source, scaledMesh(ladderMesh(ladder), factor), sleeve);
    const root = k === 0 ? target.left : target.right;
    fadeRoot(sleeve.masks[0]!, root.tip, root.armpit, 0.04 * target.scaleAcross * shape.shoulderWidth);
    sleeves.push({ picture: sleeve.picture, alpha: sleeve.masks[0]! });
  }
  const torso: Layer = { picture: drawn.picture, alpha };
  return behind ? { torso, sleeves, behind: { picture: drawn.picture, alpha: behind } } : { torso, sleeves };
}
