/** A yes/no picture: one byte a pixel, 0 or 1, row by row. */
export interface Mask {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

export interface Components {
  /** 0 outside the mask, else the component's number from 1. */
  readonly labels: Int32Array;
  /** Pixels of each component; index 0 is unused. */
  readonly sizes: readonly number[];
}

export function createMask(width: number, height: number): Mask {
  return { width, height, data: new Uint8Array(width * height) };
}

/** The plane's pixels at or above `level`. */
export function maskAbove(
  plane: { readonly width: number; readonly height: number; readonly data: Float32Array },
  level: number,
): Mask {
  const out = createMask(plane.width, plane.height);
  for (let i = 0; i < out.data.length; i++) out.data[i] = plane.data[i]! >= level ? 1 : 0;
  return out;
}

let keptStack: Int32Array | undefined;

/** The walk's stack; nothing of it outlives one call. */
function stackOf(length: number): Int32Array {
  if (!keptStack || keptStack.length < length) keptStack = new Int32Array(length);
  return keptStack;
}

/** 4-connected components of a mask. */
export function componentsOf(mask: Mask): Components {
  const { width, height, data } = mask;
  const labels = new Int32Array(width * height);
  const sizes = [0];
  const stack = stackOf(width * height);
  for (let seed = 0; seed < data.length; seed++) {
    if (!data[seed] || labels[seed]) continue;
    const label = sizes.length;
    let size = 0;
    let depth = 0;
    stack[depth++] = seed;
    labels[seed] = label;
    while (depth > 0) {
      const i = stack[--depth]!;
      size++;
      const x = i % width;
      if (x > 0 && data[i - 1] && !labels[i - 1]) {
        labels[i - 1] = label;
        stack[depth++] = i - 1;
      }
      if (x + 1 < width && data[i + 1] && !labels[i + 1]) {
        labels[i + 1] = label;
        stack[depth++] = i + 1;
      }
      if (i >= width && data[i - width] && !labels[i - width]) {
        labels[i - width] = label;
        stack[depth++] = i - width;
      }
      if (i + width < data.length && data[i + width] && !labels[i + width]) {
        labels[i + width] = label;
        stack[depth++] = i + width;
      }
    }
    sizes.push(size);
  }
  return { labels, sizes };
}

/** The largest 4-connected component, empty if the mask is. */
export function largestComponent(mask: Mask): Mask {
  const { labels, sizes } = componentsOf(mask);
  let best = 1;
  for (let k = 2; k < sizes.length; k++) if (sizes[k]! > sizes[best]!) best = k;
  const out = createMask(mask.width, mask.height);
  for (let i = 0; i < out.data.length; i++) out.data[i] = labels[i] === best ? 1 : 0;
  return out;
}

/** The mask with its holes of at most `maxSize` pixels filled; a hole does not touch the picture's edge. */
export function fillHoles(mask: Mask, maxSize = Number.POSITIVE_INFINITY): Mask {
  const { width, height } = mask;
  const inverse = createMask(width, height);
  for (let i = 0; i < inverse.data.length; i++) inverse.data[i] = mask.data[i] ? 0 : 1;
  const { labels, sizes } = componentsOf(inverse);
  const touchesEdge = new Uint8Array(sizes.length);
  for (let x = 0; x < width; x++) {
    touchesEdge[labels[x]!] = 1;
    touchesEdge[labels[(height - 1) * width + x]!] = 1;
  }
  for (let y = 0; y < height; y++) {
    touchesEdge[labels[y * width]!] = 1;
    touchesEdge[labels[y * width + width - 1]!] = 1;
  }
  const out = createMask(width, height);
  for (let i = 0; i < out.data.length; i++) {
    const k = labels[i]!;
    out.data[i] = mask.data[i] || (k > 0 && !touchesEdge[k] && sizes[k]! <= maxSize) ? 1 : 0;
  }
  return out;
}
