import type { Placement, Sweep } from './placements.js';
import { cut, type Part, type SmallPicture } from './small-picture.js';

/** Side of the face as it is compared, px: its features show, its expression and skin hardly do. */
const FACE_SIDE = 24;
/** How far from its place a face is looked for, in its own sides; placements of padded photos are a guess. */
const REACH = 0.5;
/** Providers enlarge or shrink a photo a little when they bring it to their own size. */
const SCALES = [0.92, 1, 1.08];
/** Pixels that are looked through at once, for some 10 ms; a face so small that it takes more could not be told anyway. */
const MAX_FIELD = 24_000;

/**
 * How like the photo's face what is in its place in the result is: the best normalised cross-correlation of brightness
 * over the places where it may lie, -1..1. (J. P. Lewis, "Fast Normalized Cross-Correlation", 1995, without the speed-up:
 * the pictures are tiny.) Where the photo was cut, it is looked for along the whole way: some providers cut around the
 * person.
 *
 * @returns 1 also where the face is too small to be looked for: nothing can be said against such a result.
 * @param face - Where it is in the photo, a square of its size in px.
 */
export async function faceLikeness(
  photo: SmallPicture,
  face: Part,
  result: SmallPicture,
  ways: readonly Sweep[],
): Promise<number> {
  const template = luma(await cut(photo, face, FACE_SIDE, FACE_SIDE));
  let best: number | undefined;
  for (const { from, to } of ways) {
    const [first, last] = [carry(face, from), carry(face, to)];
    for (const scale of SCALES) {
      const area = around(first, last, scale);
      const width = Math.round((area.width / (first.width * scale)) * FACE_SIDE);
      const height = Math.round((area.height / (first.height * scale)) * FACE_SIDE);
      if (width < FACE_SIDE || height < FACE_SIDE || width * height > MAX_FIELD) continue;
      const field = luma(await cut(result, area, width, height));
      best = Math.max(best ?? -1, bestMatch(template, FACE_SIDE, field, width));
    }
  }
  return best ?? 1;
}

/** Where a part of the photo is seen in the result. */
function carry(part: Part, { of, on }: Placement): Part {
  return {
    left: on.left + ((part.left - of.left) / of.width) * on.width,
    top: on.top + ((part.top - of.top) / of.height) * on.height,
    width: (part.width / of.width) * on.width,
    height: (part.height / of.height) * on.height,
  };
}

/** What both places and all between them cover, and a margin; what may lie beyond the picture is beyond the person, too. */
function around(first: Part, last: Part, scale: number): Part {
  const marginX = first.width * (REACH * scale + (scale - 1) / 2);
  const marginY = first.height * (REACH * scale + (scale - 1) / 2);
  const left = Math.max(-marginX, Math.min(first.left, last.left) - marginX);
  const top = Math.max(-marginY, Math.min(first.top, last.top) - marginY);
  const right = Math.min(1 + marginX, Math.max(first.left, last.left) + first.width + marginX);
  const bottom = Math.min(1 + marginY, Math.max(first.top, last.top) + first.height + marginY);
  return { left, top, width: right - left, height: bottom - top };
}

/** Rec. 601. */
function luma({ data }: SmallPicture): Float32Array {
  const out = new Float32Array(data.length / 3);
  for (let i = 0; i < out.length; i++) {
    out[i] = 0.299 * data[i * 3]! + 0.587 * data[i * 3 + 1]! + 0.114 * data[i * 3 + 2]!;
  }
  return out;
}

function bestMatch(template: Float32Array, side: number, field: Float32Array, fieldWidth: number): number {
  const fieldHeight = field.length / fieldWidth;
  const mean = template.reduce((sum, value) => sum + value, 0) / template.length;
  const centred = template.map((value) => value - mean);
  const energy = centred.reduce((sum, value) => sum + value * value, 0);
  let best = -1;
  for (let y = 0; y + side <= fieldHeight; y++) {
    for (let x = 0; x + side <= fieldWidth; x++) {
      let sum = 0;
      let squares = 0;
      let product = 0;
      for (let row = 0; row < side; row++) {
        const from = (y + row) * fieldWidth + x;
        for (let column = 0; column < side; column++) {
          const value = field[from + column]!;
          sum += value;
          squares += value * value;
          product += value * centred[row * side + column]!;
        }
      }
      const spread = squares - (sum * sum) / template.length;
      // A flat patch is like nothing.
      if (spread > template.length && energy > 0) best = Math.max(best, product / Math.sqrt(energy * spread));
    }
  }
  return best;
}
