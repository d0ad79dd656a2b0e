import { createPlane, createRaster } from '../pixels/plane.js';
import type { Plane, Point, Raster } from '../pixels/raster.js';

/** A grid of vertices: where each lies in the source picture and where it goes in the target. */
export interface WarpMesh {
  readonly columns: number;
  readonly rows: number;
  /** `rows * columns` points, row by row. */
  readonly source: readonly Point[];
  readonly target: readonly Point[];
}

/** What is warped: colours and any number of masks of the same size. */
export interface WarpSource {
  readonly picture: Raster;
  readonly masks: readonly Plane[];
}

export interface WarpResult {
  readonly picture: Raster;
  /** One a source mask; 0 where no mesh reaches. */
  readonly masks: readonly Plane[];
}

/**
 * An empty target. Meshes are drawn into it one after the other; a later one overwrites.
 */
export function createWarpResult(width: number, height: number, masks: number): WarpResult {
  return {
    picture: createRaster(width, height),
    masks: Array.from({ length: masks }, () => createPlane(width, height)),
  };
}

/** Writes one bilinear sample of the source at (x, y) to pixel `at` of the result. */
function copySample(source: WarpSource, x: number, y: number, into: WarpResult, at: number): void {
  const { width, height, data } = source.picture;
  const fx = x - 0.5 < 0 ? 0 : x - 0.5 > width - 1 ? width - 1 : x - 0.5;
  const fy = y - 0.5 < 0 ? 0 : y - 0.5 > height - 1 ? height - 1 : y - 0.5;
  const x0 = fx | 0;
  const y0 = fy | 0;
  const ax = fx - x0;
  const ay = fy - y0;
  const a = y0 * width + x0;
  const b = x0 + 1 < width ? a + 1 : a;
  const c = y0 + 1 < height ? a + width : a;
  const d = c + (b - a);
  const wa = (1 - ax) * (1 - ay);
  const wb = ax * (1 - ay);
  const wc = (1 - ax) * ay;
  const wd = ax * ay;
  const out = into.picture.data;
  for (let k = 0; k < 3; k++) {
    out[at * 3 + k] =
      data[a * 3 + k]! * wa + data[b * 3 + k]! * wb + data[c * 3 + k]! * wc + data[d * 3 + k]! * wd;
  }
  for (let m = 0; m < source.masks.length; m++) {
    const mask = source.masks[m]!.data;
    into.masks[m]!.data[at] = mask[a]! * wa + mask[b]! * wb + mask[c]! * wc + mask[d]! * wd;
  }
}

/** Pixel centres on an edge count as inside, so that neighbours sharing the edge leave no crack. */
const slack = 1e-4;

function drawTriangle(
  source: WarpSource,
  into: WarpResult,
  mesh: WarpMesh,
  i: number,
  j: number,
  k: number,
): void {
  const a = mesh.target[i]!;
  const b = mesh.target[j]!;
  const c = mesh.target[k]!;
  const area = (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
  if (Math.abs(area) < 1e-9) return;
  const { width, height } = into.picture;
  const y0 = Math.max(0, Math.floor(Math.min(a.y, b.y, c.y) - 0.5));
  const y1 = Math.min(height - 1, Math.ceil(Math.max(a.y, b.y, c.y) - 0.5));
  const x0 = Math.max(0, Math.floor(Math.min(a.x, b.x, c.x) - 0.5));
  const x1 = Math.min(width - 1, Math.ceil(Math.max(a.x, b.x, c.x) - 0.5));
  const p = mesh.source[i]!;
  const q = mesh.source[j]!;
  const r = mesh.source[k]!;
  for (let y = y0; y <= y1; y++) {
    const cy = y + 0.5 - a.y;
    for (let x = x0; x <= x1; x++) {
      const cx = x + 0.5 - a.x;
      const wb = (cx * (c.y - a.y) - cy * (c.x - a.x)) / area;
      const wc = ((b.x - a.x) * cy - (b.y - a.y) * cx) / area;
      const wa = 1 - wb - wc;
      if (wa < -slack || wb < -slack || wc < -slack) continue;
      copySample(source, p.x * wa + q.x * wb + r.x * wc, p.y * wa + q.y * wb + r.y * wc, into, y * width + x);
    }
  }
}

/** Draws the mesh as textured triangles, two a cell, bilinear samples, no blending: coverage is left to the masks. */
export function drawMesh(source: WarpSource, mesh: WarpMesh, into: WarpResult): void {
  const { columns, rows } = mesh;
  for (let r = 0; r + 1 < rows; r++) {
    for (let c = 0; c + 1 < columns; c++) {
      const a = r * columns + c;
      drawTriangle(source, into, mesh, a, a + 1, a + columns);
      drawTriangle(source, into, mesh, a + 1, a + columns + 1, a + columns);
    }
  }
}
