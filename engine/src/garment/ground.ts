import { medianOf } from '../pixels/median.js';
import { PreviewRefusal } from '../refusal.js';

/** The ground's colour, linear over the picture: studio light falls off to one side. */
export interface Ground {
  /** L*, a*, b* at (x, y) in 0..1: `base + x * across + y * down`. */
  readonly base: readonly number[];
  readonly across: readonly number[];
  readonly down: readonly number[];
  /** Median distance of the border's pixels from that colour, in dE. */
  readonly noise: number;
}

/** Solves the symmetric 3 x 3 system of a least-squares plane by Cramer's rule; a flat plane when it is degenerate. */
function planeThrough(
  xs: readonly number[],
  ys: readonly number[],
  vs: readonly number[],
): [number, number, number] {
  const n = xs.length;
  let [sx, sy, sv, sxx, syy, sxy, sxv, syv] = [0, 0, 0, 0, 0, 0, 0, 0];
  for (let i = 0; i < n; i++) {
    const [x, y, v] = [xs[i]!, ys[i]!, vs[i]!];
    sx += x;
    sy += y;
    sv += v;
    sxx += x * x;
    syy += y * y;
    sxy += x * y;
    sxv += x * v;
    syv += y * v;
  }
  const [mx, my, mv] = [sx / n, sy / n, sv / n];
  const cxx = sxx - n * mx * mx;
  const cyy = syy - n * my * my;
  const cxy = sxy - n * mx * my;
  const det = cxx * cyy - cxy * cxy;
  if (!(Math.abs(det) > 1e-9)) return [mv, 0, 0];
  const cxv = sxv - n * mx * mv;
  const cyv = syv - n * my * mv;
  const across = (cxv * cyy - cyv * cxy) / det;
  const down = (cyv * cxx - cxv * cxy) / det;
  return [mv - across * mx - down * my, across, down];
}

function groundThrough(lab: Float32Array, width: number, height: number, at: readonly number[]): Ground {
  const xs = at.map((i) => (i % width) / width);
  const ys = at.map((i) => Math.floor(i / width) / height);
  const planes = [0, 1, 2].map((c) =>
    planeThrough(
      xs,
      ys,
      at.map((i) => lab[i * 3 + c]!),
    ),
  );
  return {
    base: planes.map((p) => p[0]),
    across: planes.map((p) => p[1]),
    down: planes.map((p) => p[2]),
    noise: 0,
  };
}

/** The ground's colour from the picture's border, refused when the border is not of one colour. */
export function measureGround(lab: Float32Array, width: number, height: number): Ground {
  const rim = Math.max(3, Math.round(Math.min(width, height) * 0.012));
  const at: number[] = [];
  for (let y = 0; y < height; y++) {
    const edgeRow = y < rim || y >= height - rim;
    for (let x = 0; x < width; x += edgeRow || x < rim || x >= width - rim - 1 ? 1 : width - 2 * rim) {
      at.push(y * width + x);
    }
  }
  const middle = [0, 1, 2].map((c) => medianOf(Float32Array.from(at, (i) => lab[i * 3 + c]!)));
  const distance = (i: number, to: readonly number[]): number =>
    Math.sqrt(
      (lab[i * 3]! - to[0]!) ** 2 + (lab[i * 3 + 1]! - to[1]!) ** 2 + (lab[i * 3 + 2]! - to[2]!) ** 2,
    );
  const offGround = (i: number, ground: Ground): number =>
    distance(i, groundAt(ground, (i % width) / width, Math.floor(i / width) / height));
  let alike = at.filter((i) => distance(i, middle) < 14);
  let ground = groundThrough(lab, width, height, alike);
  // A garment cut off by the picture's edge must not bend the plane: what lies off it leaves the fit.
  for (let round = 0; round < 3; round++) {
    const limit = Math.max(1.2, 2.5 * medianOf(Float64Array.from(alike, (i) => offGround(i, ground))));
    alike = alike.filter((i) => offGround(i, ground) <= limit);
    ground = groundThrough(lab, width, height, alike);
  }
  const distances = Float64Array.from(at, (i) => offGround(i, ground));
  const off = distances.filter((d) => d > 12).length / distances.length;
  const noise = medianOf(distances);
  if (alike.length === 0 || off > 0.35 || noise > 6) {
    throw new PreviewRefusal('garment_not_found', 'The garment picture has no plain background.');
  }
  return { ...ground, noise };
}

function groundAt(ground: Ground, x: number, y: number): [number, number, number] {
  const c = (k: number): number => ground.base[k]! + ground.across[k]! * x + ground.down[k]! * y;
  return [c(0), c(1), c(2)];
}

/** The picture's L*a*b* minus the ground's: darker is negative, hue is distance from 0 in the last two. */
export function relativeToGround(
  lab: Float32Array,
  width: number,
  height: number,
  ground: Ground,
): Float32Array {
  const out = new Float32Array(lab.length);
  for (let y = 0; y < height; y++) {
    for (let c = 0; c < 3; c++) {
      const start = ground.base[c]! + (ground.down[c]! * y) / height;
      const step = ground.across[c]! / width;
      for (let x = 0, i = y * width * 3 + c; x < width; x++, i += 3) out[i] = lab[i]! - start - step * x;
    }
  }
  return out;
}
