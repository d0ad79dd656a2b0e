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
/** Models of this field work at 2:3 or 3:4, and bring other photos there. */
const NATIVE_ASPECTS = [2 / 3, 3 / 4];

const distance = (a: number, b: number) => Math.abs(Math.log(a / b));
const aspectOf = ({ width, height }: Size) => width / height;

/** Whether a result has the photo's aspect, or one that some providers cut or pad every photo to. */
export function hasFittingAspect(photo: Size, result: Size): boolean {
  return [aspectOf(photo), ...NATIVE_ASPECTS].some(
    (aspect) => distance(aspectOf(result), aspect) <= SAME_ASPECT,
  );
}

/** Two placements, and all those between them. */
export interface Sweep {
  readonly from: Placement;
  readonly to: Placement;
}

/**
 * How a picture may have been brought to another one's frame: as it is; or, where the aspects differ, cut off on two
 * sides, or padded on the other two, by any share of each.
 */
export function sweeps(picture: Size, frame: Size): readonly Sweep[] {
  const ratio = aspectOf(picture) / aspectOf(frame);
  const asItIs = { of: WHOLE, on: WHOLE };
  if (Math.abs(Math.log(ratio)) <= SAME_ASPECT) return [{ from: asItIs, to: asItIs }];
  const kept = ratio > 1 ? 1 / ratio : ratio;
  const upright = (left: number): Part => ({ left, top: 0, width: kept, height: 1 });
  const lying = (top: number): Part => ({ left: 0, top, width: 1, height: kept });
  const [cutTo, paddedTo] = ratio > 1 ? [upright, lying] : [lying, upright];
  return [
    { from: { of: cutTo(0), on: WHOLE }, to: { of: cutTo(1 - kept), on: WHOLE } },
    { from: { of: WHOLE, on: paddedTo(0) }, to: { of: WHOLE, on: paddedTo(1 - kept) } },
  ];
}

/** The usual ones of all ways: nothing, half or all of what is cut or padded lies on the left or at the top. */
export function placements(picture: Size, frame: Size): readonly Placement[] {
  return sweeps(picture, frame).flatMap((sweep) =>
    sweep.from.of === sweep.to.of && sweep.from.on === sweep.to.on
      ? [sweep.from]
      : [sweep.from, between(sweep), sweep.to],
  );
}

function between({ from, to }: Sweep): Placement {
  const middle = (a: Part, b: Part): Part => ({
    ...a,
    left: (a.left + b.left) / 2,
    top: (a.top + b.top) / 2,
  });
  return { of: middle(from.of, to.of), on: middle(from.on, to.on) };
}
