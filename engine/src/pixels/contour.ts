import type { Mask } from './components.js';
import type { Point } from './raster.js';

/** The eight neighbours in clockwise order on screen, from east. */
const stepX = [1, 1, 0, -1, -1, -1, 0, 1];
const stepY = [0, 1, 1, 1, 0, -1, -1, -1];

/**
 * The outer boundary of the mask's first component (in reading order), clockwise on screen, one point a pixel centre,
 * not closed. Moore neighbour tracing with Jacob's stopping rule. Empty for an empty mask.
 */
export function traceOutline(mask: Mask): Point[] {
  const { width, height, data } = mask;
  const start = data.indexOf(1);
  if (start < 0) return [];
  const inside = (x: number, y: number): boolean =>
    x >= 0 && y >= 0 && x < width && y < height && data[y * width + x] === 1;
  const startX = start % width;
  const startY = (start - startX) / width;
  const points: Point[] = [];
  let x = startX;
  let y = startY;
  // We came from the west, where the reading order guarantees background.
  let from = 4;
  let firstMove = -1;
  for (let guard = 0; guard < width * height * 4; guard++) {
    let moved = -1;
    for (let k = 1; k <= 8; k++) {
      const d = (from + k) & 7;
      if (inside(x + stepX[d]!, y + stepY[d]!)) {
        moved = d;
        break;
      }
    }
    if (moved < 0) return [{ x: x + 0.5, y: y + 0.5 }];
    if (x === startX && y === startY) {
      if (firstMove === moved) break;
      if (firstMove < 0) firstMove = moved;
    }
    points.push({ x: x + 0.5, y: y + 0.5 });
    x += stepX[moved]!;
    y += stepY[moved]!;
    from = (moved + 4) & 7;
  }
  return points;
}

/** The closed outline with each point replaced by the mean over `radius` neighbours on both sides. */
export function smoothClosed(points: readonly Point[], radius: number): Point[] {
  const n = points.length;
  const out: Point[] = [];
  for (let i = 0; i < n; i++) {
    let sx = 0;
    let sy = 0;
    for (let k = -radius; k <= radius; k++) {
      const p = points[(((i + k) % n) + n) % n]!;
      sx += p.x;
      sy += p.y;
    }
    out.push({ x: sx / (2 * radius + 1), y: sy / (2 * radius + 1) });
  }
  return out;
}

/** Length along an open path up to each of its points. */
export function arcLengths(path: readonly Point[]): Float32Array {
  const out = new Float32Array(path.length);
  for (let i = 1; i < path.length; i++) {
    const a = path[i - 1]!;
    const b = path[i]!;
    out[i] = out[i - 1]! + Math.hypot(b.x - a.x, b.y - a.y);
  }
  return out;
}
