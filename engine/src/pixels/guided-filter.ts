import { boxRoom } from './blur.js';
import { bytesAt, floatsAt, kernels, layOut } from './kernels.js';
import { createPlane } from './plane.js';
import type { Plane, Raster } from './raster.js';
import { type Window, wholeOf } from './window.js';

/** A picture whose edges planes of its size are snapped to (He, Sun, Tang, "Guided Image Filtering", 2010). */
export interface Guide {
  readonly picture: Raster;
  /** Of the box, px. */
  readonly radius: number;
  /** Variance of colours in 0..1 below which edges are smoothed away. */
  readonly epsilon: number;
}

/** Planes that a guide takes: three channels, their means, and six of an inverse. */
const guidePlanes = 12;
/** Planes that an explained plane takes: the factors of red, green and blue, and an offset. */
const factors = 4;
/** Rows that are explained at a time: what is not yet copied away stays small. */
const stripRows = 64;

/** Bytes of a plane in the kernels' memory, where each begins at a multiple of 16. */
function strideOf({ width, height }: Raster): number {
  return (width * height * 4 + 15) & ~15;
}

/** Puts the guide into the kernels' memory. */
function place({ picture, radius, epsilon }: Guide, bytes: number, guide: number, room: number): void {
  const { width, height, data } = picture;
  bytesAt(bytes, data.length).set(data);
  kernels().createGuide(bytes, guide, room, width, height, radius, epsilon);
}

/** Explains a plane by the guide there, `out` being the place of its four planes. */
function explain({ picture, radius }: Guide, guide: number, plane: Plane, out: number, room: number): void {
  const { width, height } = picture;
  floatsAt(out + 3 * strideOf(picture), plane.data.length).set(plane.data);
  kernels().guidedCoefficients(guide, out, room, width, height, radius);
}

/** The plane with its edges on those of the guide, which is of its size; clamped to 0..1. */
export function guidedPlane(guide: Guide, plane: Plane): Plane {
  const { picture, radius } = guide;
  const { width, height } = picture;
  const stride = strideOf(picture);
  const [bytes, at, out, room] = layOut(
    picture.data.length,
    guidePlanes * stride,
    factors * stride,
    boxRoom(width, radius),
  ) as [number, number, number, number];
  place(guide, bytes, at, room);
  explain(guide, at, plane, out, room);
  kernels().explainGuide(at, out, width * height);
  const snapped = createPlane(width, height);
  snapped.data.set(floatsAt(out, width * height));
  return snapped;
}

type Four<T> = readonly [T, T, T, T];

/**
 * Filters planes that, with a rest, sum to 1 at every pixel, in a window of `picture`, which may be larger than the guide;
 * they and the rest come back clamped and summing to 1 again. The filter is linear, so the rest needs no filtering of its
 * own. From a small guide to its large original this is fast guided upsampling, which keeps a small mask's edges on the
 * large picture's edges.
 */
export function guidedShares(
  guide: Guide,
  planes: Four<Plane>,
  picture: Raster,
  window: Window = wholeOf(picture),
): { readonly shares: Four<Plane>; readonly rest: Plane } {
  const { width: small, height: smallHeight } = guide.picture;
  const stride = strideOf(guide.picture);
  const line = (window.width + 3) & ~3;
  const strip = Math.min(stripRows, window.height);
  const rowBytes = picture.width * 3;
  const room = Math.max(
    boxRoom(small, guide.radius),
    // Four interleaved rows of factors, and where each column falls.
    factors * (small * 16 + 64) + 2 * line * 4,
  );
  const [bytes, explained, at, scratch] = layOut(
    Math.max(guide.picture.data.length, strip * rowBytes + 16),
    factors * factors * stride,
    Math.max(guidePlanes * stride, 5 * line * strip * 4),
    room,
  ) as [number, number, number, number];
  place(guide, bytes, at, scratch);
  planes.forEach((plane, k) => {
    explain(guide, at, plane, explained + k * factors * stride, scratch);
  });
  const out = Array.from({ length: 5 }, () => createPlane(window.width, window.height));
  // The guide has done its part: the result's strips are laid over it.
  for (let y = 0; y < window.height; y += strip) {
    const rows = Math.min(strip, window.height - y);
    const top = y + window.top;
    bytesAt(bytes, rows * rowBytes).set(picture.data.subarray(top * rowBytes, (top + rows) * rowBytes));
    kernels().explainShares(
      explained,
      small,
      smallHeight,
      bytes,
      picture.width,
      picture.height,
      window.left,
      window.width,
      top,
      rows,
      at,
      scratch,
    );
    out.forEach((plane, k) => {
      copyRows(at + k * line * rows * 4, line, rows, plane, y);
    });
  }
  const [a, b, c, d, rest] = out as [Plane, Plane, Plane, Plane, Plane];
  return { shares: [a, b, c, d], rest };
}

/** Copies rows of `line` floats, padding left out, into a plane's rows from `y` on. */
function copyRows(from: number, line: number, rows: number, { width, data }: Plane, y: number): void {
  const values = floatsAt(from, line * rows);
  if (line === width) data.set(values, y * width);
  else {
    for (let row = 0; row < rows; row++)
      data.set(values.subarray(row * line, row * line + width), (y + row) * width);
  }
}
