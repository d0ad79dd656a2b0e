import { changedShare } from './changed-share.js';
import { faceLikeness } from './face-match.js';
import type { GuardReason } from './guard-figures.js';
import { isBlank } from './is-blank.js';
import { hasFittingAspect, placements, type Size, sweeps } from './placements.js';
import { cut, type Part, type SmallPicture, shrink, WHOLE } from './small-picture.js';
import { MAX_RESULT_PIXELS, soundSize } from './sound-size.js';

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

/** Long side of the pictures that are compared pixel by pixel, px. */
const COMPARED_SIDE = 96;
/** The smallest change that is a try-on: encoders and tones stay under it, another garment of the same colour does not. */
const MIN_CHANGE = 0.005;
/** The garment's picture in another size, on another background of the same colour, or encoded anew stays under it. */
const MIN_GARMENT_CHANGE = 0.05;
/** The same face is .83 and more, also softened or lit from another side; somebody else's in its place .81 at most. */
const MIN_FACE_LIKENESS = 0.7;

/**
 * Looks at what a provider made, whoever it is: a whole picture of sane size, that shows something, of the photo's aspect,
 * that is neither the garment's picture nor the photo handed back, and in which the face is where it was. None of it says
 * that the picture is good; all of it says that it is one of this person in something else.
 */
export async function guardPicture(bytes: Uint8Array, inputs: GuardInputs): Promise<GuardOutcome> {
  let size: Size;
  let result: SmallPicture;
  try {
    size = await soundSize(bytes);
    result = await shrink(bytes, MAX_RESULT_PIXELS);
  } catch (cause) {
    return { ok: false, reason: 'undecodable', cause };
  }
  const { photo, garment, face } = inputs;
  const part = cutter(result, result);
  const [blank, garmentChange, photoChange, likeness] = await Promise.all([
    part(WHOLE).then(isBlank),
    garment ? smallestChange(garment, result, part) : 1,
    photo ? smallestChange(photo, result, part) : 1,
    photo && face ? faceLikeness(photo, face, result, sweeps(photo, result)) : 1,
  ]);
  if (blank) return { ok: false, reason: 'blank' };
  const returned = garmentChange < MIN_GARMENT_CHANGE;
  const unchanged = photoChange < MIN_CHANGE;
  // Who tries on the very picture they are seen in gets next to the same picture back: nothing can be told then.
  const alike = (returned || unchanged) && photo && garment && (await areAlike(photo, garment));
  if (returned && !alike) return { ok: false, reason: 'garment_returned' };
  if (photo && !hasFittingAspect(photo, size)) return { ok: false, reason: 'wrong_aspect' };
  if (unchanged && !alike) return { ok: false, reason: 'unchanged' };
  if (likeness < MIN_FACE_LIKENESS) return { ok: false, reason: 'face_moved' };
  return { ok: true };
}

async function areAlike(photo: SmallPicture, garment: SmallPicture): Promise<boolean> {
  return (await smallestChange(photo, garment, cutter(garment, garment))) < MIN_GARMENT_CHANGE;
}

/** Cuts parts of a picture to the size that is compared, each once, however many ways ask for it. */
type Cutter = (part: Part) => Promise<SmallPicture>;

function cutter(picture: SmallPicture, { width, height }: Size): Cutter {
  const scale = COMPARED_SIDE / Math.max(width, height);
  const [toWidth, toHeight] = [
    Math.max(1, Math.round(width * scale)),
    Math.max(1, Math.round(height * scale)),
  ];
  const known = new Map<string, Promise<SmallPicture>>();
  return (part) => {
    const key = JSON.stringify(part);
    const made = known.get(key) ?? cut(picture, part, toWidth, toHeight);
    known.set(key, made);
    return made;
  };
}

/** Over the ways in which one may lie in the other. */
async function smallestChange(input: SmallPicture, frame: SmallPicture, framePart: Cutter): Promise<number> {
  const inputPart = cutter(input, frame);
  const shares = await Promise.all(
    placements(input, frame).map(async ({ of, on }) => {
      const [a, b] = await Promise.all([inputPart(of), framePart(on)]);
      return changedShare(a, b);
    }),
  );
  return Math.min(...shares);
}
