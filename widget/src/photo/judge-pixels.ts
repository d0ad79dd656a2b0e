/** What a photo looks like, measured on a small copy of it. */
export interface PhotoFacts {
  /** Luma that 95 % of the pixels stay below, 0..255. */
  readonly brightest: number;
  /** Luma that 5 % of the pixels stay below, 0..255. */
  readonly darkest: number;
  /** Variance of the Laplacian of luma: how much fine detail there is. */
  readonly sharpness: number;
  /** Share of pixels that have the colour of skin, 0..1. */
  readonly skin: number;
  /** Mean distance of the colours from grey, 0..255: next to nothing in a black-and-white photo. */
  readonly colour: number;
}

/**
 * Measures RGBA pixels, best of a copy whose longest side has 256 pixels. Sharpness is the variance of the Laplacian
 * (Pech-Pacheco et al., Diatom autofocusing in brightfield microscopy, 2000); skin is told by chroma in YCbCr, where
 * skins of all tones lie together (Chai and Ngan, Face segmentation using skin-color map, 1999).
 */
export function measurePixels(
  rgba: Uint8ClampedArray | Uint8Array,
  width: number,
  height: number,
): PhotoFacts {
  const count = width * height;
  const luma = new Float32Array(count);
  const histogram = new Uint32Array(256);
  let skin = 0;
  let chroma = 0;
  for (let at = 0; at < count; at++) {
    const red = rgba[at * 4] ?? 0;
    const green = rgba[at * 4 + 1] ?? 0;
    const blue = rgba[at * 4 + 2] ?? 0;
    const y = 0.299 * red + 0.587 * green + 0.114 * blue;
    const cb = 128 + 0.564 * (blue - y);
    const cr = 128 + 0.713 * (red - y);
    luma[at] = y;
    histogram[Math.round(y)] = (histogram[Math.round(y)] ?? 0) + 1;
    chroma += Math.abs(cb - 128) + Math.abs(cr - 128);
    if (cb >= 77 && cb <= 127 && cr >= 133 && cr <= 173 && y > 20) skin++;
  }
  return {
    brightest: quantile(histogram, count * 0.95),
    darkest: quantile(histogram, count * 0.05),
    sharpness: laplacianVariance(luma, width, height),
    skin: skin / count,
    colour: chroma / count,
  };
}

function quantile(histogram: Uint32Array, below: number): number {
  let seen = 0;
  for (let value = 0; value < 256; value++) {
    seen += histogram[value] ?? 0;
    if (seen >= below) return value;
  }
  return 255;
}

function laplacianVariance(luma: Float32Array, width: number, height: number): number {
  let sum = 0;
  let squares = 0;
  let count = 0;
  for (let y = 1; y < height - 1; y++) {
    for (let x = 1; x < width - 1; x++) {
      const at = y * width + x;
      const value =
        4 * (luma[at] ?? 0) -
        (luma[at - 1] ?? 0) -
        (luma[at + 1] ?? 0) -
        (luma[at - width] ?? 0) -
        (luma[at + width] ?? 0);
      sum += value;
      squares += value * value;
      count++;
    }
  }
  return count === 0 ? 0 : squares / count - (sum / count) ** 2;
}
