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

function pivot(t: number): number {
  return t > 0.008856 ? Math.cbrt(t) : 7.787 * t + 16 / 116;
}

/** CIE L*a*b* (D65) of one sRGB colour. */
export function labOf(r: number, g: number, b: number): [number, number, number] {
  const table = linearTable();
  const lr = table[r & 255]!;
  const lg = table[g & 255]!;
  const lb = table[b & 255]!;
  const x = pivot((0.4124 * lr + 0.3576 * lg + 0.1805 * lb) / 0.95047);
  const y = pivot(0.2126 * lr + 0.7152 * lg + 0.0722 * lb);
  const z = pivot((0.0193 * lr + 0.1192 * lg + 0.9505 * lb) / 1.08883);
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

/** CIE L*a*b* (D65) of a whole picture, three interleaved floats a pixel. */
export function labPicture(picture: Raster): Float32Array {
  const { data } = picture;
  const out = new Float32Array(data.length);
  for (let i = 0; i < data.length; i += 3) {
    const [l, a, b] = labOf(data[i]!, data[i + 1]!, data[i + 2]!);
    out[i] = l;
    out[i + 1] = a;
    out[i + 2] = b;
  }
  return out;
}
