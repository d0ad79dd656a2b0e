import type { Raster } from './raster.js';

let linearOf: Float32Array | undefined;

/** sRGB byte to linear light, a table made on first use. */
function linearTable(): Float32Array {
  if (!linearOf) {
    linearOf = new Float32Array(256);
    for (let i = 0; i < 256; i++) {
      const v = i / 255;
      linearOf[i] = v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
    }
  }
  return linearOf;
}

const pivotSteps = 8192;
/** White's X, Y and Z come to 1 but for rounding. */
const pivotEnd = 1.01;
let pivotOf: Float64Array | undefined;

/** The Lab curve as a table: `Math.cbrt` is what a picture's conversion would spend its time on. */
function pivotTable(): Float64Array {
  if (!pivotOf) {
    pivotOf = new Float64Array(pivotSteps + 2);
    for (let i = 0; i < pivotOf.length; i++) pivotOf[i] = Math.cbrt((i / pivotSteps) * pivotEnd);
  }
  return pivotOf;
}

/** Interpolated above the curve's straight part, where that is exact to 2e-6: a thousandth of a unit of a* and b*. */
function pivot(table: Float64Array, t: number): number {
  if (t <= 0.008856) return 7.787 * t + 16 / 116;
  const at = t * (pivotSteps / pivotEnd);
  const i = at | 0;
  const low = table[i]!;
  return low + (table[i + 1]! - low) * (at - i);
}

/** CIE L*a*b* (D65) of one sRGB colour. */
export function labOf(r: number, g: number, b: number): [number, number, number] {
  const table = linearTable();
  const curve = pivotTable();
  const lr = table[r & 255]!;
  const lg = table[g & 255]!;
  const lb = table[b & 255]!;
  const x = pivot(curve, (0.4124 * lr + 0.3576 * lg + 0.1805 * lb) / 0.95047);
  const y = pivot(curve, 0.2126 * lr + 0.7152 * lg + 0.0722 * lb);
  const z = pivot(curve, (0.0193 * lr + 0.1192 * lg + 0.9505 * lb) / 1.08883);
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

/** CIE L*a*b* (D65) of a whole picture, three interleaved floats a pixel. */
export function labPicture(picture: Raster): Float32Array {
  const { data } = picture;
  const table = linearTable();
  const curve = pivotTable();
  const out = new Float32Array(data.length);
  for (let i = 0; i < data.length; i += 3) {
    const lr = table[data[i]!]!;
    const lg = table[data[i + 1]!]!;
    const lb = table[data[i + 2]!]!;
    const x = pivot(curve, (0.4124 * lr + 0.3576 * lg + 0.1805 * lb) / 0.95047);
    const y = pivot(curve, 0.2126 * lr + 0.7152 * lg + 0.0722 * lb);
    const z = pivot(curve, (0.0193 * lr + 0.1192 * lg + 0.9505 * lb) / 1.08883);
    out[i] = 116 * y - 16;
    out[i + 1] = 500 * (x - y);
    out[i + 2] = 200 * (y - z);
  }
  return out;
}
