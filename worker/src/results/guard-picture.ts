import sharp from 'sharp';
import { changedShare } from './changed-share.js';
import { faceLikeness } from './face-match.js';
import type { GuardReason } from './guard-figures.js';
import { isBlank } from './is-blank.js';
import { hasFittingAspect, placements, type Size } from './placements.js';
import { cut, type Part, type SmallPicture, shrink, WHOLE } from './small-picture.js';

/** What a result is compared with. What is not there any more is not compared with. */
export interface GuardInputs {
  readonly photo?: SmallPicture | undefined;
  readonly garment?: SmallPicture | undefined;
  /** Where the photo's face is; undefined where none was found or looked for. */
  readonly face?: Part | undefined;
}

export type GuardOutcome =
  | { readonly ok: true }
  | { readonly ok: false; readonly reason: GuardReason; readonly cause?: unknown };

const FORMATS: ReadonlySet<string | undefined> = new Set(['jpeg', 'png', 'webp']);
const MIN_SIDE = 64;
const MAX_SIDE = 4_096;
/** No picture of more pixels is decoded, whatever its header says of its sides. */
export const MAX_RESULT_PIXELS = MAX_SIDE * MAX_SIDE;

/** Long side of the pictures that are compared pixel by pixel, px. */
const COMPARED_SIDE = 96;
/** The smallest change that is a try-on: encoders and tones stay under it, another garment of the same colour does not. */
const MIN_CHANGE = 0.005;
/** The garment's picture in another size, on another background of the same colour, or encoded anew stays under it. */
const MIN_GARMENT_CHANGE = 0.05;
/** A face in its place is .8 and more, also where a model painted it anew; what else lies there stays under .5. */
const MIN_FACE_LIKENESS = 0.6;

/**
 * Looks at what a provider made, whoever it is: a whole picture of sane size, that shows something, of the photo's aspect,
 * that is neither the garment's picture nor the photo handed back, and in which the face is where it was. None of it says
 * that the picture is good; all of it says that it is one of this person in something else.
 */
export async function guardPicture(bytes: Uint8Array, inputs: GuardInputs): Promise<GuardOutcome> {
  let size: Size;
  let result: SmallPicture;
  try {
    size = await sizeOf(bytes);
    result = await shrink(bytes, MAX_RESULT_PIXELS);
  } catch (cause) {
    return { ok: false, reason: 'undecodable', cause };
  }
  const { photo, garment, face } = inputs;
  if (isBlank(await cut(result, WHOLE, ...comparedSize(result)))) return { ok: false, reason: 'blank' };
  // Somebody who tries on the very picture they are seen in gets next to the same picture: nothing can be told then.
  const alike = photo && garment && (await smallestChange(photo, garment)) < MIN_GARMENT_CHANGE;
  if (!alike && garment && (await smallestChange(garment, result)) < MIN_GARMENT_CHANGE)
    return { ok: false, reason: 'garment_returned' };
  if (photo && !hasFittingAspect(photo, size)) return { ok: false, reason: 'wrong_aspect' };
  if (!alike && photo && (await smallestChange(photo, result)) < MIN_CHANGE)
    return { ok: false, reason: 'unchanged' };
  if (photo && face) {
    const likeness = await faceLikeness(photo, face, result, placements(photo, result));
    if (likeness < MIN_FACE_LIKENESS) return { ok: false, reason: 'face_moved' };
  }
  return { ok: true };
}

/** @throws Error when it is no picture of a kind and size that we serve. */
async function sizeOf(bytes: Uint8Array): Promise<Size> {
  const { format, autoOrient } = await sharp(bytes, { limitInputPixels: MAX_RESULT_PIXELS }).metadata();
  const { width, height } = autoOrient;
  if (!FORMATS.has(format)) throw new Error(`A picture of the format ${format}`);
  if (Math.min(width, height) < MIN_SIDE || Math.max(width, height) > MAX_SIDE)
    throw new Error(`A picture of ${width} x ${height} px`);
  return { width, height };
}

/** Over the ways in which one may lie in the other. */
async function smallestChange(input: SmallPicture, result: SmallPicture): Promise<number> {
  const size = comparedSize(result);
  const shares = await Promise.all(
    placements(input, result).map(async ({ of, on }) =>
      changedShare(await cut(input, of, ...size), await cut(result, on, ...size)),
    ),
  );
  return Math.min(...shares);
}

function comparedSize({ width, height }: Size): [number, number] {
  const scale = COMPARED_SIDE / Math.max(width, height);
  return [Math.max(1, Math.round(width * scale)), Math.max(1, Math.round(height * scale))];
}
