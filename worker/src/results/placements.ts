import { type Part, WHOLE } from './small-picture.js';

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** One way in which a picture may lie in another one: this part of it is seen in that part of the other. */
export interface Placement {
  readonly of: Part;
  readonly on: Part;
}

/** Two aspects that differ by less are one: encoders and models round sizes to 8, 16 or 64 px. */
const SAME_ASPECT = Math.log(1.04);
/** Models of this field work at 2:3, and bring other photos there. */
const NATIVE_ASPECT = 2 / 3;

const distance = (a: number, b: number) => Math.abs(Math.log(a / b));
const aspectOf = ({ width, height }: Size) => width / height;

/** Whether a result has the photo's aspect, or the 2:3 that some providers cut or pad every photo to. */
export function hasFittingAspect(photo: Size, result: Size): boolean {
  const aspect = aspectOf(result);
  return distance(aspect, aspectOf(photo)) <= SAME_ASPECT || distance(aspect, NATIVE_ASPECT) <= SAME_ASPECT;
}

/**
 * How a picture may have been brought to another one's frame: as it is; or, where the aspects differ, cut off or padded
 * on both sides, or on one of them.
 */
export function placements(picture: Size, frame: Size): readonly Placement[] {
  const ratio = aspectOf(picture) / aspectOf(frame);
  if (Math.abs(Math.log(ratio)) <= SAME_ASPECT) return [{ of: WHOLE, on: WHOLE }];
  const wider = ratio > 1;
  const kept = wider ? 1 / ratio : ratio;
  return [0.5, 0, 1].flatMap((at) => {
    const start = (1 - kept) * at;
    const upright: Part = { left: start, top: 0, width: kept, height: 1 };
    const lying: Part = { left: 0, top: start, width: 1, height: kept };
    return wider
      ? [
          { of: upright, on: WHOLE },
          { of: WHOLE, on: lying },
        ]
      : [
          { of: lying, on: WHOLE },
          { of: WHOLE, on: upright },
        ];
  });
}
