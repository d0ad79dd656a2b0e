import type { Placement } from './placements.js';
import { cut, type Part, type SmallPicture } from './small-picture.js';

/** Side of the face as it is compared, px: its features show, its expression and skin hardly do. */
const FACE_SIDE = 24;
/** How far from its place a face is looked for, in its own sides; placements of padded photos are a guess. */
const REACH = 0.5;
/** Providers enlarge or shrink a photo a little when they bring it to their own size. */
const SCALES = [0.92, 1, 1.08];

/**
 * How like the photo's face what is in its place in the result is: the best normalised cross-correlation of brightness
 * over the places where it may lie, -1..1. (J. P. Lewis, "Fast Normalized Cross-Correlation", 1995, without the speed-up:
 * the pictures are tiny.)
 *
 * @param face - Where it is in the photo, a square of its size in px.
 */
export async function faceLikeness(
  photo: SmallPicture,
  face: Part,
  result: SmallPicture,
  ways: readonly Placement[],
): Promise<number> {
  const template = luma(await cut(photo, face, FACE_SIDE, FACE_SIDE));
  let best = -1;
  for (const way of ways) {
    const place = carry(face, way);
    for (const scale of SCALES) {
      const around = grow(place, (1 + 2 * REACH) * scale);
      const side = Math.round(FACE_SIDE * (1 + 2 * REACH));
      const field = luma(await cut(result, around, side, side));
      best = Math.max(best, bestMatch(template, FACE_SIDE, field, side));
    }
  }
  return best;
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

function grow({ left, top, width, height }: Part, by: number): Part {
  return {
    left: left + (width * (1 - by)) / 2,
    top: top + (height * (1 - by)) / 2,
    width: width * by,
    height: height * by,
  };
}

/** Rec. 601. */
function luma({ data }: SmallPicture): Float32Array {
  const out = new Float32Array(data.length / 3);
  for (let i = 0; i < out.length; i++) {
    out[i] = 0.299 * data[i * 3]! + 0.587 * data[i * 3 + 1]! + 0.114 * data[i * 3 + 2]!;
  }
  return out;
}

function bestMatch(template: Float32Array, side: number, field: Float32Array, fieldSide: number): number {
  const mean = template.reduce((sum, value) => sum + value, 0) / template.length;
  const centred = template.map((value) => value - mean);
  const energy = centred.reduce((sum, value) => sum + value * value, 0);
  let best = -1;
  for (let y = 0; y + side <= fieldSide; y++) {
    for (let x = 0; x + side <= fieldSide; x++) {
      let sum = 0;
      let squares = 0;
      let product = 0;
      for (let row = 0; row < side; row++) {
        const from = (y + row) * fieldSide + x;
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
